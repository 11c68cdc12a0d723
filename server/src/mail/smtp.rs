//! Messages to a mail server.

use std::time::Duration;

use domain::mail::{MailError, Mailer, Message};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    transport::smtp::{
        Error,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};

use super::letter::{Sender, Transfer, compose};
use crate::config::{MailConfig, MailTls};

/// Longest wait for each answer of the server.
const ANSWER: Duration = Duration::from_secs(15);
/// Answers that mean this reader, or this message, for good. Others may be about us (a wrong password, a limit)
/// and are worth another try.
const FOR_GOOD: [u16; 4] = [550, 551, 552, 553];

/// Speaks SMTP to one server. A connection a message: there are few.
#[derive(Clone, Debug)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Sender,
}

impl SmtpMailer {
    /// To the configured server. Never falls back to a connection that others can read.
    ///
    /// # Errors
    /// When the host's name cannot be one of a certificate.
    pub fn new(config: &MailConfig, sender: Sender) -> Result<Self, Error> {
        let host = config.host.as_str();
        let parameters = || TlsParameters::new(host.to_owned());
        let (tls, port) = match config.tls {
            MailTls::Starttls => (Tls::Required(parameters()?), 587),
            MailTls::Tls => (Tls::Wrapper(parameters()?), 465),
            MailTls::None => (Tls::None, 25),
        };
        let port = if config.port == 0 { port } else { config.port };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .timeout(Some(ANSWER))
            // The domain of the sender, not the name of this machine.
            .hello_name(ClientId::Domain(sender.from.email.domain().to_owned()));
        if !config.user.is_empty() {
            builder = builder.credentials(Credentials::new(config.user.clone(), config.password.0.clone()));
        }
        Ok(Self { transport: builder.build(), sender })
    }

    /// Connects and signs in, and sends nothing.
    ///
    /// # Errors
    /// What the server answered, for the operator.
    pub async fn probe(&self) -> Result<(), String> {
        match tokio::time::timeout(ANSWER, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the server hung up".into()),
            Ok(Err(error)) => {
                let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
                Err(format!("{error}{}", cause.unwrap_or_default()))
            }
            Err(_) => Err("no answer in time".into()),
        }
    }
}

/// What may stand in a log: never the words of the server, which quote the address.
fn without_words(error: &Error) -> MailError {
    match error.status().map(u16::from) {
        Some(code) if FOR_GOOD.contains(&code) => MailError::Refused(format!("smtp {code}")),
        Some(code) => MailError::Later(format!("smtp {code}")),
        None if error.is_timeout() => MailError::Later("no answer in time".into()),
        None if error.is_tls() => MailError::Later("no safe connection".into()),
        None => MailError::Later("no connection".into()),
    }
}

#[async_trait::async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        let composed = compose(message, &self.sender, Transfer::Safe)
            .map_err(|_| MailError::Refused("the message cannot be composed".into()))?;
        self.transport.send(composed).await.map(drop).map_err(|error| without_words(&error))
    }
}
