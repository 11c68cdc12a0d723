//! What texts of the team cite, and what they are translated from.

use contract::{
    Locale,
    ids::{ArticleId, ItemId},
};

use super::{article, item, with_pairs};

/// A text with what it cites, for machines.
pub fn article_jsonld(l: Locale, id: &ArticleId, slug: &str) -> String {
    format!("{}.jsonld", article(l, id, slug))
}

/// A second of a recording, on the page of the item.
pub fn item_second(l: Locale, id: &ItemId, slug: &str, second: u32) -> String {
    format!("{}?t={second}", item(l, id, slug))
}

/// Texts that must be compared with their sources again; `all`: every text that readers get.
pub fn articles_due(l: Locale, all: bool) -> String {
    let show = if all { "all" } else { "" };
    with_pairs(&format!("/{l}/desk/articles/due"), &[("show", show.to_owned())])
}

/// A page of it, of all texts or of those of one document.
pub fn articles_due_of(l: Locale, all: bool, article: Option<&ArticleId>, page: u64) -> String {
    let article = article.map(ArticleId::to_string).unwrap_or_default();
    let page = if page > 1 { page.to_string() } else { String::new() };
    let show = if all { "all" } else { "" };
    let pairs = [("show", show.to_owned()), ("article", article), ("page", page)];
    with_pairs(&format!("/{l}/desk/articles/due"), &pairs)
}

/// What each language lacks.
pub fn translations(l: Locale) -> String {
    format!("/{l}/desk/articles/translations")
}

/// A page of it.
pub fn translations_page(l: Locale, page: u64) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    with_pairs(&translations(l), &[("page", page)])
}

/// The sources of a text, to be added.
pub fn article_sources(l: Locale, id: &ArticleId, language: Locale) -> String {
    format!("/{l}/desk/articles/{id}/{language}/references")
}

/// A text beside the one that it follows.
pub fn article_translate(l: Locale, id: &ArticleId, language: Locale, from: Locale) -> String {
    format!("/{l}/desk/articles/{id}/{language}/translate?from={from}")
}

/// What must be compared, and what was done there.
pub fn articles_due_done(l: Locale, done: &str) -> String {
    with_pairs(&articles_due(l, false), &[("done", done.to_owned())])
}
