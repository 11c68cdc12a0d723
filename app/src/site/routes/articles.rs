//! Addresses of the editorial desk.

use contract::{Locale, ids::ArticleId};

use super::{encoded, with_pairs};

/// The desk's list of texts.
pub fn desk_articles(l: Locale) -> String {
    format!("/{l}/desk/articles")
}

/// The same, with a filter.
pub fn desk_articles_of(l: Locale, pairs: &[(&str, String)]) -> String {
    with_pairs(&desk_articles(l), pairs)
}

/// The form of a new document.
pub fn desk_article_new(l: Locale) -> String {
    format!("{}/new", desk_articles(l))
}

/// A text at the desk.
pub fn desk_article(l: Locale, id: &ArticleId, language: Locale) -> String {
    format!("{}/{id}/{language}", desk_articles(l))
}

/// The same after something was done.
pub fn desk_article_done(l: Locale, id: &ArticleId, language: Locale, done: &str) -> String {
    format!("{}?done={}", desk_article(l, id, language), encoded(done))
}

/// Where it is written.
pub fn desk_article_edit(l: Locale, id: &ArticleId, language: Locale) -> String {
    format!("{}/edit", desk_article(l, id, language))
}

/// Its revisions, the newest ones or those below a number.
pub fn desk_article_history(l: Locale, id: &ArticleId, language: Locale, below: Option<i32>) -> String {
    let path = format!("{}/history", desk_article(l, id, language));
    with_pairs(&path, &[("below", below.map(|below| below.to_string()).unwrap_or_default())])
}

/// Two of them beside one another.
pub fn desk_article_compare(l: Locale, id: &ArticleId, language: Locale, from: &str, to: &str) -> String {
    let path = format!("{}/compare", desk_article(l, id, language));
    with_pairs(&path, &[("from", from.to_owned()), ("to", to.to_owned())])
}
