//! Words that somebody does not want to read unprepared.

use contract::FieldCode;

use crate::{
    DomainError, DomainResult,
    search::{Token, analyse},
    text,
};

/// Most words or phrases of one list.
pub const MAX_WORDS: usize = 50;
/// Longest list, in characters.
pub const WORDS_LENGTH: usize = 2_000;

/// A list, ready to be looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<Vec<Token>>);

impl Words {
    /// From the stored list: a word or phrase a line.
    pub(super) fn of(list: &str) -> Self {
        Self(list.lines().map(analyse).filter(|phrase| !phrase.is_empty()).collect())
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text holds one of them: folded and stemmed as the search does it, whole words only.
    pub(super) fn are_in(&self, text: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let tokens = analyse(text);
        self.0.iter().any(|phrase| tokens.windows(phrase.len()).any(|some| matches(phrase, some)))
    }
}

fn matches(phrase: &[Token], some: &[Token]) -> bool {
    phrase.iter().zip(some).all(|(wanted, found)| {
        wanted.exact == found.exact || wanted.stems.iter().any(|stem| found.stems.contains(stem))
    })
}

/// The list as it is stored: one a line, trimmed, each once.
///
/// # Errors
/// A refused field (`words`).
pub(super) fn tidy(typed: &str) -> DomainResult<String> {
    let typed = text::multi_line(typed);
    if typed.chars().count() > WORDS_LENGTH {
        return Err(DomainError::field("words", FieldCode::TooLong(WORDS_LENGTH)));
    }
    let mut lines: Vec<String> = Vec::new();
    for line in typed.lines().map(text::single_line).filter(|line| !analyse(line).is_empty()) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.len() > MAX_WORDS {
        return Err(DomainError::field("words", FieldCode::TooMany(MAX_WORDS)));
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("زوج", "قال الزّوج كلامًا", true)]
    #[case("زَوْج", "زوج", true)]
    #[case("divorce", "Le DIVORCE, enfin", true)]
    #[case("été", "l'ete dernier", true)]
    #[case("hospital visit", "a Hospital visit yesterday", true)]
    #[case("hospital visit", "hospital, then a visit", false)]
    #[case("art", "a party", false)]
    #[case("", "anything", false)]
    fn finds_what_the_search_would_find(#[case] list: &str, #[case] text: &str, #[case] found: bool) {
        assert_eq!(Words::of(list).are_in(text), found, "{list} in {text}");
    }

    #[test]
    fn keeps_a_tidy_list() {
        assert_eq!(tidy("  one \r\n\r\ntwo  words\none\n***").ok().as_deref(), Some("one\ntwo words"));
        assert_eq!(tidy("").ok().as_deref(), Some(""));
        let many: Vec<String> = (0..=MAX_WORDS).map(|n| format!("word{n}")).collect();
        assert!(tidy(&many.join("\n")).is_err_and(|error| error.fields[0].code == FieldCode::TooMany(50)));
        assert!(tidy(&"م".repeat(2_001)).is_err());
    }
}
