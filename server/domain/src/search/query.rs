//! What somebody typed into the search field, as conditions for the index.

use std::collections::BTreeSet;

use contract::{FieldCode, limits::QUERY_MAX};

use super::{
    analyse::{Token, analyse},
    expression::{Expression, Field, Place},
    index::{Condition, Tier},
    synonyms,
};
use crate::{DomainError, DomainResult, text};

/// Shortest beginning of a word that is looked for.
const PREFIX_MIN: usize = 3;
/// Words of a sentence that are looked for when no text has all of them: the ways to choose some of them double with each.
const LOOSE: usize = 5;

/// A query, analysed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    text: String,
    /// Words outside quotes.
    words: Vec<Word>,
    /// What stood in quotes: these words, so, one after the other.
    quoted: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    token: Token,
    synonyms: BTreeSet<String>,
    /// Need not stand in a document.
    optional: bool,
}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    /// [`FieldCode::TooLong`] for the field `q`. Nothing else is refused: whatever is no word is no condition.
    pub fn parse(typed: &str) -> DomainResult<Self> {
        let text = text::single_line(typed);
        if text.chars().count() > QUERY_MAX {
            return Err(DomainError::field("q", FieldCode::TooLong(QUERY_MAX)));
        }
        let mut words = Vec::new();
        let mut quoted = Vec::new();
        let parts: Vec<&str> = text.split(is_quote).collect();
        let last = parts.len().saturating_sub(1);
        for (index, part) in parts.into_iter().enumerate() {
            let tokens = analyse(part);
            // Every second part stood between two quotes; a quote that was never closed is none.
            if index % 2 == 1 && index < last {
                if !tokens.is_empty() {
                    quoted.push(tokens.into_iter().map(|token| token.exact).collect());
                }
            } else {
                words.extend(tokens.into_iter().map(Word::new));
            }
        }
        if quoted.is_empty() && words.iter().all(|word| word.optional) {
            for word in &mut words {
                word.optional = false;
            }
        }
        Ok(Self { text, words, quoted })
    }

    /// What was typed, on one line and without invisible signs.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.quoted.is_empty()
    }

    /// Conditions, the best first; [`Tier::Some`] is not among them.
    pub(super) fn conditions(&self) -> Vec<Condition> {
        let mut list = Vec::new();
        if self.words.len() > 1 {
            let phrase = Expression::Phrase(self.words.iter().map(|word| word.token.exact.clone()).collect());
            self.push(&mut list, Tier::Phrase, vec![phrase]);
        }
        let tiers: &[Tier] = if self.words.iter().any(|word| !word.optional) {
            &[Tier::Exact, Tier::Stem, Tier::Synonym, Tier::Prefix]
        } else {
            // Quoted words alone: exactly these and nothing else.
            &[Tier::Exact]
        };
        for tier in tiers {
            let words =
                self.words.iter().filter(|word| !word.optional).filter_map(|word| word.expression(*tier));
            self.push(&mut list, *tier, words.collect());
        }
        list
    }

    /// The last resort: as many of the words as can be had, all but one first, one alone last. Nothing for a single word,
    /// and nothing when words are quoted.
    pub(super) fn any_word(&self) -> Vec<Condition> {
        let words = self.loosely();
        if words.len() < 2 || !self.quoted.is_empty() {
            return Vec::new();
        }
        let mut list = Vec::new();
        for count in (1..words.len()).rev() {
            let missing = i32::try_from(words.len() - 1 - count).unwrap_or_default();
            let Some(expression) = Expression::at_least(&words, count) else { continue };
            // Of two words in one title nobody needs to be told apart: only the last word left is better there.
            let places: &[Place] =
                if count == 1 { &[Place::Title, Place::Anywhere] } else { &[Place::Anywhere] };
            list.extend(places.iter().map(|place| Condition {
                tier: Tier::Some,
                place: *place,
                expression: expression.clone(),
                missing,
            }));
        }
        list
    }

    /// Words that a text may be about, in any form or another word for the same, in the title or anywhere: what puts those
    /// texts in order in which the words themselves do not stand. Nothing when words are quoted alone.
    pub(super) fn about(&self) -> Vec<Condition> {
        let Some(expression) = Expression::any(self.loosely()) else { return Vec::new() };
        [Place::Title, Place::Anywhere]
            .into_iter()
            .map(|place| Condition { tier: Tier::Some, place, expression: expression.clone(), missing: 0 })
            .collect()
    }

    /// Each word with the words that stand for it, [`LOOSE`] at most: of a long sentence those that the list knows.
    fn loosely(&self) -> Vec<Expression> {
        let mut words: Vec<&Word> = self.words.iter().filter(|word| !word.optional).collect();
        // Stable: inside these the order is hers.
        words.sort_by_key(|word| word.synonyms.is_empty());
        words.into_iter().take(LOOSE).filter_map(|word| word.expression(Tier::Synonym)).collect()
    }

    /// What a title must hold to be offered while she types: every word in some form, or begun. A last word of one or two
    /// letters says nothing yet; nothing when there is no other.
    pub(super) fn begun(&self) -> Option<Condition> {
        let last = self.words.len().saturating_sub(1);
        let says = |at: usize, word: &Word| at < last || word.token.exact.chars().count() >= PREFIX_MIN;
        let words =
            self.words.iter().enumerate().filter(|(at, word)| !word.optional && says(*at, word)).filter_map(
                |(at, word)| if at < last { word.expression(Tier::Prefix) } else { word.begun() },
            );
        let quoted = self.quoted.iter().cloned().map(Expression::Phrase);
        let expression = Expression::all(words.chain(quoted).collect())?;
        Some(Condition { tier: Tier::Prefix, place: Place::Title, expression, missing: 0 })
    }

    fn push(&self, list: &mut Vec<Condition>, tier: Tier, words: Vec<Expression>) {
        let quoted = self.quoted.iter().cloned().map(Expression::Phrase);
        if let Some(expression) = Expression::all(words.into_iter().chain(quoted).collect()) {
            list.push(Condition { tier, place: Place::Title, expression: expression.clone(), missing: 0 });
            list.push(Condition { tier, place: Place::Anywhere, expression, missing: 0 });
        }
    }

    /// Which of the query's words this word of a document answers, for marking; `begun` counts beginnings too.
    pub(super) fn answers(&self, token: &Token, begun: bool) -> Option<usize> {
        let words = self.words.iter().position(|word| !word.optional && word.is_answered_by(token, begun));
        words.or_else(|| {
            let at = self.quoted.iter().flatten().position(|exact| *exact == token.exact)?;
            Some(self.words.len() + at)
        })
    }

    /// How many of its words a text can answer.
    pub(super) fn answerable(&self) -> usize {
        self.words.iter().filter(|word| !word.optional).count() + self.quoted.iter().flatten().count()
    }

    /// Whether a text of these words holds every word that must stand in it, and what is quoted word by word.
    pub(super) fn is_held_by(&self, tokens: &[Token]) -> bool {
        let follows = |phrase: &Vec<String>| {
            tokens
                .windows(phrase.len())
                .any(|window| window.iter().zip(phrase).all(|(token, exact)| token.exact == *exact))
        };
        let held = |word: &Word| tokens.iter().any(|token| word.is_answered_by(token, true));
        !self.is_empty()
            && self.words.iter().filter(|word| !word.optional).all(held)
            && self.quoted.iter().all(follows)
    }

    /// The words that were typed, to suggest others for.
    pub(super) fn typed_words(&self) -> impl Iterator<Item = &Token> {
        self.words.iter().filter(|word| !word.optional).map(|word| &word.token)
    }
}

