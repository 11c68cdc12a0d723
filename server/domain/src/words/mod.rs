//! The room `words`: words that the team watches, and the guard that finds personal data before it is published.
//!
//! Both work on the form of [`crate::folding`]. Neither looks at messages to the team, reports, appeals or searches:
//! who asks for help must be able to say what was said to her.

mod action;
mod matcher;
mod pattern;
pub mod personal;

pub use action::Action;
pub use matcher::{Hit, Matcher};
pub use pattern::PATTERN_MAX;
