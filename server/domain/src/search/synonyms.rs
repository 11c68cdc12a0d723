//! The shipped list of words that stand for each other, and of words that a query need not insist on.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

use contract::Locale;

use super::analyse::{Token, analyse};

/// Words that stand for each other.
pub(super) struct Group {
    /// As written, by column: Arabic, French, English, other spellings.
    columns: Vec<Vec<&'static str>>,
    /// Analysed.
    pub tokens: Vec<Token>,
}

impl Group {
    fn read(line: &'static str) -> Self {
        let words = |column: &'static str| {
            column.split_whitespace().filter(|word| *word != "-").collect::<Vec<&'static str>>()
        };
        let columns: Vec<Vec<&'static str>> = line.split('|').map(words).collect();
        let tokens = columns.iter().flatten().copied().flat_map(analyse).collect();
        Self { columns, tokens }
    }

    /// Its words, analysed and as written, with their language; nothing for other spellings.
    pub fn written(&self) -> impl Iterator<Item = (&Token, &'static str, Option<Locale>)> {
        let columns = self.columns.iter().enumerate();
        let words = columns
            .flat_map(|(at, words)| words.iter().map(move |word| (*word, Locale::ALL.get(at).copied())));
        // Every word of the list is one token.
        self.tokens.iter().zip(words).map(|(token, (word, locale))| (token, word, locale))
    }

    /// The word that is offered in a language.
    pub fn word_in(&self, locale: Locale) -> Option<&'static str> {
        let column = Locale::ALL.iter().position(|one| *one == locale)?;
        self.columns.get(column)?.first().copied()
    }
}

/// The groups of the list, in order.
pub(super) static GROUPS: LazyLock<Vec<Group>> =
    LazyLock::new(|| lines(include_str!("synonyms.txt")).map(Group::read).collect());

/// From a stem to the stems of the words that stand for it.
static SYNONYMS: LazyLock<HashMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let mut map: HashMap<String, BTreeSet<String>> = HashMap::new();
    for group in GROUPS.iter() {
        let stems: BTreeSet<String> =
            group.tokens.iter().flat_map(|token| token.stems.iter().cloned()).collect();
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
    fn knows_plurals_terms_places_and_spellings_both_ways() {
        for (a, b) in [
            ("كتاب", "كتب"),
            ("القوانين", "قانون"),
            ("امرأة", "المرأة"),
            ("للنساء", "امرأة"),
            ("woman", "women"),
            ("travail", "travaux"),
            // The town, as it is written in two scripts.
            ("Kef", "الكاف"),
            ("lekef", "الكاف"),
            ("Tunisie", "تونس"),
            // Terms of offices, across the three languages.
            ("maternité", "الأمومة"),
            ("divorce", "الطلاق"),
            ("complaint", "الشكايات"),
            ("plaintes", "complaint"),
            ("pension", "النفقة"),
            ("CNSS", "الضمان"),
            ("mairie", "البلدية"),
            // Arabic in Latin letters and digits.
            ("7o9ou9", "الحقوق"),
            ("3onf", "violence"),
            ("tla9", "طلاق"),
            ("9anoun", "قوانين"),
            ("khedma", "travail"),
        ] {
            assert!(stand_for_each_other(a, b), "{a} {b}");
        }
        assert!(!stand_for_each_other("كتاب", "قانون"));
        // Articles of the name of the town are no words of their own.
        assert!(["le", "el", "al"].into_iter().flat_map(analyse).all(|token| is_stop_word(&token)));
    }

    #[test]
    fn the_list_is_long_and_every_line_of_it_holds() {
        assert!(GROUPS.len() >= 120, "{}", GROUPS.len());
        let arabizi =
            GROUPS.iter().filter(|group| group.columns.get(3).is_some_and(|words| !words.is_empty()));
        assert!(arabizi.count() >= 60);
        let across = |group: &&Group| Locale::ALL.into_iter().all(|locale| group.word_in(locale).is_some());
        assert!(GROUPS.iter().filter(across).count() >= 120);
        // What a query need not insist on, as stems: a synonym that looks like one of them would find everything.
        let common: HashSet<String> =
            lines(include_str!("stop_words.txt")).flat_map(analyse).flat_map(|token| token.stems).collect();
        for group in GROUPS.iter() {
            assert!(group.tokens.len() > 1 && group.columns.len() <= 4, "{:?}", group.columns);
            for (column, words) in group.columns.iter().enumerate() {
                for word in words {
                    let tokens = analyse(word);
                    assert!(tokens.len() == 1 && tokens[0].is_arabic() == (column == 0), "{word}");
                    assert!(!is_stop_word(&tokens[0]), "{word}");
                    assert!(!tokens[0].stems.iter().any(|stem| common.contains(stem)), "{word}");
                }
            }
            for a in &group.tokens {
                let others = of(a);
                let answers = |stem: &String| a.stems.contains(stem) || others.contains(stem);
                assert!(group.tokens.iter().all(|b| b.stems.iter().any(answers)), "{}", a.exact);
            }
        }
    }
}
