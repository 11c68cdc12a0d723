//! The columns of the table of items, as it is exported and imported: `field[lang]`, repeated values between `||`.
//! A cell that begins with `=`, `+`, `-`, `@` or a tab is exported with a `'` before it, which the import takes away.

use contract::{Locale, Tongue};

use super::words::AgentRole;

/// Between repeated values.
pub(super) const BETWEEN: &str = "||";
/// Fields that have a value in each language.
pub(super) const TEXTS: [&str; 3] = ["title", "abstract", "rights"];
/// Who holds the rights, in each language.
pub(super) const HOLDER: &str = "rights_holder";
/// Other titles, in each language in which there may be one.
pub(super) const OTHER: &str = "alternative";
/// How it can be used by whoever does not see or hear it, in each language.
pub(super) const ACCESS_NOTE: &str = "accessibility_summary";
/// Fields without a language.
pub(super) const PLAIN: [&str; 34] = [
    "id",
    "state",
    "kind",
    "genre",
    "section",
    "work",
    "languages",
    "subject",
    "identifier",
    "licence",
    "source",
    "year",
    "created",
    "recorded",
    "place",
    "pages",
    "coverage",
    "period",
    "published_on",
    "visible_from",
    "visible_to",
    "machine_read",
    "accessibility",
    "warning",
    "testimony",
    "audience",
    "relation",
    "collection",
    "files",
    "file_roles",
    "file_languages",
    "file_visible_from",
    "file_visible_to",
    "file_embargo_reasons",
];

/// What makes a spreadsheet take a cell for a formula, where a cell begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What tells a spreadsheet that a cell is text.
const TEXT: char = '\'';

/// A cell as it is exported: what a spreadsheet would calculate, or send somewhere, has a `'` before it; so has what
/// would lose one on its way back.
pub(super) fn guarded(cell: String) -> String {
    let guarded = cell.starts_with(FORMULA) || bare(&cell).len() < cell.len();
    if guarded { format!("{TEXT}{cell}") } else { cell }
}

/// The same cell as it was: `'` is taken away before what was guarded, and stays before everything else.
pub(super) fn bare(cell: &str) -> &str {
    match cell.strip_prefix(TEXT) {
        Some(rest) if rest.starts_with(FORMULA) || rest.starts_with(TEXT) => rest,
        _ => cell,
    }
}

/// The name of a column with a language.
pub(super) fn in_language(field: &str, language: impl Into<Tongue>) -> String {
    let language: Tongue = language.into();
    format!("{field}[{language}]")
}

/// Languages in which there may be another title.
pub(super) fn tongues() -> impl Iterator<Item = Tongue> {
    Tongue::ALL.into_iter().filter(|tongue| tongue.is_known())
}

/// Every column, in order.
pub(super) fn all() -> Vec<String> {
    let roles = AgentRole::ALL.iter().map(|role| role.as_str());
    let several = TEXTS.into_iter().chain(roles).chain([HOLDER, ACCESS_NOTE]);
    let several = several.flat_map(|field| Locale::ALL.into_iter().map(move |l| in_language(field, l)));
    let others = tongues().map(|tongue| in_language(OTHER, tongue));
    PLAIN.into_iter().map(str::to_owned).chain(several).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_each_comes_back() {
        for cell in
            ["=1+1", "+216", "-300", "@SUM(A1)", "\t=1", "'=1", "''x", "'", "''", "'tis", "a=1", "", "سلمى"]
        {
            let out = guarded(cell.to_owned());
            assert!(!out.starts_with(FORMULA), "{cell:?}");
            assert_eq!(bare(&out), cell, "{cell:?}");
        }
        assert_eq!(guarded("=1".to_owned()), "'=1");
        assert_eq!(guarded("'tis".to_owned()), "'tis");
    }
}
