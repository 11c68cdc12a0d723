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

/// Where the same is done with many topics at once.
pub fn desk_topics(l: Locale) -> String {
    format!("/{l}/desk/topics")
}

/// How much waits, told when it is not `told` any more.
pub fn desk_live(l: Locale, told: u64) -> String {
    format!("/{l}/desk/live?told={told}")
}

/// Changes a topic (forms post to it).
pub fn change_topic(l: Locale, id: &TopicId) -> String {
    format!("/{l}/forum/t/{id}/change")
}

/// Makes a topic of some answers of another one.
pub fn split_topic(l: Locale, id: &TopicId) -> String {
    format!("/{l}/forum/t/{id}/split")
}

/// Joins a topic to another one.
pub fn merge_topic(l: Locale, id: &TopicId) -> String {
    format!("/{l}/forum/t/{id}/merge")
}

/// The topic that somebody names by its address, with or without the host, or by its number alone.
pub fn topic_of(typed: &str) -> Option<TopicId> {
    let path = typed.trim().split(['?', '#']).next()?;
    if let Ok(id) = path.parse() {
        return Some(id);
    }
    let mut parts = path.split('/').skip_while(|part| *part != "forum");
    let (_, kind, id) = (parts.next()?, parts.next()?, parts.next()?);
    if kind == "t" { id.parse().ok() } else { None }
}

/// An address with one more pair that says what was done.
pub fn with_done(path: &str, done: &str) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}done={done}")
}

#[cfg(test)]
mod tests {
    use super::topic_of;

    #[test]
    fn a_topic_is_named_by_its_address_or_its_number() {
        for named in [
            "0a9zkq3m1v7t",
            " /ar/forum/t/0a9zkq3m1v7t?page=2#p-x ",
            "https://host.tn/fr/forum/t/0a9zkq3m1v7t",
            "/en/forum/t/0a9zkq3m1v7t/split",
        ] {
            assert_eq!(topic_of(named).map(|id| id.to_string()).as_deref(), Some("0a9zkq3m1v7t"), "{named}");
        }
        for none in ["", "x", "/ar/forum/p/0a9zkq3m1v7t", "/ar/forum/t/", "https://host.tn/t/0a9zkq3m1v7t"] {
            assert_eq!(topic_of(none), None, "{none}");
        }
    }
}
