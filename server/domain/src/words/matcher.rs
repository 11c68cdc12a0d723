//! All watched words, ready to be looked for.

use std::{collections::HashMap, ops::Range};

use super::{
    Action,
    pattern::{Glob, collapse, compile},
};
use crate::folding::{Carriers, Script, script_of, words};

/// What stands before an Arabic word without belonging to it: a conjunction, a preposition, the article.
const CONJUNCTIONS: [&str; 2] = ["و", "ف"];
const PREPOSITIONS: [&str; 3] = ["ب", "ك", "ل"];
const ARTICLE: &str = "ال";

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Identifier of the pattern.
    pub pattern: String,
    /// What it does.
    pub action: Action,
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// Whether it stands in a quotation: somebody else's word.
    pub quoted: bool,
}

struct Compiled {
    id: String,
    action: Action,
    globs: Vec<Glob>,
}

/// Watched words, compiled.
#[derive(Default)]
pub struct Matcher {
    patterns: Vec<Compiled>,
    /// Patterns by their first word.
    by_word: HashMap<String, Vec<usize>>,
    /// Those whose first word has a `*`, by its first letter.
    by_letter: HashMap<char, Vec<usize>>,
    /// Those that begin with a `*`.
    others: Vec<usize>,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("patterns", &self.patterns.len()).finish()
    }
}

impl Matcher {
    /// Compiles patterns (identifier, text, action). One that catches nothing is left out.
    pub fn of<'a>(patterns: impl IntoIterator<Item = (&'a str, &'a str, Action)>) -> Self {
        let mut matcher = Self::default();
        for (id, text, action) in patterns {
            let Some(globs) = compile(text) else { continue };
            let at = matcher.patterns.len();
            match globs.first() {
                Some(Glob::Word(word)) => matcher.by_word.entry(word.clone()).or_default().push(at),
                Some(Glob::Pieces(pieces)) => match pieces.first().and_then(|piece| piece.chars().next()) {
                    Some(letter) => matcher.by_letter.entry(letter).or_default().push(at),
                    None => matcher.others.push(at),
                },
                None => continue,
            }
            matcher.patterns.push(Compiled { id: id.to_owned(), action, globs });
        }
        matcher
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Everything that a text holds of them, in its order.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        if self.is_empty() {
            return Vec::new();
        }
        let quoted = quotations(text);
        let tokens: Vec<(Vec<String>, Range<usize>)> =
            words(text, Carriers::Keep).into_iter().map(|word| (forms(&word.text), word.span)).collect();
        let mut hits = Vec::new();
        for (at, (own, span)) in tokens.iter().enumerate() {
            let mut tried: Vec<usize> = Vec::new();
            for form in own {
                tried.extend(self.by_word.get(form).into_iter().flatten());
                let letter = form.chars().next();
                tried.extend(letter.and_then(|letter| self.by_letter.get(&letter)).into_iter().flatten());
            }
            tried.extend(&self.others);
            tried.sort_unstable();
            tried.dedup();
            for pattern in tried.into_iter().filter_map(|index| self.patterns.get(index)) {
                let Some(some) = tokens.get(at..at + pattern.globs.len()) else { continue };
                let fits = |(glob, (forms, _)): (&Glob, &(Vec<String>, Range<usize>))| {
                    forms.iter().any(|form| glob.fits(form))
                };
                if pattern.globs.iter().zip(some).all(fits) {
                    let end = some.last().map_or(span.end, |(_, last)| last.end);
                    hits.push(Hit {
                        pattern: pattern.id.clone(),
                        action: pattern.action,
                        span: span.start..end,
                        quoted: quoted.iter().any(|range| range.contains(&span.start)),
                    });
                }
            }
        }
        hits
    }
}

/// The lines of a text that quote somebody.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('>') {
            found.push(start..start + line.len());
        }
        start += line.len();
    }
    found
}

