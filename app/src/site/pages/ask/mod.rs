//! Pages of the room `ask`: a question without an account, the way back with a receipt, writing for a woman who cannot,
//! and the team's side. Every page is discreet and kept by nothing; a receipt stands in no address.

mod desk;
mod help;
mod help_back;
mod new;
mod question;
mod requests;
mod sheet;
mod thread;
pub mod words;

pub use desk::desk;
pub use help::{help, help_again, read_back};
pub use help_back::{
    erase_read_back, help_answered, help_back, help_erased, help_sent, help_thread, offer_read_back,
    reply_read_back,
};
pub use new::{new, sent_before};
pub use question::question;
pub use requests::requests;
pub use sheet::{Hand, sheet};
pub use thread::{come_back, erased, thread};

use contract::ids::AskId;
use domain::{DomainError, DomainResult};

use crate::site::components::error_summary::Labels;

/// Names of the fields.
pub(crate) const LABELS: Labels = &[
    ("body", |l| l.msg_ask_field_body()),
    ("receipt", |l| l.msg_ask_field_receipt()),
    ("sure", |l| l.msg_ask_field_sure()),
    ("note", |l| l.msg_messages_field_note()),
    ("kind", |l| l.msg_ask_field_kind()),
    ("category", |l| l.msg_forum_field_category()),
    ("offer_title", |l| l.msg_forum_field_title()),
    ("offer_body", |l| l.msg_ask_field_offer_body()),
    ("step", |l| l.msg_ask_desk_steps()),
];

/// The identifier of an address.
///
/// # Errors
/// `NotFound` for what cannot be one.
pub fn ask_id(text: &str) -> DomainResult<AskId> {
    text.parse().map_err(|_| DomainError::not_found())
}
