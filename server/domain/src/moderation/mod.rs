//! The room `moderation`: the queue, decisions, their reasons and their log.

pub mod appeal;
mod decide;
mod edits;
mod forget;
pub(crate) mod hide;
pub mod hours;
pub mod identity;
pub mod item;
mod line;
pub mod log;
pub mod log_page;
pub mod note;
mod overview;
pub mod policy;
mod queue;
mod reason;
pub mod report;
pub mod sanction;
mod standing;
mod take;
pub mod transparency;

pub use decide::{Current, Decision, Outcome, Verdict, decide};
pub use edits::{EditDecision, EditItem, EditOutcome, EditVerdict, decide_edit, edits};
pub use forget::{KEPT_MS, forget_old};
pub use overview::{Overview, overview};
pub use queue::{Filters, Queue, QueueItem, queue};
pub use reason::Reason;
pub use standing::{Roughly, Standing};
pub use take::{Step, Taken, Taker, Taking, can_take, take, to_take};