/// The forms under which a word is looked for: long letters short, Arabic without what stands before it.
fn forms(word: &str) -> Vec<String> {
    let mut found = vec![collapse(word, 2)];
    let short = collapse(word, 1);
    if !found.contains(&short) {
        found.push(short);
    }
    if script_of(word) == Script::Arabic {
        for base in found.clone() {
            bare(&base, &mut found);
        }
    }
    found
}

fn bare(word: &str, found: &mut Vec<String>) {
    let without = |word: &str, heads: &[&str]| -> Vec<String> {
        heads.iter().filter_map(|head| word.strip_prefix(head)).map(str::to_owned).collect()
    };
    let mut push = |word: &str, least: usize| {
        if word.chars().count() >= least && !found.iter().any(|other| other == word) {
            found.push(word.to_owned());
        }
    };
    let mut one = vec![word.to_owned()];
    one.extend(without(word, &CONJUNCTIONS));
    for (index, first) in one.iter().enumerate() {
        if index > 0 {
            // A lone letter begins many words of their own right: three must remain behind it.
            push(first, 3);
        }
        let mut two = vec![first.clone()];
        two.extend(without(first, &PREPOSITIONS));
        for second in &two {
            push(second, 3);
            if let Some(rest) = second.strip_prefix(ARTICLE) {
                push(rest, 2);
            }
        }
        // `ل` before the article writes both as `لل`.
        if let Some(rest) = first.strip_prefix("لل") {
            push(rest, 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(patterns: &[&str], text: &'a str) -> Vec<&'a str> {
        let matcher = Matcher::of(patterns.iter().map(|pattern| (*pattern, *pattern, Action::Hold)));
        matcher.find(text).into_iter().map(|hit| &text[hit.span]).collect()
    }

    #[test]
    fn finds_the_word_however_it_is_written() {
        for (pattern, text, expected) in [
            ("قتل", "هدّدني بالقَتْـلِ", Some("بالقَتْـلِ")),
            ("قتل", "والقتل", Some("والقتل")),
            ("قتل", "للقتل", Some("للقتل")),
            ("قتل", "مقتل", None),
            ("انتحار", "فكّرت في الإنتحار", Some("الإنتحار")),
            ("مؤذ", "موذ", None),
            ("مسؤول", "المسؤول", Some("المسؤول")),
            ("n9tel rou7i", "7abit N9tel rou7i lyoum", Some("N9tel rou7i")),
            ("suicide", "le SUÏCIDE", Some("SUÏCIDE")),
            ("aide", "aiiiiiide-moi", Some("aiiiiiide")),
            ("me tuer", "il veut me\ntuer !", Some("me\ntuer")),
            ("me tuer", "me faire tuer", None),
            ("tue", "la statue", None),
            ("123", "١٢٣", Some("١٢٣")),
            ("kill*", "killing me", Some("killing")),
        ] {
            assert_eq!(found(&[pattern], text).first().copied(), expected, "{pattern} in {text}");
        }
        // A decomposed alef with hamza, and signs that nobody sees.
        assert_eq!(found(&["احمر"], "ا\u{654}حم\u{200B}ر").len(), 1);
    }

    #[test]
    fn a_quotation_is_somebody_elses_word() {
        let matcher = Matcher::of([("a", "tuer", Action::Hold)]);
        let hits = matcher.find("> il veut tuer\n\nje ne veux pas tuer");
        assert_eq!(hits.iter().map(|hit| hit.quoted).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn many_patterns_are_quick() {
        let patterns: Vec<String> = (0..12_000).map(|n| format!("mot{n} phrase*")).collect();
        let matcher = Matcher::of(patterns.iter().map(|text| (text.as_str(), text.as_str(), Action::Hold)));
        let text = "mot7 phrases et d’autres mots ".repeat(300);
        let began = std::time::Instant::now();
        assert_eq!(matcher.find(&text).len(), 300);
        assert!(began.elapsed().as_secs() < 5, "it is not quadratic");
    }
}
