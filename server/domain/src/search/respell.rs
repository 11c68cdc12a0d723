//! Other spellings for a query that was answered in part: a word of which nothing that was found shows a trace is put as a
//! title writes it that is nearest to it. What is offered comes from the titles that are offered while somebody types, under
//! the same conditions, and from the list of synonyms where such a title holds a word of the same line; hidden words are in
//! neither.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashSet},
};

use contract::Locale;
use sea_orm::ConnectionTrait;

use super::{
    Query,
    analyse::{Token, analyse},
    expression::{Expression, Field, Place},
    find::Group,
    index::{self, Condition, Tier},
    suggest::{WORD_MIN, within_reach},
    synonyms,
};
use crate::{DomainResult, library::Readers};

/// Words of a query that are put otherwise.
const MOST_WORDS: usize = 2;
/// Spellings that are offered when one word alone is in question.
const SPELLINGS: usize = 2;
/// Titles of each kind that are looked at, as while somebody types.
const OF_A_KIND: u32 = 24;
/// Lines of the list of synonyms that are asked for.
const LINES: usize = 3;
/// Letters with which titles are asked for, at least.
const HEAD_MIN: usize = 3;

/// Letters that sound or look alike, in folded words: by the ear, by their dots, and by the digit that stands for them.
const ALIKE: &str =
    "aeiouy ckq cs sz gj bp dt mn fv 3a 7h 9kq 5kh سصثش تطث دضذظ زذظر هح قكغ اع جحخ بتثني فق من صض طظ عغ";
/// Letters that are easily left out.
const LEFT_OUT: [&str; 2] = ["aeiouh", "اوي"];

/// The query with a word put otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respelt {
    /// All of it, to look for.
    pub text: String,
    /// Language of the word; nothing when it is none of the three.
    pub locale: Option<Locale>,
}

/// A word in question.
struct Doubtful<'a> {
    token: &'a Token,
    letters: Vec<char>,
    /// Words of the list that are near.
    listed: Vec<Listed>,
    /// Some title holds it after all.
    known: bool,
    /// Spellings: how far, and the letters that were compared.
    near: BTreeMap<(usize, String), Spelling>,
}

/// A word of the list of synonyms.
struct Listed {
    distance: usize,
    written: &'static str,
    letters: String,
    locale: Option<Locale>,
    /// Of all words of its line.
    stems: HashSet<&'static str>,
}

struct Spelling {
    written: String,
    locale: Option<Locale>,
    /// In the language of whoever reads.
    own: bool,
    titles: usize,
}

/// What to offer beside an answer in part. No query when what was found shows every word, else one.
pub(super) async fn respell<C: ConnectionTrait>(
    db: &C,
    query: &Query,
    found: &[Group],
    (locale, now, readers): (Locale, i64, Readers),
) -> DomainResult<Vec<Respelt>> {
    let mut doubtful = doubtful(query, found);
    let wanted: BTreeSet<(bool, String)> = doubtful.iter().flat_map(Doubtful::wanted).collect();
    let leaf = |(stem, text): &(bool, String)| {
        let field = if *stem { Field::Stem } else { Field::Exact };
        Expression::Prefix(field, text.clone())
    };
    let listed = doubtful.iter().flat_map(|word| &word.listed).flat_map(|listed| &listed.stems);
    let listed: BTreeSet<&str> = listed.copied().collect();
    let listed = listed.into_iter().map(|stem| Expression::Token(Field::Stem, stem.to_owned()));
    let Some(expression) = Expression::any(wanted.iter().map(leaf).chain(listed).collect()) else {
        return Ok(Vec::new());
    };
    let condition = Condition { tier: Tier::Prefix, place: Place::Title, expression, missing: 0 };
    let index = index::of(db.get_database_backend());
    let rows = db.query_all_raw(index.begun(&condition, OF_A_KIND, locale.code(), (now, readers))).await?;
    for row in rows {
        let (language, title): (String, String) = (row.try_get("", "locale")?, row.try_get("", "title")?);
        let language: Option<Locale> = language.parse().ok();
        let tokens = analyse(&title);
        for word in &mut doubtful {
            word.compare(&title, &tokens, (language, locale));
        }
    }
    Ok(put(query, doubtful))
}

/// The words that no result shows, without those that the list knows as they are.
fn doubtful<'a>(query: &'a Query, found: &[Group]) -> Vec<Doubtful<'a>> {
    let hits = found.iter().flat_map(|group| &group.hits);
    let shown: HashSet<String> = hits
        .flat_map(|hit| hit.title.iter().chain(&hit.snippet))
        .filter(|piece| piece.marked)
        .flat_map(|piece| analyse(&piece.text))
        .flat_map(|token| token.stems)
        .collect();
    query
        .typed_words()
        .filter(|token| {
            let others = synonyms::of(token);
            // A word of the list is spelt right, whether or not there is a text about it.
            others.is_empty() && !token.stems.iter().any(|stem| shown.contains(stem))
        })
        .filter_map(Doubtful::of)
        .take(MOST_WORDS)
        .collect()
}

