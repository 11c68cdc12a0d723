//! Addresses of the desk of figures.

use contract::Locale;

use super::with_pairs;

/// The datasets at the desk.
pub fn figures_desk(l: Locale) -> String {
    format!("/{l}/desk/statistics")
}

/// The form that brings a file, and the files that she tries.
pub fn figures_import(l: Locale) -> String {
    format!("{}/import", figures_desk(l))
}

/// The same after something was done.
pub fn figures_import_done(l: Locale, done: &str) -> String {
    format!("{}?done={done}", figures_import(l))
}

/// A file that is tried.
pub fn figures_trial(l: Locale, id: &str) -> String {
    format!("{}/imports/{id}", figures_desk(l))
}

/// Everything that is wrong in it.
pub fn figures_faults(l: Locale, id: &str) -> String {
    format!("{}/faults", figures_trial(l, id))
}

/// The form of a new dataset.
pub fn figures_new(l: Locale) -> String {
    format!("{}/new", figures_desk(l))
}

/// A list of codes, and one of them to be changed; nothing for none.
pub fn figures_codes(l: Locale, kind: &str, code: &str) -> String {
    let path = format!("{}/codes", figures_desk(l));
    with_pairs(&path, &[("kind", kind.to_owned()), ("code", code.to_owned())])
}

/// What is said of a dataset.
pub fn figures_set(l: Locale, id: &str) -> String {
    format!("{}/{id}", figures_desk(l))
}

/// What it measures.
pub fn figures_indicators(l: Locale, id: &str) -> String {
    format!("{}/indicators", figures_set(l, id))
}

/// Its versions.
pub fn figures_versions(l: Locale, id: &str) -> String {
    format!("{}/versions", figures_set(l, id))
}

/// Its charts.
pub fn figures_charts(l: Locale, id: &str) -> String {
    format!("{}/charts", figures_set(l, id))
}
