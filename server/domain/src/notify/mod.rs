//! The room `notify`: what members follow, what they are told of, and the discreet message that says that there is
//! something.
//!
//! What happens writes an event in its own transaction ([`event`]); a worker turns events into notifications
//! afterwards ([`deliver_due`]), each for the members who may know of it at that moment. Nothing is told twice:
//! the event goes in the transaction that tells of it. When the list is shown, visibility is asked once more.

mod deliver;
pub mod digest;
pub mod event;
mod follow;
mod kind;
mod list;
mod moved;
mod recipients;
mod sweep;

pub use deliver::{Told, deliver_due};
pub(crate) use follow::by_default;
pub use follow::{Followed, Level, Place, followed, level, set_level};
pub use kind::Kind;
pub use list::{Line, Notifications, Target, mark_all_read, mark_read, notifications, unread_by};
pub(crate) use list::{message_read, seen};
pub(crate) use moved::moved;
pub use sweep::{KEPT_MS, sweep};
