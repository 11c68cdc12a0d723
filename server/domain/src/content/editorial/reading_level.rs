//! How easily a text is read: counted, never judged by a formula that was made for another language. Long sentences and
//! long words are what tires in each of the three.

use contract::Locale;

/// More words than this make a sentence long.
pub const LONG_SENTENCE: usize = 25;
/// So many long sentences are shown.
const SHOWN: usize = 3;
/// Words of one that are shown.
const SHOWN_WORDS: usize = 8;
/// Arabic signs that are written above and below letters.
const MARKS: [std::ops::RangeInclusive<char>; 2] = ['\u{064B}'..='\u{065F}', '\u{0670}'..='\u{0670}'];

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// There is too little to say anything.
    TooShort,
    /// It reads easily.
    Easy,
    /// Some sentences could be shorter.
    SomeLong,
    /// Many sentences or words are long.
    Hard,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingLevel {
    /// Words.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Sentences that are long.
    pub long_sentences: usize,
    /// Words that are long in this language.
    pub long_words: usize,
    /// How the first long sentences begin.
    pub shown: Vec<String>,
    /// What to do about it.
    pub advice: Advice,
}

/// Letters from which on a word is long. Arabic writes article, preposition and pronoun into the word, and few vowels.
fn long_word(locale: Locale) -> usize {
    match locale {
        Locale::Ar => 10,
        Locale::Fr => 12,
        Locale::En => 11,
    }
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic() && !MARKS.iter().any(|marks| marks.contains(c))).count()
}

/// Where a sentence ends. A point inside of a number or an address ends none.
fn sentences(piece: &str) -> Vec<Vec<&str>> {
    let mut found = vec![Vec::new()];
    for word in piece.split_whitespace() {
        let counts = letters(word) > 0 || word.chars().any(char::is_numeric);
        if counts && let Some(last) = found.last_mut() {
            last.push(word);
        }
        let bare = word.trim_end_matches(['»', '"', '”', '’', ')', ']']);
        if bare.ends_with(['.', '!', '?', '؟', '…', '؛', ';', ':']) {
            found.push(Vec::new());
        }
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Counts a text that comes in pieces (headings, paragraphs, lines of a list): a sentence never goes over the end of
/// one.
pub fn reading_level<'a>(locale: Locale, pieces: impl IntoIterator<Item = &'a str>) -> ReadingLevel {
    let mut level = ReadingLevel {
        words: 0,
        sentences: 0,
        long_sentences: 0,
        long_words: 0,
        shown: Vec::new(),
        advice: Advice::TooShort,
    };
    for sentence in pieces.into_iter().flat_map(sentences) {
        level.words += sentence.len();
        level.sentences += 1;
        level.long_words += sentence.iter().filter(|word| letters(word) >= long_word(locale)).count();
        if sentence.len() > LONG_SENTENCE {
            level.long_sentences += 1;
            if level.shown.len() < SHOWN {
                let start: Vec<&str> = sentence.iter().copied().take(SHOWN_WORDS).collect();
                level.shown.push(format!("{}…", start.join(" ")));
            }
        }
    }
    level.advice = advice(&level);
    level
}

fn advice(level: &ReadingLevel) -> Advice {
    if level.words < 20 {
        Advice::TooShort
    } else if level.long_sentences * 4 > level.sentences || level.long_words * 8 > level.words {
        Advice::Hard
    } else if level.long_sentences > 0 {
        Advice::SomeLong
    } else {
        Advice::Easy
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Locale::En, "Go.", (1, 1, 0, 0), Advice::TooShort)]
    #[case(Locale::En, "Version 3.5 of www.example.org costs 12.500 dinars (or so). Ask!", (10, 2, 0, 1), Advice::TooShort)]
    #[case(Locale::Ar, "هل لك حقّ؟ نعم، لك حقّ.", (6, 2, 0, 0), Advice::TooShort)]
    #[case(Locale::Ar, "كُتِبَتْ بِالْمُسْتَشْفَيَاتِ", (2, 1, 0, 1), Advice::TooShort)]
    #[case(Locale::Fr, "Elle dit : « Venez. » Puis elle part ; nous aussi.", (8, 4, 0, 0), Advice::TooShort)]
    fn counts(
        #[case] locale: Locale,
        #[case] text: &str,
        #[case] counted: (usize, usize, usize, usize),
        #[case] advice: Advice,
    ) {
        let level = reading_level(locale, [text]);
        let found = (level.words, level.sentences, level.long_sentences, level.long_words);
        assert_eq!((found, level.advice), (counted, advice), "{text}");
    }

    #[rstest]
    #[case(Locale::Ar, "تذهب إلى المكتب صباحا.", "ثمّ ", "وبالمستشفيات")]
    #[case(Locale::Fr, "Elle va au bureau.", "puis ", "administrativement")]
    fn long_sentences_and_long_words_tire(
        #[case] locale: Locale,
        #[case] short: &str,
        #[case] joint: &str,
        #[case] long_word: &str,
    ) {
        let advice = |text: &str| reading_level(locale, [text]).advice;
        assert_eq!(advice(short), Advice::TooShort);
        let easy = format!("{short} ").repeat(12);
        assert_eq!(advice(&easy), Advice::Easy);
        let long = format!("{}{short}", joint.repeat(26));
        assert_eq!(advice(&long), Advice::Hard, "nothing but a long sentence");
        assert_eq!(advice(&format!("{easy}{long}")), Advice::SomeLong);
        let heavy = format!("{short} {long_word} {long_word}. ").repeat(6);
        let level = reading_level(locale, [heavy.as_str()]);
        assert_eq!((level.long_words, level.long_sentences, level.advice), (12, 0, Advice::Hard));
        // A word that is long in one language is none in another.
        assert_eq!(reading_level(Locale::Fr, ["المستشفيات"]).long_words, 0);
        assert_eq!(reading_level(Locale::Ar, ["المستشفيات"]).long_words, 1);
    }

    #[test]
    fn long_sentences_are_named_by_their_beginning() {
        let long = format!("one two three four five six seven eight nine {}ends.", "and on ".repeat(10));
        let short = "She goes to the office. ".repeat(12);
        let hard = reading_level(Locale::En, [long.as_str()]);
        assert_eq!((hard.long_sentences, hard.advice), (1, Advice::Hard));
        assert_eq!(hard.shown, ["one two three four five six seven eight…"]);
        let some = reading_level(Locale::En, [long.as_str(), short.as_str()]);
        assert_eq!((some.sentences, some.advice), (13, Advice::SomeLong));
        assert_eq!(reading_level(Locale::En, [short.as_str()]).advice, Advice::Easy);
        // Two pieces are two sentences, with or without a point.
        assert_eq!(reading_level(Locale::En, ["one two", "three"]).sentences, 2);
    }
}
