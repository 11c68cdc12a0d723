//! Other spellings for a query that found nothing: the nearest words of titles that can be found; and words for the same
//! in the three languages, nearest to what was typed.

use std::collections::BTreeMap;

use contract::Locale;
use entity::search::search_document;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Query,
    analyse::{Token, analyse},
    document::open_to,
    synonyms::{self, Group},
};
use crate::{
    DomainResult,
    folding::{Carriers, words},
    library::Readers,
};

/// Titles that are looked through, the newest first.
const TITLES: u64 = 2_000;
/// Suggestions in one answer.
const SUGGESTIONS: usize = 3;
/// Words that are put in other words.
const MOST_WORDS: usize = 3;
/// Shorter words are near to too many others.
pub(super) const WORD_MIN: usize = 4;

/// Words of titles near to the words typed, the nearest first, as they were written.
pub(super) async fn nearest<C: ConnectionTrait>(
    db: &C,
    query: &Query,
    now: i64,
    readers: Readers,
) -> DomainResult<Vec<String>> {
    let typed: Vec<Vec<char>> = query
        .typed_words()
        .map(|token| token.exact.chars().collect::<Vec<char>>())
        .filter(|word| word.len() >= WORD_MIN)
        .collect();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let titles: Vec<String> = search_document::Entity::find()
        .select_only()
        .column(search_document::Column::Title)
        .filter(open_to(now, readers))
        .order_by_desc(search_document::Column::Doc)
        .limit(TITLES)
        .into_tuple()
        .all(db)
        .await?;
    let mut near: BTreeMap<(usize, String), String> = BTreeMap::new();
    for title in &titles {
        // Their stems are not asked for, and take most of the time.
        for word in words(title, Carriers::Fold) {
            let letters: Vec<char> = word.text.chars().collect();
            let distance = typed.iter().filter_map(|typed| within_reach(typed, &letters)).min();
            if let (Some(distance), Some(written)) = (distance, title.get(word.span.clone())) {
                near.entry((distance, word.text)).or_insert_with(|| written.to_owned());
            }
        }
    }
    Ok(near.into_values().take(SUGGESTIONS).collect())
}

/// What was typed with words of the list of synonyms in place of those that are near to it, in each language that has
/// one for each of them. Nothing when no word is near, or when the words are those that were typed.
pub(super) fn in_other_words(query: &Query) -> Vec<(Locale, String)> {
    let groups: Vec<&Group> = query.typed_words().take(MOST_WORDS).filter_map(nearest_group).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let typed: Vec<&str> = query.typed_words().map(|token| token.exact.as_str()).collect();
    let words = |locale: Locale| {
        let words: Vec<&str> = groups.iter().map(|group| group.word_in(locale)).collect::<Option<_>>()?;
        let same =
            words.iter().all(|word| analyse(word).iter().all(|token| typed.contains(&token.exact.as_str())));
        (!same).then(|| (locale, words.join(" ")))
    };
    Locale::ALL.into_iter().filter_map(words).collect()
}

/// The group that holds a word, or the word nearest to it.
fn nearest_group(typed: &Token) -> Option<&'static Group> {
    let letters: Vec<char> = typed.exact.chars().collect();
    let distance = |token: &Token| {
        if token.stems.iter().any(|stem| typed.stems.contains(stem)) {
            return Some(0);
        }
        // Most words are ruled out at a glance; a letter has four bytes at most, and two may be too many or lacking.
        let far = token.exact.len().abs_diff(typed.exact.len()) > 8 || token.is_arabic() != typed.is_arabic();
        if letters.len() < WORD_MIN || far {
            return None;
        }
        let word: Vec<char> = token.exact.chars().collect();
        within_reach(&letters, &word)
    };
    let near = |group: &'static Group| Some((group.tokens.iter().filter_map(distance).min()?, group));
    let best = synonyms::GROUPS.iter().filter_map(near).min_by_key(|(distance, _)| *distance);
    best.map(|(_, group)| group)
}

/// The number of changes between two words, when it is small for their length.
pub(super) fn within_reach(typed: &[char], word: &[char]) -> Option<usize> {
    if word.len() < WORD_MIN {
        return None;
    }
    let reach = if typed.len() < 6 { 1 } else { 2 };
    if typed.len().abs_diff(word.len()) > reach {
        return None;
    }
    Some(distance(typed, word)).filter(|distance| *distance <= reach)
}

/// Changes, losses, additions and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = at(&above, j) + usize::from(x != y);
            let mut least = changed.min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_changes_and_swaps() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        for (a, b, expected) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("abc", "acb", 1),
            ("العنف", "العفن", 1),
            ("kitten", "sitting", 3),
            ("", "abc", 3),
        ] {
            assert_eq!(distance(&chars(a), &chars(b)), expected, "{a} {b}");
        }
        assert_eq!(within_reach(&chars("violance"), &chars("violence")), Some(1));
        assert_eq!(within_reach(&chars("chat"), &chars("chose")), None);
    }

    #[test]
    fn puts_what_is_misspelt_in_words_of_each_language() {
        let words = |typed: &str| in_other_words(&Query::parse(typed).expect("a query"));
        let offered = words("divorse");
        assert!(offered.contains(&(Locale::Fr, "divorce".to_owned())), "{offered:?}");
        assert!(offered.contains(&(Locale::Ar, "طلاق".to_owned())), "{offered:?}");
        assert!(words("xyzxyz").is_empty() && words("").is_empty() && words("؟").is_empty());
    }
}
