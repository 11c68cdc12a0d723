//! The columns of the table of items, as it is exported and imported: `field[lang]`, repeated values between `||`.

use contract::Locale;

use super::words::AgentRole;

/// Between repeated values.
pub(super) const BETWEEN: &str = "||";
/// Fields that have a value in each language.
pub(super) const TEXTS: [&str; 3] = ["title", "abstract", "rights"];
/// Who holds the rights, in each language.
pub(super) const HOLDER: &str = "rights_holder";
/// Fields without a language.
pub(super) const PLAIN: [&str; 24] = [
    "id",
    "state",
    "kind",
    "section",
    "work",
    "languages",
    "subject",
    "identifier",
    "licence",
    "source",
    "year",
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
];

/// The name of a column with a language.
pub(super) fn in_language(field: &str, locale: Locale) -> String {
    format!("{field}[{locale}]")
}

/// Every column, in order.
pub(super) fn all() -> Vec<String> {
    let roles = AgentRole::ALL.iter().map(|role| role.as_str());
    let several = TEXTS.into_iter().chain(roles).chain([HOLDER]);
    let several = several.flat_map(|field| Locale::ALL.into_iter().map(move |l| in_language(field, l)));
    PLAIN.into_iter().map(str::to_owned).chain(several).collect()
}
