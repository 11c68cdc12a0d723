//! Addresses of the search.

use contract::Locale;

use super::with_pairs;

/// Search.
pub fn search(l: Locale) -> String {
    format!("/{l}/search")
}

/// Titles while she types, for a script.
pub fn search_suggest(l: Locale) -> String {
    format!("/{l}/search/suggest")
}

/// Search for a text, in one kind of result or in all.
pub fn search_for(l: Locale, query: &str, kind: Option<domain::search::Kind>) -> String {
    search_in(l, query, kind, None)
}

/// The same among texts in one language.
pub fn search_in(
    l: Locale,
    query: &str,
    kind: Option<domain::search::Kind>,
    language: Option<Locale>,
) -> String {
    if query.is_empty() {
        return search(l);
    }
    let kind = kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default();
    let language = language.map(|language| language.code().to_owned()).unwrap_or_default();
    with_pairs(&search(l), &[("q", query.to_owned()), ("type", kind), ("lang", language)])
}

/// A page of an address of results, from 1.
pub fn results_page(results: &str, page: usize) -> String {
    let sign = if results.contains('?') { '&' } else { '?' };
    if page > 1 { format!("{results}{sign}page={page}") } else { results.to_owned() }
}
