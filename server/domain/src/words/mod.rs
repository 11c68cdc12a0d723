//! The room `words`: words that the team watches, and the guard that finds personal data before it is published.
//!
//! Both work on the form of [`crate::folding`]. Neither looks at messages to the team, reports, appeals or searches:
//! who asks for help must be able to say what was said to her.

mod action;
pub(crate) mod cache;
mod keep;
mod language;
mod matcher;
mod pattern;
pub mod personal;
pub mod seed;
mod trial;

pub use action::Action;
pub use keep::{Form, MAX_PER_ACTION, Word, Words, add, change, remove, watched};
pub use language::Language;
pub use matcher::{Hit, Matcher};
pub use pattern::PATTERN_MAX;
pub use trial::{Trial, TrialHit, try_out};
