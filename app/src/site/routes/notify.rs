//! Addresses of what members follow, are told of and do not want to read.

use contract::Locale;

use super::encoded;

/// What she was told of.
pub fn notifications(l: Locale) -> String {
    format!("/{l}/my/notifications")
}

/// The same, from a line on.
pub fn older_notifications(l: Locale, after: &str) -> String {
    format!("{}?after={}", notifications(l), encoded(after))
}

/// Where she chooses what she follows.
pub fn follow(l: Locale) -> String {
    format!("/{l}/my/follow")
}

/// What she is told of, and how.
pub fn notify_settings(l: Locale) -> String {
    format!("/{l}/account/notifications")
}

/// Whom and what she does not want to read.
pub fn mutes(l: Locale) -> String {
    format!("/{l}/account/mutes")
}

/// The link that stops digests.
pub fn digest_off_link(l: Locale, token: &str) -> String {
    format!("/{l}/email/digest-off/{}", encoded(token))
}

/// The feed of a category.
pub fn feed(l: Locale, category: &str) -> String {
    format!("/{l}/forum/c/{}/feed.atom", encoded(category))
}
