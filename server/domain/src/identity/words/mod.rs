//! Words of pseudonyms and example passphrases.
//!
//! Pseudonyms name a thing (a plant, a bird, a craft, a place of nature) and a quality. Words that are also
//! common first names are left out: an offered name must not look like somebody's. Nouns are feminine in
//! Arabic and French, so that every noun agrees with every quality.

use contract::Locale;

mod ar;
mod en;
mod fr;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Things, as they stand in a name.
    pub things: &'static [&'static str],
    /// Qualities, as they stand in a name.
    pub qualities: &'static [&'static str],
    /// Everyday words, for passphrases only.
    pub everyday: &'static [&'static str],
}

/// The words of a language.
pub fn of(locale: Locale) -> Words {
    match locale {
        Locale::Ar => Words { things: ar::THINGS, qualities: ar::QUALITIES, everyday: ar::EVERYDAY },
        Locale::Fr => Words { things: fr::THINGS, qualities: fr::QUALITIES, everyday: fr::EVERYDAY },
        Locale::En => Words { things: en::THINGS, qualities: en::QUALITIES, everyday: en::EVERYDAY },
    }
}
