//! An e-mail address, for those who want one: links to a new passphrase go there, and nothing else.

mod add;
mod remove;
mod verify;

pub use add::{Address, add};
pub use remove::{remove, switch_off};
pub use verify::{can_verify, verify};

use crate::{DomainResult, Member, Services, mail};

/// What the portal has of a member's e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmailState {
    /// Nothing.
    None,
    /// An address that nobody has proved yet, masked.
    Waiting(String),
    /// An address that is hers, masked.
    Verified(String),
}

/// What the portal has of a member's e-mail. The whole address is never shown, not even to her: it may be
/// somebody else who looks.
///
/// # Errors
/// When the database does not answer.
pub async fn state(services: &Services, member: &Member) -> DomainResult<EmailState> {
    let Some(row) = mail::of_member(services.db.read(), member.id.as_str()).await? else {
        return Ok(EmailState::None);
    };
    // Unreadable when the portal has lost its key; it can be deleted still.
    let masked = mail::unseal(services, &row).map_or_else(|_| "***".to_owned(), |address| address.masked());
    Ok(if row.verified_at.is_some() { EmailState::Verified(masked) } else { EmailState::Waiting(masked) })
}
