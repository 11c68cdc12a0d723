//! From what people write to HTML that can be trusted.
//!
//! Markdown goes through comrak and then through ammonia with an allow-list of our own; the result is the
//! only [`SafeHtml`] there is. Source and HTML are stored together with [`RENDERER_VERSION`].

mod chapter;
mod direction;
mod excerpt;
mod glossary;
pub mod mention;
mod notes;
mod outline;
mod pictures;
mod pieces;
pub mod quote;
mod render;
mod sanitise;
mod terms;
mod videos;

pub use chapter::{Pointer, chapter, place};
pub(crate) use direction::letters;
pub use excerpt::excerpt;
pub use glossary::{Explained, Glossary, MOST_EXPLAINED};
pub use notes::{renumbered, with_notes, without_notes};
pub use outline::{Outline, outline};
pub(crate) use pictures::is_ours;
pub use pieces::pieces;
pub use render::{article, book, post};
pub(crate) use terms::entries;
pub use terms::{explained_words, with_terms};
pub use videos::video_hosts;

/// Rises whenever rendering or sanitising changes, so that stored HTML can be rendered anew.
pub const RENDERER_VERSION: i32 = 4;

/// HTML that went through the sanitiser. It cannot be made from a text in any other way.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// HTML read back from a column that only ever holds sanitised HTML.
    pub fn from_store(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests;