impl<'a> Doubtful<'a> {
    /// Nothing for a word that is near to too many others, and for a number.
    fn of(token: &'a Token) -> Option<Self> {
        let letters = letters(token);
        if letters.len() < WORD_MIN || letters.iter().all(char::is_ascii_digit) {
            return None;
        }
        let mut listed: Vec<Listed> = synonyms::GROUPS
            .iter()
            .flat_map(|group| group.written().map(move |word| (group, word)))
            .filter(|(_, (other, ..))| other.is_arabic() == token.is_arabic())
            .filter_map(|(group, (other, written, locale))| {
                let other = self::letters(other);
                let distance = within_reach(&letters, &other)?;
                let stems = group.tokens.iter().flat_map(|token| &token.stems).map(String::as_str);
                Some(Listed {
                    distance,
                    written,
                    letters: other.into_iter().collect(),
                    locale,
                    stems: stems.collect(),
                })
            })
            .collect();
        // Stable: inside these the order is that of the list.
        listed.sort_by_key(|one| one.distance);
        listed.truncate(LINES);
        Some(Self { token, letters, listed, known: false, near: BTreeMap::new() })
    }

    /// Beginnings of words that may be meant, and whether they are those of stems: an Arabic one has let go of the article.
    fn wanted(&self) -> Vec<(bool, String)> {
        let article = if bare(self.token).is_none() && self.token.exact.starts_with("ال") { 2 } else { 0 };
        let of_stems = self.token.is_arabic() && article == 0;
        heads(&self.letters, article).into_iter().map(|head| (of_stems, head)).collect()
    }

    fn compare(&mut self, title: &str, tokens: &[Token], (language, reader): (Option<Locale>, Locale)) {
        let own = language == Some(reader);
        let mut told = BTreeSet::new();
        for token in tokens {
            if token.stems.iter().any(|stem| self.token.stems.contains(stem)) {
                self.known = true;
            }
            let letters = letters(token);
            let Some(distance) = within_reach(&self.letters, &letters) else { continue };
            let Some(written) = title.get(token.span.clone()) else { continue };
            let letters: String = letters.into_iter().collect();
            if told.insert(letters.clone()) {
                let spelling = self.near.entry((distance, letters)).or_insert_with(|| Spelling {
                    written: written.to_owned(),
                    locale: language,
                    own: false,
                    titles: 0,
                });
                spelling.titles += 1;
                if own && !spelling.own {
                    (spelling.own, spelling.locale) = (true, language);
                }
            }
        }
        for listed in &self.listed {
            let mut stems = tokens.iter().flat_map(|token| &token.stems);
            if stems.any(|stem| listed.stems.contains(stem.as_str())) {
                let Listed { distance, written, letters, locale, .. } = listed;
                self.near.entry((*distance, letters.clone())).or_insert_with(|| Spelling {
                    written: (*written).to_owned(),
                    locale: *locale,
                    own: *locale == Some(reader),
                    titles: 1,
                });
            }
        }
    }

    /// Its spellings, the nearest first.
    fn spellings(self) -> Vec<Spelling> {
        let mut list: Vec<((usize, String), Spelling)> = self.near.into_iter().collect();
        // Stable: inside these the order is that of the letters.
        list.sort_by_key(|((distance, _), spelling)| (*distance, !spelling.own, Reverse(spelling.titles)));
        list.into_iter().map(|(_, spelling)| spelling).collect()
    }
}

/// The query with the words put as they are spelt elsewhere.
fn put(query: &Query, doubtful: Vec<Doubtful<'_>>) -> Vec<Respelt> {
    let mut spelt: Vec<(&str, Vec<Spelling>)> = doubtful
        .into_iter()
        .filter(|word| !word.known && !word.near.is_empty())
        .map(|word| (word.token.exact.as_str(), word.spellings()))
        .collect();
    let count = if spelt.len() == 1 { SPELLINGS } else { 1 };
    let shortest = spelt.iter().map(|(_, list)| list.len()).min().unwrap_or_default();
    for (_, list) in &mut spelt {
        list.truncate(count);
    }
    (0..count.min(shortest))
        .map(|at| {
            let chosen: Vec<(&str, &Spelling)> =
                spelt.iter().filter_map(|(exact, list)| Some((*exact, list.get(at)?))).collect();
            let locale = chosen.first().and_then(|(_, spelling)| spelling.locale);
            let same = chosen.iter().all(|(_, spelling)| spelling.locale == locale);
            let locale = locale.filter(|_| same);
            Respelt { text: replaced(query.text(), &chosen), locale }
        })
        .collect()
}

