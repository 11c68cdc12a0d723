//! Addresses of what belongs to writing.

use contract::{Locale, ids::PostId};

use super::with_pairs;

/// A member's own drafts.
pub fn drafts(l: Locale) -> String {
    format!("/{l}/my/drafts")
}

/// A page of a topic with a text of it quoted in the form.
pub fn quote(topic: &str, page: &str, post: &PostId) -> String {
    format!("{}#reply", with_pairs(topic, &[("page", page.to_owned()), ("quote", post.to_string())]))
}

/// A page whose form holds what was just kept.
pub fn kept(path: &str, page: &str) -> String {
    let more = if path.contains('?') { '&' } else { '?' };
    let page = if page.is_empty() { String::new() } else { format!("page={}&", super::encoded(page)) };
    format!("{path}{more}{page}done=draft#draft")
}
