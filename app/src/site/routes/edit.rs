//! Addresses of changing a text, of taking one away, and of what it was before.

use contract::{
    Locale,
    ids::{PostId, TopicId},
};

/// The form that changes a text.
pub fn edit(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/p/{post}/edit")
}

/// What a text was before.
pub fn history(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/p/{post}/history")
}

/// Takes a text of one's own away.
pub fn withdraw(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/p/{post}/withdraw")
}

/// What the team decides about a published text.
pub fn take(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/p/{post}/decide")
}

/// Decisions on changes (a form posts to it).
pub fn queue_edits(l: Locale) -> String {
    format!("/{l}/desk/queue/edits")
}

/// The form that writes to the team about something; `kind` is what it is about.
pub fn new_message_about(l: Locale, kind: domain::messages::Kind) -> String {
    format!("{}?kind={}", super::new_message(l), kind.as_str())
}

/// A post on a page of its topic, with a word about what was just done.
pub fn post_done(l: Locale, topic: &TopicId, page: u64, post: &PostId, done: &str) -> String {
    format!("/{l}/forum/t/{topic}?page={page}&done={done}#p-{post}")
}
