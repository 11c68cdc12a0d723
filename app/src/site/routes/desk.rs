//! Addresses of the desk's queue.

use contract::{
    Locale,
    ids::{ReviewId, TopicId},
};
use domain::moderation::Filters;

use super::with_pairs;

/// The review queue.
pub fn queue(l: Locale) -> String {
    format!("/{l}/desk/queue")
}

/// The review queue, filtered.
pub fn queue_of(l: Locale, filters: &Filters) -> String {
    with_pairs(&queue(l), &filters.pairs())
}

/// Something that waits.
pub fn queue_item(l: Locale, id: &ReviewId) -> String {
    format!("/{l}/desk/queue/{id}")
}

/// The same, with the filters that led there.
pub fn queue_item_of(l: Locale, id: &ReviewId, filters: &Filters) -> String {
    with_pairs(&queue_item(l, id), &filters.from_start().pairs())
}

/// Where many texts are refused at once.
pub fn bulk(l: Locale) -> String {
    format!("/{l}/desk/queue/bulk")
}

/// The same with the filters of the queue.
pub fn bulk_of(l: Locale, filters: &Filters) -> String {
    with_pairs(&bulk(l), &filters.from_start().pairs())
}

/// How much waits, told when it is not `told` any more.
pub fn desk_live(l: Locale, told: u64) -> String {
    format!("/{l}/desk/live?told={told}")
}

/// Changes a topic (forms post to it).
pub fn change_topic(l: Locale, id: &TopicId) -> String {
    format!("/{l}/forum/t/{id}/change")
}

/// An address with one more pair that says what was done.
pub fn with_done(path: &str, done: &str) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}done={done}")
}
