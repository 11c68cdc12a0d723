//! Addresses of the gate.

use contract::{Locale, ids::PostId};

/// How one of a member's texts stands.
pub fn contribution(l: Locale, post: &PostId) -> String {
    format!("/{l}/my/contributions/{post}")
}

/// The words that the team watches.
pub fn watched_words(l: Locale) -> String {
    format!("/{l}/desk/words")
}
