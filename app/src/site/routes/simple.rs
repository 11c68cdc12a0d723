//! Addresses of texts seen simply and on paper.

use contract::{Locale, ids::ArticleId};

use super::{article, safety, with_pairs};

/// Where the thing itself begins: who goes on by keyboard or listens does not pass the menu again.
const MAIN: &str = "#main";

/// A text, one thing at a time.
pub fn article_simple(l: Locale, id: &ArticleId, slug: &str) -> String {
    format!("{}/simple", article(l, id, slug))
}

/// The whole text again, for the rest of the visit.
pub fn article_whole(l: Locale, id: &ArticleId, slug: &str) -> String {
    format!("{}?view=whole", article(l, id, slug))
}

/// A procedure as a sheet of paper.
pub fn article_paper(l: Locale, id: &ArticleId, slug: &str) -> String {
    format!("{}/paper", article(l, id, slug))
}

/// The page about safety, one thing at a time.
pub fn safety_simple(l: Locale) -> String {
    format!("{}/simple", safety(l))
}

/// The whole page about safety.
pub fn safety_whole(l: Locale) -> String {
    format!("{}?view=whole", safety(l))
}

/// One of the things of a simple page, from 1, perhaps with a choice of sound.
pub fn one_thing(simple: &str, number: usize, sound: Option<bool>) -> String {
    let n = if number > 1 { number.to_string() } else { String::new() };
    let sound = sound.map(|on| if on { "on" } else { "off" }).unwrap_or_default();
    format!("{}{MAIN}", with_pairs(simple, &[("n", n), ("sound", sound.to_owned())]))
}

/// The small card with numbers.
pub fn card(l: Locale) -> String {
    format!("/{l}/card")
}
