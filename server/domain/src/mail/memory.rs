//! The post of tests: keeps what it was given, and fails when told to.

use std::sync::{Arc, Mutex, PoisonError};

use super::{MailError, Mailer, Message};

/// Keeps messages in memory. Clones share them.
#[derive(Clone, Default)]
pub struct MemoryMailer(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    sent: Vec<Message>,
    failures: Vec<MailError>,
    hangs: bool,
}

impl std::fmt::Debug for MemoryMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryMailer")
    }
}

impl MemoryMailer {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was sent, in order.
    pub fn sent(&self) -> Vec<Message> {
        self.state().sent.clone()
    }

    /// The last message.
    pub fn last(&self) -> Option<Message> {
        self.state().sent.last().cloned()
    }

    /// The next tries fail like this, in order.
    pub fn fail(&self, failures: impl IntoIterator<Item = MailError>) {
        self.state().failures.extend(failures);
    }

    /// Takes the message and never comes back, as when the process dies at this moment.
    pub fn hang(&self, hangs: bool) {
        self.state().hangs = hangs;
    }
}

#[async_trait::async_trait]
impl Mailer for MemoryMailer {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        // Long enough for another worker to try the same row.
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        let hangs = {
            let mut state = self.state();
            if !state.failures.is_empty() {
                return Err(state.failures.remove(0));
            }
            state.sent.push(message.clone());
            state.hangs
        };
        if hangs {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}
