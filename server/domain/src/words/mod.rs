//! The room `words`: words that the team watches, and the guard that finds personal data before it is published.
//!
//! Both work on the form of [`crate::folding`]. Neither holds, masks or shows anything of messages to the team, reports,
//! appeals or searches: who asks for help must be able to say what was said to her. Words that cannot wait wake somebody
//! there too, and nothing of it is kept.

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

use crate::{DomainResult, Services};

/// Whether words call for somebody at once, whatever they are written for. Nothing of them is kept.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn is_alarming(services: &Services, body: &str) -> DomainResult<bool> {
    let hits = cache::matcher(services).await?.find(body);
    Ok(hits.iter().any(|hit| hit.action == Action::RaisePriority && !hit.quoted))
}
