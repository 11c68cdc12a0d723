//! Where the team says what leads where, and short links.

use contract::{Locale, ids::ArticleId};

/// An article in whatever language its reader speaks; never given to another one.
pub fn article_short(id: &ArticleId) -> String {
    format!("/a/{id}")
}

/// What is announced.
pub fn announcements(l: Locale) -> String {
    format!("/{l}/announcements")
}

/// Redirects, at the desk.
pub fn desk_redirects(l: Locale) -> String {
    format!("/{l}/desk/redirects")
}

/// The menu, at the desk.
pub fn desk_menu(l: Locale) -> String {
    format!("/{l}/desk/menu")
}

/// The menu of one language, at the desk.
pub fn desk_menu_of(l: Locale, of: Locale) -> String {
    format!("{}?lang={of}", desk_menu(l))
}

/// The home page, at the desk.
pub fn desk_home(l: Locale) -> String {
    format!("/{l}/desk/home")
}

/// Announcements, at the desk.
pub fn desk_announcements(l: Locale) -> String {
    format!("/{l}/desk/announcements")
}

/// The same, with one of them to be changed.
pub fn desk_announcement(l: Locale, id: &str) -> String {
    format!("{}?announcement={id}", desk_announcements(l))
}

/// The association's channels, at the desk.
pub fn desk_channels(l: Locale) -> String {
    format!("/{l}/desk/channels")
}

/// Where an article is taken away or merged.
pub fn retire_article(l: Locale, id: &ArticleId) -> String {
    format!("/{l}/desk/articles/{id}/retire")
}