impl Word {
    fn new(token: Token) -> Self {
        Self { synonyms: synonyms::of(&token), optional: synonyms::is_stop_word(&token), token }
    }

    /// What must stand in a document for this word in this tier.
    fn expression(&self, tier: Tier) -> Option<Expression> {
        let token = |field: Field, text: &String| Expression::Token(field, text.clone());
        let mut list = Vec::new();
        if tier <= Tier::Exact {
            list.push(token(Field::Exact, &self.token.exact));
        } else {
            list.extend(self.token.stems.iter().map(|stem| token(Field::Stem, stem)));
        }
        if tier >= Tier::Synonym {
            list.extend(self.synonyms.iter().map(|stem| token(Field::Stem, stem)));
        }
        if tier >= Tier::Prefix {
            list.extend(self.prefixes().map(|(field, text)| Expression::Prefix(field, text.to_owned())));
        }
        Expression::any(list)
    }

    /// What must stand in a title while this word is being typed. A stem of one or two letters tells nothing of what it
    /// will be: `العن` is no `عن`.
    fn begun(&self) -> Option<Expression> {
        let stems = self.token.stems.iter().filter(|stem| stem.chars().count() >= PREFIX_MIN);
        let forms = stems.chain(&self.synonyms).map(|stem| Expression::Token(Field::Stem, stem.clone()));
        let prefixes = self.prefixes().map(|(field, text)| Expression::Prefix(field, text.to_owned()));
        Expression::any(forms.chain(prefixes).collect())
    }

