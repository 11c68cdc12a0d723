//! What a catalogue says of a work beyond what every item has. It is kept as JSON in one column, since it is read with
//! the item and nothing is chosen by it; the search has the titles in its index.

use contract::Tongue;
use serde::{Deserialize, Serialize};

use super::record::InLanguages;

/// Most other titles.
pub const OTHERS: usize = 6;
/// Most places, and most times, that a work is about.
pub(super) const COVERED: usize = 12;
/// Most pages of a work.
pub(super) const PAGES_MAX: u32 = 100_000;

/// What a catalogue says of a work beyond what every item has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Other titles, each in the language it is in.
    pub others: Vec<(Tongue, String)>,
    /// When it was made: a date as catalogues write it.
    pub created: Option<String>,
    /// When it was recorded, likewise.
    pub recorded: Option<String>,
    /// Where it appeared.
    pub place: Option<String>,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// Places that it is about.
    pub places: Vec<String>,
    /// Times that it is about: dates, or two with `/` between.
    pub periods: Vec<String>,
    /// How it can be used by whoever does not see or hear it, in a few words.
    pub access_note: InLanguages,
}

impl Details {
    /// As it is stored: nothing where nothing is said.
    pub(super) fn stored(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        // Texts and numbers can always be written down.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads it back; nothing for what was never written so.
    pub(crate) fn read(stored: &str) -> Option<Self> {
        if stored.is_empty() { Some(Self::default()) } else { serde_json::from_str(stored).ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_reads_back_and_nothing_is_stored_as_nothing() {
        assert_eq!(Details::default().stored(), "");
        assert_eq!(Details::read(""), Some(Details::default()));
        let said = Details {
            others: vec![(Tongue::It, "Donne \"e\" lavoro".to_owned())],
            periods: vec!["1956/1987".to_owned()],
            pages: Some(96),
            access_note: [(contract::Locale::Fr, "Sous-titré".to_owned())].into(),
            ..Details::default()
        };
        assert_eq!(Details::read(&said.stored()), Some(said));
        // What a later program adds is passed over, what an older one did not know is empty.
        assert_eq!(Details::read("{\"pages\":3,\"colour\":1}").and_then(|one| one.pages), Some(3));
        assert_eq!(Details::read("x"), None);
    }
}
