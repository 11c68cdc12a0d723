//! The catalogue: every text a person sees, in Arabic, French and English.
//!
//! `locales/{ar,fr,en}/*.ftl` become typed functions at build time (`msg_…`); types of variables are
//! declared by comments in the English files. Nothing here knows Leptos, so pages, mail and the command
//! line share it.

pub mod dates;
pub mod errors;
pub mod numbers;
pub mod plurals;
pub mod sections;

#[allow(clippy::all, clippy::unwrap_used, clippy::expect_used, missing_docs)]
mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

use std::sync::LazyLock;

use contract::Locale;
pub use l10n::{L10n, L10nLanguage};

static LOADED: LazyLock<[L10nLanguage; 3]> =
    LazyLock::new(|| [L10n::Ar.load(), L10n::Fr.load(), L10n::En.load()]);

/// The catalogue of one language, parsed once.
pub fn catalogue(locale: Locale) -> &'static L10nLanguage {
    let [ar, fr, en] = &*LOADED;
    match locale {
        Locale::Ar => ar,
        Locale::Fr => fr,
        Locale::En => en,
    }
}
