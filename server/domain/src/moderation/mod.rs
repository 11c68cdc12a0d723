//! The room `moderation`: the queue, decisions, their reasons and their log.

pub mod appeal;
mod decide;
mod forget;
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
pub mod sanction;
mod standing;
pub mod transparency;

pub use decide::{Current, Decision, Outcome, Verdict, decide};
pub use forget::{KEPT_MS, forget_old};
pub use overview::{Overview, overview};
pub use queue::{Filters, Queue, QueueItem, queue};
pub use reason::Reason;
pub use standing::{Roughly, Standing};