    /// The beginnings that count: the word itself, and an Arabic stem, which has let go of the article. A Latin
    /// stem would only be shorter and begin too many words.
    fn prefixes(&self) -> impl Iterator<Item = (Field, &str)> {
        let exact = std::iter::once((Field::Exact, self.token.exact.as_str()));
        let stem = self
            .token
            .stems
            .first()
            .filter(|_| self.token.is_arabic())
            .map(|stem| (Field::Stem, stem.as_str()));
        exact.chain(stem).filter(|(_, text)| text.chars().count() >= PREFIX_MIN)
    }

    fn is_answered_by(&self, token: &Token, begun: bool) -> bool {
        token.stems.iter().any(|stem| self.token.stems.contains(stem) || self.synonyms.contains(stem))
            || begun
                && self.prefixes().any(|(field, text)| match field {
                    Field::Exact => token.exact.starts_with(text),
                    Field::Stem => token.stems.iter().any(|stem| stem.starts_with(text)),
                })
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

#[cfg(test)]
mod tests {
    use contract::ErrorCode;

    use super::*;

    fn tiers(typed: &str) -> Vec<Tier> {
        let mut tiers: Vec<Tier> = Query::parse(typed)
            .map(|query| query.conditions())
            .unwrap_or_default()
            .iter()
            .map(|c| c.tier)
            .collect();
        tiers.dedup();
        tiers
    }

    #[test]
    fn one_word_needs_no_phrase_and_quotes_mean_exactly() {
        assert_eq!(tiers("كتاب"), [Tier::Exact, Tier::Stem, Tier::Synonym, Tier::Prefix]);
        assert_eq!(
            tiers("حقوق المرأة"),
            [Tier::Phrase, Tier::Exact, Tier::Stem, Tier::Synonym, Tier::Prefix]
        );
        assert_eq!(tiers("\"حقوق المرأة\""), [Tier::Exact]);
        assert_eq!(tiers("«droit du travail»"), [Tier::Exact]);
        assert_eq!(
            tiers("\"حقوق المرأة"),
            [Tier::Phrase, Tier::Exact, Tier::Stem, Tier::Synonym, Tier::Prefix]
        );
        assert!(tiers("").is_empty() && tiers("؟! * \"\" :").is_empty());
    }

    #[test]
    fn insists_on_no_stop_word_unless_there_is_nothing_else() {
        let query = Query::parse("comment obtenir une aide").expect("a query");
        assert_eq!(query.typed_words().count(), 2);
        let query = Query::parse("كيف").expect("a query");
        assert_eq!(query.typed_words().count(), 1);
    }

    #[test]
    fn a_word_hardly_begun_is_waited_for() {
        let begun = |typed: &str| Query::parse(typed).expect("a query").begun();
        for nothing in ["", "؟!", "a", "tr", "قا"] {
            assert_eq!(begun(nothing), None, "{nothing}");
        }
        assert!(begun("tra").is_some() && begun("قان").is_some());
        assert_eq!(begun("droit tr"), begun("droit"));
        assert_ne!(begun("droit tra"), begun("droit"));
    }

    #[test]
    fn refuses_what_is_too_long_and_counts_letters_not_bytes() {
        assert!(Query::parse(&"ق".repeat(QUERY_MAX)).is_ok());
        let error = Query::parse(&"ق".repeat(QUERY_MAX + 1)).expect_err("too long");
        assert_eq!((error.code, error.fields.len()), (ErrorCode::InvalidForm, 1));
        assert!(Query::parse(&format!("  {}  ", "x".repeat(QUERY_MAX))).is_ok());
    }
}
