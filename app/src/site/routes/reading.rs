//! Addresses of reading and of answering without words.

use contract::{
    Locale,
    ids::{PostId, TopicId},
};

use super::{topic, topic_page, with_pairs};

/// The permanent address of a post, in no language.
pub fn permalink(post: &PostId) -> String {
    format!("/p/{post}")
}

/// The first text on a page of a topic that is new to whoever reads.
pub fn first_fresh(l: Locale, id: &TopicId, page: u64) -> String {
    format!("{}#fresh", topic_page(l, id, page))
}

/// Reacts to a post, or keeps it (a form posts to it).
pub fn mark(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/p/{post}")
}

/// Closes, opens, pins a topic (a form posts to it).
pub fn arrange(l: Locale, id: &TopicId) -> String {
    format!("{}/arrange", topic(l, id))
}

/// Votes in a topic's poll, ends it, changes its answers (a form posts to it).
pub fn poll(l: Locale, id: &TopicId) -> String {
    format!("{}/poll", topic(l, id))
}

/// Tells when something new comes into a topic, after a number.
pub fn live(l: Locale, id: &TopicId, after: i64) -> String {
    format!("{}/live?after={after}", topic(l, id))
}

/// A member's own bookmarks.
pub fn bookmarks(l: Locale) -> String {
    format!("/{l}/my/bookmarks")
}

/// A list with its filters; empty ones are left out.
pub fn filtered(path: &str, pairs: &[(&str, String)]) -> String {
    with_pairs(path, pairs)
}
