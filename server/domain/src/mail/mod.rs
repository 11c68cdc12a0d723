//! The room `mail`: the post as a port, the outbox from which it is sent, one-time links.
//!
//! Nobody needs an e-mail address here. Who gives one gets links to it and, if she asks, that there is something
//! new, and nothing else; what a message says
//! is written when it is sent, by the adapter, so that no text and no address rests in the outbox.

mod address;
mod contact;
mod deliver;
mod disposable;
mod link;
#[cfg(feature = "testing")]
pub mod memory;
mod outbox;
mod sweep;

pub use address::EmailAddress;
pub use contact::of_off_token;
pub(crate) use contact::{EMAIL, Found, active, of_digest_off_token, of_member, seal, unseal};
pub use deliver::{Delivered, LEASE_MS, TRIES, backoff_ms, deliver_due};
pub use disposable::Disposable;
pub(crate) use disposable::is_disposable;
pub use link::{LINK_MS, Token};
pub(crate) use link::{forget, issue, live, spend};
pub(crate) use outbox::enqueue;
pub use sweep::{UNVERIFIED_MS, sweep};

use contract::Locale;

/// Which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A link that proves that the address is hers.
    Verify,
    /// A link to a new passphrase.
    Reset,
    /// That there is something for her, for those who asked for it.
    Digest,
    /// That something waits for her as one of the team.
    Duty,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Verify, Self::Reset, Self::Digest, Self::Duty];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Digest => "digest",
            Self::Duty => "duty",
        }
    }

    /// Reads a stored kind.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A message on its way. Never in a log: it holds an address and links that open things.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Where to.
    pub to: EmailAddress,
    /// In which language.
    pub locale: Locale,
    /// Which message.
    pub kind: Kind,
    /// The token of its link.
    pub token: Token,
    /// The token of the link that stops everything to this address; of a digest: that stops digests.
    pub off: String,
    /// Number of the subject line, where she chose one.
    pub subject: usize,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({:?}, {})", self.kind, self.locale)
    }
}

/// Why a message did not go. Says nothing that a server answered in words: those quote addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Perhaps later.
    #[error("not now: {0}")]
    Later(String),
    /// Never: the message or the address is refused.
    #[error("refused: {0}")]
    Refused(String),
}

/// Carries messages away.
#[async_trait::async_trait]
pub trait Mailer: Send + Sync + std::fmt::Debug {
    /// Sends one message; when this comes back, somebody else has it.
    ///
    /// # Errors
    /// [`MailError`], without the address.
    async fn send(&self, message: &Message) -> Result<(), MailError>;
}
