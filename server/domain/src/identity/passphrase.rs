//! Passphrases: long enough, not easily guessed, no rules about kinds of characters.

use std::fmt;

use contract::{FieldCode, Locale, limits};
use rand::seq::IndexedRandom;
use unicode_normalization::UnicodeNormalization;

use super::{common::is_common, skeleton::folded, words};

/// Fewest different characters.
const MIN_DISTINCT: usize = 5;
/// Digits alone are birthdays, cards and telephones: people at home know them.
const MIN_DIGITS_ALONE: usize = 20;
/// Words of an example passphrase: more than 50 bits from each of our lists (a test counts).
const EXAMPLE_WORDS: usize = 7;
/// As far as a guesser's work is estimated: the time grows with the square of the length.
const ESTIMATED: usize = 100;

/// Neighbours on keyboards and in alphabets.
const ROWS: [&str; 8] = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ضصثقفغعهخحجد",
];

/// A passphrase on its way to the hash. It never shows itself in a log or message.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

impl Passphrase {
    /// Reads what was typed: NFC, runs of white space as one space, none at the ends, so that the same words
    /// typed on another keyboard open the same account.
    pub fn read(typed: &str) -> Self {
        let composed: String = typed.nfc().collect();
        Self(composed.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Why this cannot become the passphrase of `pseudonym`, if so.
    pub fn refusal(&self, pseudonym: &str) -> Option<FieldCode> {
        let count = self.0.chars().count();
        if count == 0 {
            Some(FieldCode::Required)
        } else if count < limits::PASSPHRASE_MIN {
            Some(FieldCode::TooShort(limits::PASSPHRASE_MIN))
        } else if count > limits::PASSPHRASE_MAX {
            Some(FieldCode::TooLong(limits::PASSPHRASE_MAX))
        } else if self.0.chars().any(char::is_control) {
            Some(FieldCode::BadCharacters)
        } else if self.is_easy(pseudonym) {
            Some(FieldCode::TooEasy)
        } else {
            None
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For the hash.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    fn is_easy(&self, pseudonym: &str) -> bool {
        let typed: Vec<char> = self.0.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        let mut distinct = typed.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let digits_alone = typed.iter().all(|c| !c.is_alphabetic());
        distinct.len() < MIN_DISTINCT
            || (digits_alone && typed.len() < MIN_DIGITS_ALONE)
            || is_repetition(&typed)
            || is_sequence(&typed)
            || holds_name(&self.0, pseudonym)
            || is_common(&self.0)
            || is_guessable(&self.0, pseudonym)
    }
}

/// What a guesser with lists would try early: zxcvbn and the lists that it embeds (30 000 common passwords, names,
/// English words, keyboard walks, dates). Below ten thousand million guesses is too few.
fn is_guessable(typed: &str, pseudonym: &str) -> bool {
    let start: String = typed.chars().take(ESTIMATED).collect();
    zxcvbn::zxcvbn(&start, &[pseudonym, "jusoor", "elkef"]).score() < zxcvbn::Score::Four
}

/// One short piece again and again.
fn is_repetition(typed: &[char]) -> bool {
    (1..limits::PASSPHRASE_MIN)
        .any(|unit| typed.len() >= unit * 2 && typed.iter().zip(typed.iter().skip(unit)).all(|(a, b)| a == b))
}

/// Mostly neighbours of an alphabet or keyboard, forwards or backwards.
fn is_sequence(typed: &[char]) -> bool {
    let pairs = typed.len().saturating_sub(1);
    let near = typed.iter().zip(typed.iter().skip(1)).filter(|(a, b)| are_neighbours(**a, **b)).count();
    near * 4 >= pairs * 3
}

fn are_neighbours(a: char, b: char) -> bool {
    u32::from(a).abs_diff(u32::from(b)) <= 1
        || ROWS.iter().any(|row| {
            let place = |wanted: char| row.chars().position(|c| c == wanted);
            matches!((place(a), place(b)), (Some(a), Some(b)) if a.abs_diff(b) == 1)
        })
}

fn holds_name(typed: &str, pseudonym: &str) -> bool {
    let name = folded(pseudonym);
    name.chars().count() >= 4 && folded(typed).contains(&name)
}

/// An example in her language: some everyday words that do not belong together.
pub fn example(locale: Locale) -> String {
    crate::fresh::never();
    let words = words::of(locale);
    let pool: Vec<&str> = words.things.iter().chain(words.qualities).chain(words.everyday).copied().collect();
    // Words that share many letters can look like a walk along the alphabet: what our own rules would refuse
    // is not offered. Such draws are rare, so this ends.
    loop {
        let drawn: Vec<String> =
            pool.sample(&mut rand::rng(), EXAMPLE_WORDS).map(|word| word.to_lowercase()).collect();
        let phrase = drawn.join(" ");
        if Passphrase::read(&phrase).refusal("").is_none() {
            return phrase;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", FieldCode::Required)]
    #[case("  \t ", FieldCode::Required)]
    #[case("court", FieldCode::TooShort(12))]
    #[case("onze lettre", FieldCode::TooShort(12))]
    #[case("         onze          ", FieldCode::TooShort(12))]
    #[case(&"زيت خبز ".repeat(30), FieldCode::TooLong(128))]
    #[case("lampe\u{7}jardin colline", FieldCode::BadCharacters)]
    #[case("aaaaaaaaaaaaaa", FieldCode::TooEasy)]
    #[case("abababababababab", FieldCode::TooEasy)]
    #[case("jardin jardin jardin", FieldCode::TooEasy)]
    #[case("lampadaire lampadaire", FieldCode::TooEasy)]
    #[case("1234567890123", FieldCode::TooEasy)]
    #[case("abcdefghijklmnop", FieldCode::TooEasy)]
    #[case("azertyuiopqs", FieldCode::TooEasy)]
    #[case("poiuytreza 1234", FieldCode::TooEasy)]
    #[case("qwertyuiop123", FieldCode::TooEasy)]
    #[case("ابتثجحخدذرزس", FieldCode::TooEasy)]
    #[case("98 123 456 98 321 654", FieldCode::TooEasy)]
    #[case("Password123456!", FieldCode::TooEasy)]
    #[case("P@ssw0rd P@ssw0rd", FieldCode::TooEasy)]
    #[case("motdepasse2026", FieldCode::TooEasy)]
    #[case("Tunisie Tunis 1956", FieldCode::TooEasy)]
    #[case("بسم الله الرحمن الرحيم", FieldCode::TooEasy)]
    #[case("كلمة السر 123456", FieldCode::TooEasy)]
    #[case("1qaz2wsx3edc4rfv", FieldCode::TooEasy)]
    #[case("qwertyuiopasdfghjkl", FieldCode::TooEasy)]
    #[case("passwordpassword", FieldCode::TooEasy)]
    #[case("iloveyou12345", FieldCode::TooEasy)]
    #[case("1234567890qwerty", FieldCode::TooEasy)]
    #[case("trustno1trustno1", FieldCode::TooEasy)]
    #[case("letmein1987-06-12", FieldCode::TooEasy)]
    #[case("jennifer michael", FieldCode::TooEasy)]
    #[case("je suis olive tranquille", FieldCode::TooEasy)]
    #[case("محمد محمد علي", FieldCode::TooEasy)]
    #[case("محمدمحمدعلي2026", FieldCode::TooEasy)]
    #[case("مُحَمَّد بن عَلي 1990", FieldCode::TooEasy)]
    #[case("فاطمة الزهراء", FieldCode::TooEasy)]
    #[case("فاطمة وزينب ومريم", FieldCode::TooEasy)]
    #[case("نور الهدى بنت علي", FieldCode::TooEasy)]
    #[case("لا حول ولا قوة إلا بالله", FieldCode::TooEasy)]
    #[case("سبحان الله وبحمده", FieldCode::TooEasy)]
    #[case("السلام عليكم ورحمة الله وبركاته", FieldCode::TooEasy)]
    #[case("الترجي الرياضي التونسي 1919", FieldCode::TooEasy)]
    #[case("النادي الإفريقي 1920", FieldCode::TooEasy)]
    #[case("أحبك يا أمي وأبي", FieldCode::TooEasy)]
    #[case("بابا وماما وأختي وأخي", FieldCode::TooEasy)]
    #[case("تونس الخضراء 1956", FieldCode::TooEasy)]
    #[case("je t’aime mon amour", FieldCode::TooEasy)]
    #[case("bienvenue en Tunisie", FieldCode::TooEasy)]
    #[case("Mohamed Fatma 2010", FieldCode::TooEasy)]
    #[case("inchallah bismillah", FieldCode::TooEasy)]
    #[case("welcome sunshine", FieldCode::TooEasy)]
    #[case("monkey dragon football", FieldCode::TooEasy)]
    #[case("OliveTranquille99", FieldCode::TooEasy)]
    fn refuses(#[case] typed: &str, #[case] code: FieldCode) {
        assert_eq!(Passphrase::read(typed).refusal("Olive Tranquille"), Some(code));
    }

    #[rstest]
    #[case("colline lampe safran train")]
    #[case("البحر يشرب قهوتي كل صباح")]
    #[case("correct-horse battery safran")]
    #[case("Tr0ub4dor&3xyZ")]
    #[case("ma tante vend 3 tapis rouges")]
    #[case("فاطمة تبيع الزيتون تحت المطر")]
    #[case("نافذة قطار حليب صخرة غيمة")]
    #[case("علي ينسى مفاتيحه في الثلاجة دائما")]
    #[case("الحمد لله القهوة سخنت والخبز طري")]
    #[case("trois ânes bleus chantent à Sers")]
    #[case("le soleil du Kef sèche nos figues")]
    #[case("seven kettles argue with a ladder")]
    #[case("my monkey paints quiet staircases")]
    #[case("83920174658291047563")]
    fn accepts(#[case] typed: &str) {
        assert_eq!(Passphrase::read(typed).refusal("Olive Tranquille"), None);
    }

    #[test]
    fn reads_the_same_words_alike() {
        assert_eq!(
            Passphrase::read(" cafe\u{301}  au\u{a0}lait de Sers\n"),
            Passphrase::read("café au lait de Sers")
        );
        assert_ne!(Passphrase::read("Café"), Passphrase::read("café"));
    }

    #[test]
    fn shows_nothing_of_itself() {
        assert_eq!(format!("{:?}", Passphrase::read("colline lampe safran")), "Passphrase(…)");
    }

    #[test]
    fn examples_pass_the_rules_and_differ() {
        for locale in Locale::ALL {
            for _ in 0..40 {
                let example = example(locale);
                assert_eq!(Passphrase::read(&example).refusal("Sanad 12"), None, "{example}");
            }
            assert_ne!(example(locale), example(locale));
        }
    }

    /// The estimate is no way to keep the machine busy.
    #[test]
    fn estimates_the_worst_in_a_moment() {
        assert!(!is_guessable("colline lampe safran train", ""), "and its tables are read now");
        let longest = limits::PASSPHRASE_MAX;
        for piece in [
            "a",
            "ab",
            "aab",
            "1",
            "qwerty",
            "password",
            "p@ssw0rd ",
            "2001-01-01",
            "زيت خبز ",
            "\u{1F469}",
            "a1!Z",
        ] {
            let text: String = piece.chars().cycle().take(longest).collect();
            for text in [text.clone(), format!("{}x", &text[..text.len() - piece.len()])] {
                let begun = std::time::Instant::now();
                let _ = is_guessable(&text, "Olive Tranquille");
                assert!(
                    begun.elapsed() < std::time::Duration::from_secs(2),
                    "{piece}: {:?}",
                    begun.elapsed()
                );
            }
        }
    }

    #[test]
    fn draws_from_enough_words() {
        for locale in Locale::ALL {
            let words = words::of(locale);
            let mut all: Vec<String> = words
                .things
                .iter()
                .chain(words.qualities)
                .chain(words.everyday)
                .map(|word| folded(word))
                .collect();
            let before = all.len();
            all.sort_unstable();
            all.dedup();
            assert!(all.len() >= 225, "{locale}: {} of {before} words", all.len());
            #[expect(clippy::cast_precision_loss, reason = "some hundred words")]
            let bits: f64 = (0..EXAMPLE_WORDS).map(|drawn| ((all.len() - drawn) as f64).log2()).sum();
            println!("{locale}: {} words, {bits:.1} bits", all.len());
            assert!(bits >= 50.0, "{locale}: {bits}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), name in any::<String>()) {
            let _ = Passphrase::read(&text).refusal(&name);
        }
    }
}
