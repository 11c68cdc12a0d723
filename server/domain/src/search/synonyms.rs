//! The shipped list of words that stand for each other, and of words that a query need not insist on.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

use super::analyse::{Token, analyse};

/// From a stem to the stems of the words that stand for it.
static SYNONYMS: LazyLock<HashMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut map: HashMap<String, BTreeSet<String>> = HashMap::new();
    for line in lines(include_str!("synonyms.txt")) {
        let stems: BTreeSet<String> = analyse(line).into_iter().flat_map(|token| token.stems).collect();
        for stem in &stems {
            map.entry(stem.clone()).or_default().extend(stems.iter().cloned());
        }
    }
    map
});

static STOP_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    lines(include_str!("stop_words.txt")).flat_map(analyse).map(|token| token.exact).collect()
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Stems of the words that stand for this one, without its own.
pub(super) fn of(token: &Token) -> BTreeSet<String> {
    let mut found: BTreeSet<String> =
        token.stems.iter().filter_map(|stem| SYNONYMS.get(stem)).flatten().cloned().collect();
    for own in &token.stems {
        found.remove(own);
    }
    found
}

/// Whether a query need not insist on this word.
pub(super) fn is_stop_word(token: &Token) -> bool {
    STOP_WORDS.contains(&token.exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand_for_each_other(a: &str, b: &str) -> bool {
        let (a, b) = (analyse(a), analyse(b));
        let (Some(a), Some(b)) = (a.first(), b.first()) else { return false };
        of(a).iter().any(|stem| b.stems.contains(stem)) && of(b).iter().any(|stem| a.stems.contains(stem))
    }

    #[test]
    fn knows_irregular_plurals_both_ways() {
        for (a, b) in [
            ("كتاب", "كتب"),
            ("القوانين", "قانون"),
            ("امرأة", "المرأة"),
            ("للنساء", "امرأة"),
            ("woman", "women"),
            ("travail", "travaux"),
            ("Kef", "الكاف"),
        ] {
            assert!(stand_for_each_other(a, b), "{a} {b}");
        }
        assert!(!stand_for_each_other("كتاب", "قانون"));
    }

    #[test]
    fn no_group_holds_a_stop_word() {
        for line in lines(include_str!("synonyms.txt")) {
            for token in analyse(line) {
                assert!(!is_stop_word(&token), "{}", token.exact);
            }
        }
    }
}
