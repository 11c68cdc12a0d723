//! The room `moderation`: the queue, decisions, their reasons and their log.

mod decide;
mod edits;
pub mod hours;
pub mod identity;
pub mod item;
pub mod log;
mod overview;
pub mod policy;
mod queue;
mod reason;
mod standing;
mod take;

pub use decide::{Current, Decision, Outcome, Verdict, decide};
pub use edits::{EditDecision, EditItem, EditOutcome, EditVerdict, decide_edit, edits};
pub use overview::{Overview, overview};
pub use queue::{Filters, Queue, QueueItem, queue};
pub use reason::Reason;
pub use standing::{Roughly, Standing};
pub use take::{Step, Taken, Taker, Taking, can_take, take, to_take};
