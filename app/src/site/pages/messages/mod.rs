//! Pages of the room `messages`: a member's conversations with the team.

mod list;
mod new;
pub mod parts;
mod thread;
pub mod words;

pub use list::{account_link, list};
pub use new::{new, new_form};
pub use thread::{thread, thread_form};

use contract::ids::CaseId;
use domain::{DomainError, DomainResult};

use crate::site::components::error_summary::Labels;

/// Names of the fields.
pub const LABELS: Labels = &[
    ("kind", |l| l.msg_messages_field_kind()),
    ("body", |l| l.msg_messages_field_body()),
    ("state", |l| l.msg_messages_field_state()),
    ("note", |l| l.msg_messages_field_note()),
    ("code", |l| l.msg_report_field_code()),
    ("text", |l| l.msg_report_field_text()),
];

/// The identifier of an address.
///
/// # Errors
/// `NotFound` for what cannot be one.
pub fn case_id(text: &str) -> DomainResult<CaseId> {
    text.parse().map_err(|_| DomainError::not_found())
}
