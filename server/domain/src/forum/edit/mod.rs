//! Changing a text after it was sent.
//!
//! What is published stays visible as it was approved while a change waits (S7). Taking something out never waits:
//! it is public at once, the text as it was is hidden from everybody but the team, and somebody looks at it
//! afterwards. `post.revision` is the number of the text that everybody reads, `post.pending_revision` that of the
//! change that waits, or that was refused or came back and was not corrected since.

mod apply;
mod change;
mod decide;
mod difference;
mod form;
mod history;
pub mod policy;
pub(crate) mod revision;
mod waiting;

pub(crate) use apply::shorten_in;
pub(crate) use change::place as place_of;
pub use change::{Clash, Edit, Edited, edit_post};
pub(crate) use decide::{Decided, approve, redact, send_back};
pub use difference::{Piece, changed_characters, difference, only_removes};
pub use form::{EditForm, Refusal, to_edit};
pub use history::{History, RevisionView, hide_revision, history};
pub use revision::RevisionState;
pub(crate) use waiting::drop_waiting;
