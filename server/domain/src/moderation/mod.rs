//! The room `moderation`: the queue, decisions, their reasons and their log.

mod age;
mod claim;
mod decide;
mod decision;
mod edits;
mod filters;
pub mod identity;
pub mod item;
pub mod log;
mod open_item;
mod overview;
pub mod policy;
mod queue;
mod reason;
pub mod redact;
pub mod shift;
mod sight;
mod standing;
mod take;

pub use age::Age;
pub use claim::{CLAIM_MS, Handling, ItemStep, TakeOver, handle};
pub use decide::decide;
pub use decision::{Current, Decision, Outcome, Verdict};
pub use edits::{EditDecision, EditItem, EditOutcome, EditVerdict, decide_edit, edits};
pub use filters::{AgeFilter, ClaimFilter, FILTERS, Filters, KindFilter, Place};
pub use open_item::{Before, OpenItem, Opened, open_item, post_of};
pub use overview::{Overview, overview, waiting};
pub use queue::{Claim, Queue, QueueItem, WaitingText, next, queue};
pub use reason::Reason;
pub use sight::{Raised, is_lead};
pub use standing::{Roughly, Standing};
pub use take::{Step, Taken, Taker, Taking, can_take, take, to_take};