/// A text with words in other spellings, all else as it was typed.
fn replaced(text: &str, words: &[(&str, &Spelling)]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for token in analyse(text) {
        let other = words.iter().find(|(exact, _)| *exact == token.exact);
        let (Some((_, spelling)), Some(before), Some(typed)) =
            (other, text.get(at..token.span.start), text.get(token.span.clone()))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(&in_her_letters(typed, &spelling.written));
        at = token.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Without the capital letter of a title, unless she wrote one, or the word has no others.
fn in_her_letters(typed: &str, written: &str) -> String {
    let capitals = typed.chars().any(char::is_uppercase) || !written.chars().any(char::is_lowercase);
    if capitals { written.to_owned() } else { written.to_lowercase() }
}

/// The letters that are compared: those of an Arabic word without article, and what is joined to it, if enough remain.
fn letters(token: &Token) -> Vec<char> {
    bare(token).unwrap_or_else(|| token.exact.chars().collect())
}

fn bare(token: &Token) -> Option<Vec<char>> {
    let word = token.exact.as_str();
    let rest =
        ["وال", "بال", "كال", "فال", "ال", "لل"].iter().find_map(|prefix| word.strip_prefix(prefix))?;
    let rest: Vec<char> = rest.chars().collect();
    (rest.len() >= WORD_MIN).then_some(rest)
}

/// How a word may begin that is near to this one: its first half as typed, and with one letter too many, missing, swapped
/// with its neighbour, or taken for one like it. So many letters of an article come before, which are as they are.
fn heads(word: &[char], article: usize) -> BTreeSet<String> {
    let half = word.len().saturating_sub(article).div_ceil(2);
    let size = (article + half).max(HEAD_MIN);
    let mut heads = BTreeSet::new();
    let mut add = |letters: &[char]| {
        if letters.len() >= size {
            heads.insert(letters.iter().take(size).collect::<String>());
        }
    };
    add(word);
    for (at, letter) in word.iter().enumerate().take(size).skip(article) {
        let with = |between: &[char], rest: usize| {
            let before = word.iter().take(at).copied();
            before
                .chain(between.iter().copied())
                .chain(word.iter().skip(rest).copied())
                .collect::<Vec<char>>()
        };
        add(&with(&[], at + 1));
        if let Some(next) = word.get(at + 1) {
            add(&with(&[*next, *letter], at + 2));
        }
        for other in ALIKE.split(' ').filter(|alike| alike.contains(*letter)).flat_map(str::chars) {
            add(&with(&[other], at + 1));
        }
        let script = LEFT_OUT.iter().filter(|some| some.is_ascii() == letter.is_ascii());
        for other in script.flat_map(|some| some.chars()).chain([*letter]) {
            add(&with(&[other], at));
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_begins_as_one_of_its_heads() {
        for (typed, meant) in [
            // The mistake is in the second half, then a swap, a letter too many, one missing, one like it.
            ("violance", "violence"),
            ("portection", "protection"),
            ("divvorce", "divorce"),
            ("alocation", "allocation"),
            ("grosesse", "grossesse"),
            ("lesaving", "leaving"),
            ("9anuon", "9anoun"),
            ("7okou9", "7o9ou9"),
            ("العمف", "العنف"),
            ("سكاية", "شكاية"),
            ("الضظمان", "الضمان"),
            ("حظانة", "حضانة"),
            ("مسستشفى", "مستشفى"),
        ] {
            let (one, other) = (analyse(typed), analyse(meant));
            let meant: String = letters(&other[0]).into_iter().collect();
            let word = Doubtful {
                token: &one[0],
                letters: letters(&one[0]),
                listed: Vec::new(),
                known: false,
                near: BTreeMap::new(),
            };
            let heads = word.wanted();
            assert!(heads.iter().any(|(_, head)| meant.starts_with(head)), "{typed} {meant}: {heads:?}");
            assert!(heads.len() <= 120, "{typed}: {}", heads.len());
        }
    }

    #[test]
    fn a_word_is_put_where_it_stood() {
        let spelling =
            |written: &str| Spelling { written: written.into(), locale: None, own: false, titles: 1 };
        let (protection, cnss) = (spelling("Protection"), spelling("CNSS"));
        for (text, exact, spelling, expected) in [
            ("demander la portection ?", "portection", &protection, "demander la protection ?"),
            ("Portection d’abord", "portection", &protection, "Protection d’abord"),
            ("l’portection portection", "portection", &protection, "l’protection protection"),
            ("guide cnsss", "cnsss", &cnss, "guide CNSS"),
            ("rien", "portection", &protection, "rien"),
        ] {
            assert_eq!(replaced(text, &[(exact, spelling)]), expected);
        }
    }

    #[test]
    fn numbers_short_words_and_words_of_the_list_are_let_be() {
        for typed in ["2019 2020", "rue du Kef", "طلاق", "tla9", "divorce", "ولد"] {
            let query = Query::parse(typed).expect("a query");
            assert_eq!(doubtful(&query, &[]).len(), 0, "{typed}");
        }
        let query = Query::parse("divorse").expect("a query");
        let words = doubtful(&query, &[]);
        assert!(words[0].listed.iter().any(|listed| (listed.distance, listed.written) == (1, "divorce")));
    }
}
