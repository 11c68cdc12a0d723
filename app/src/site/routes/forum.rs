//! Addresses of the forum.

use contract::{
    Locale,
    ids::{PostId, TopicId},
};

use super::encoded;

/// Forum index.
pub fn forum(l: Locale) -> String {
    format!("/{l}/forum")
}

/// A category.
pub fn category(l: Locale, slug: &str) -> String {
    format!("/{l}/forum/c/{}", encoded(slug))
}

/// A topic.
pub fn topic(l: Locale, id: &TopicId) -> String {
    format!("/{l}/forum/t/{id}")
}

/// A page of a topic, from 1.
pub fn topic_page(l: Locale, id: &TopicId, page: u64) -> String {
    if page <= 1 { topic(l, id) } else { format!("{}?page={page}", topic(l, id)) }
}

/// A post inside a known page of its topic.
pub fn post_on_page(l: Locale, topic: &TopicId, page: u64, post: &PostId) -> String {
    format!("{}#p-{post}", topic_page(l, topic, page))
}

/// The form for a new topic, filled with a refused one.
pub fn correct_topic(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/new?correct={post}")
}

/// The form for a reply, filled with a refused one.
pub fn correct_reply(l: Locale, topic: &TopicId, post: &PostId) -> String {
    format!("/{l}/forum/t/{topic}?correct={post}#reply")
}

/// A member's own contributions.
pub fn my_contributions(l: Locale) -> String {
    format!("/{l}/my/contributions")
}

/// A post inside its topic's page.
pub fn post(l: Locale, topic: &TopicId, post: &PostId) -> String {
    format!("/{l}/forum/t/{topic}#p-{post}")
}

/// The form for a new topic.
pub fn new_topic(l: Locale, category: &str) -> String {
    if category.is_empty() {
        format!("/{l}/forum/new")
    } else {
        format!("/{l}/forum/new?category={}", encoded(category))
    }
}
