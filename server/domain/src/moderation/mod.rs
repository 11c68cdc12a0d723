//! The room `moderation`: the queue, decisions, their reasons and their log.

mod decide;
pub(crate) mod hide;
pub mod identity;
pub mod item;
pub mod log;
mod overview;
pub mod policy;
mod queue;
mod reason;
pub mod report;
mod standing;

pub use decide::{Current, Decision, Outcome, Verdict, decide};
pub use overview::{Overview, overview};
pub use queue::{Filters, Queue, QueueItem, queue};
pub use reason::Reason;
pub use standing::{Roughly, Standing};
