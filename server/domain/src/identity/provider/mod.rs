//! Signing in through a provider, as far as the portal's own rows go. What is said to the provider, and how its
//! answers are judged, is the server's part.
//!
//! An identity is issuer and subject, never an e-mail address. Of both only a keyed hash is kept: who has the
//! database without the portal's key cannot ask of somebody at a provider whether she is here.

mod first;
mod flow;
mod link;

pub use first::{FirstSignIn, Pending, await_first, first_sign_in, pending};
pub use flow::{BegunFlow, Flow, FlowRefusal, NewFlow, begin, end};
pub use link::{Linked, SignedIn, is_hers, link, linked, sign_in_with, unlink};

use std::fmt;

use super::codes::sha256_hex;
use crate::Services;

/// Stored in the place of a passphrase hash: nothing that is typed opens it.
pub(crate) const NO_PASSPHRASE: &str = "!";

/// Why she goes to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in, or to open an account.
    SignIn,
    /// To add this way into her account.
    Link,
    /// To show again that it is her.
    Confirm,
}

impl Purpose {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Link => "link",
            Self::Confirm => "confirm",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::SignIn, Self::Link, Self::Confirm].into_iter().find(|purpose| purpose.as_str() == text)
    }
}

/// Who somebody is at a provider, as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    provider: String,
    hash: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({}, …)", self.provider)
    }
}

impl Identity {
    /// From what a provider said. `provider` is its key in the configuration.
    pub fn new(services: &Services, provider: &str, issuer: &str, subject: &str) -> Self {
        // The length keeps apart what would read alike when put together.
        let hash = services.keyed_hash(&format!("provider identity\n{}\n{issuer}\n{subject}", issuer.len()));
        Self { provider: provider.to_owned(), hash }
    }
}

/// What is kept of a random secret that only a browser knows.
fn hash_of(secret: &str) -> String {
    sha256_hex(secret.as_bytes())
}

/// 256 random bits, hexadecimal.
fn secret() -> String {
    let bytes: [u8; 32] = rand::random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
