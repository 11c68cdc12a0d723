//! Words of a text with what stands between them, and the word lists of this room.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use crate::folding::{Carriers, Script, Word, script_of, words};

/// Given names of the region, in Arabic and Latin letters.
pub(super) static NAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| set(include_str!("data/given_names.txt")));
/// What follows a title without being a name: offices, kinship, small words.
static NO_NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| set(include_str!("data/no_names.txt")));
/// Delegations and places of the governorate of El Kef, each as its words.
static PLACES: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| lines(include_str!("data/places.txt")).map(of_phrase).collect());

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn of_phrase(phrase: &str) -> Vec<String> {
    words(phrase, Carriers::Keep).into_iter().map(|word| word.text).collect()
}

fn set(file: &'static str) -> HashSet<String> {
    lines(file).flat_map(of_phrase).collect()
}

/// The words of a text.
pub(super) struct Tokens<'a> {
    text: &'a str,
    words: Vec<Word>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, words: words(text, Carriers::Keep) }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The folded word, empty behind the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text.as_str())
    }

    pub(super) fn span(&self, at: usize) -> Range<usize> {
        self.words.get(at).map_or(self.text.len()..self.text.len(), |word| word.span.clone())
    }

    /// From one word to another, both in it.
    pub(super) fn over(&self, from: usize, to: usize) -> Range<usize> {
        self.span(from).start..self.span(to).end
    }

    /// As it was written.
    pub(super) fn written(&self, at: usize) -> &'a str {
        self.text.get(self.span(at)).unwrap_or_default()
    }

    /// What stands between a word and the next one.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        self.text.get(self.span(at).end..self.span(at + 1).start).unwrap_or_default()
    }

    /// Whether nothing but blanks (and a hyphen, a dot of an abbreviation) stands between a word and the next.
    pub(super) fn joined(&self, at: usize) -> bool {
        at + 1 < self.len()
            && self.gap(at).chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '\'' | '’'))
    }

    /// Whether a sentence ends behind a word.
    pub(super) fn ends(&self, at: usize) -> bool {
        at + 1 >= self.len() || self.gap(at).contains(['.', '\n', '!', '?', '؟', ';', '؛', ')'])
    }

    /// Whether the word is written with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.written(at).chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is_arabic(&self, at: usize) -> bool {
        script_of(self.word(at)) == Script::Arabic
    }

    /// A given name.
    pub(super) fn is_name(&self, at: usize) -> bool {
        NAMES.contains(self.word(at)) && !self.is_on(at)
    }

    /// `على`: folded it is the name علي.
    fn is_on(&self, at: usize) -> bool {
        self.word(at) == "علي" && self.written(at).ends_with('ى')
    }

    /// Something that is certainly no name.
    pub(super) fn is_no_name(&self, at: usize) -> bool {
        let word = self.word(at);
        word.chars().count() < 2
            || NO_NAMES.contains(word)
            || self.is_on(at)
            || word.chars().all(|c| c.is_ascii_digit())
    }

    /// The number at a place, if it is digits only.
    pub(super) fn number(&self, at: usize) -> Option<u64> {
        let word = self.word(at);
        (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
    }

    /// How many words of a place of the governorate begin here; none when none does. In Arabic also behind `ب`.
    pub(super) fn place(&self, at: usize) -> usize {
        let fits = |index: usize, wanted: &str| {
            let word = self.word(at + index);
            word == wanted
                || (index == 0 && self.is_arabic(at) && {
                    let bare = word.strip_prefix('ب').unwrap_or_default();
                    bare == wanted
                        || word.strip_prefix("لل").is_some_and(|rest| wanted.strip_prefix("ال") == Some(rest))
                })
        };
        PLACES
            .iter()
            .filter(|place| place.iter().enumerate().all(|(index, wanted)| fits(index, wanted)))
            .map(Vec::len)
            .max()
            .unwrap_or_default()
    }
}

/// Whether a number looks like a year.
pub(super) fn is_year(number: u64) -> bool {
    (1850..=2100).contains(&number)
}
