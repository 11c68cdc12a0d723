//! What a pseudonym may be.
//!
//! One script, no invisible signs, no telephone numbers, nothing that looks like the team or like a name
//! that is taken. It is shown to everybody, so it must neither deceive nor say who she is.

use contract::{FieldCode, limits};
use unicode_normalization::UnicodeNormalization;

use super::{
    reserved::is_reserved,
    skeleton::{arabic_digit, skeleton},
};
use crate::text;

/// Fewest characters.
pub const MIN: usize = 3;
/// Most digits: room for a year or a lucky number, not for a telephone.
const MAX_DIGITS: usize = 4;

/// A pseudonym that keeps the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pseudonym {
    text: String,
    skeleton: String,
}

impl Pseudonym {
    /// Reads what she typed.
    ///
    /// # Errors
    /// Why the field is refused. Whether the name is taken is asked of the database, not here.
    pub fn parse(typed: &str) -> Result<Self, FieldCode> {
        let name = Self::parse_for_team(typed)?;
        if is_reserved(&name.text) { Err(FieldCode::Reserved) } else { Ok(name) }
    }

    /// The same rules, but words kept for the team are allowed: for accounts the team makes for itself.
    ///
    /// # Errors
    /// Why the name is refused.
    pub fn parse_for_team(typed: &str) -> Result<Self, FieldCode> {
        if typed.len() > limits::PSEUDONYM_MAX * 16 {
            return Err(FieldCode::TooLong(limits::PSEUDONYM_MAX));
        }
        let trimmed = typed.trim();
        if trimmed.chars().any(|c| text::is_deceptive(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{2060}'))
        {
            return Err(FieldCode::BadCharacters);
        }
        let name = trimmed.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            0 => return Err(FieldCode::Required),
            count if count < MIN => return Err(FieldCode::TooShort(MIN)),
            count if count > limits::PSEUDONYM_MAX => return Err(FieldCode::TooLong(limits::PSEUDONYM_MAX)),
            _ => {}
        }
        if !well_formed(&name) {
            return Err(FieldCode::BadCharacters);
        }
        let skeleton = skeleton(&name);
        Ok(Self { text: name, skeleton })
    }

    /// The name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded form, unique among accounts.
    pub fn skeleton(&self) -> &str {
        &self.skeleton
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Latin,
    Arabic,
    /// A vowel sign, on an Arabic letter.
    Mark,
    Digit,
    ArabicDigit,
    Space,
    Hyphen,
}

fn kind(c: char) -> Option<Kind> {
    Some(match c {
        'a'..='z' | 'A'..='Z' => Kind::Latin,
        '×' | '÷' | 'ŉ' | 'ſ' => return None,
        '\u{C0}'..='\u{17F}' => Kind::Latin,
        '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}' | '\u{671}' | 'پ' | 'چ' | 'ڤ' | 'ڥ' | 'ڨ' | 'گ' => {
            Kind::Arabic
        }
        '\u{64B}'..='\u{652}' | '\u{670}' => Kind::Mark,
        '0'..='9' => Kind::Digit,
        _ if arabic_digit(c).is_some() => Kind::ArabicDigit,
        ' ' => Kind::Space,
        '-' => Kind::Hyphen,
        _ => return None,
    })
}

fn well_formed(name: &str) -> bool {
    let Some(kinds) = name.chars().map(kind).collect::<Option<Vec<_>>>() else { return false };
    let count = |wanted: Kind| kinds.iter().filter(|kind| **kind == wanted).count();
    let (latin, arabic) = (count(Kind::Latin), count(Kind::Arabic));
    let one_script = latin == 0 || (arabic == 0 && count(Kind::ArabicDigit) == 0);
    let enough_letters = latin + arabic >= 2;
    let few_digits = count(Kind::Digit) + count(Kind::ArabicDigit) <= MAX_DIGITS;
    let edges = kinds.first() != Some(&Kind::Hyphen) && kinds.last() != Some(&Kind::Hyphen);
    one_script && enough_letters && few_digits && edges && joined_well(&kinds) && !has_round_digit(name)
}

/// The Arabic five is a circle, as the letter he is: beside a letter nobody reads it as a digit.
fn has_round_digit(name: &str) -> bool {
    let is_five = |c: char| matches!(c, '٥' | '۵');
    let is_letter = |c: char| matches!(kind(c), Some(Kind::Arabic | Kind::Mark));
    name.chars()
        .zip(name.chars().skip(1))
        .any(|(a, b)| (is_five(a) && is_letter(b)) || (is_letter(a) && is_five(b)))
}

/// At most two vowel signs on an Arabic letter, and no heaps of hyphens.
fn joined_well(kinds: &[Kind]) -> bool {
    let mut marks = 0;
    let mut before = Kind::Space;
    for &kind in kinds {
        if kind == Kind::Mark {
            marks += 1;
            if marks > 2 || !matches!(before, Kind::Arabic | Kind::Mark) {
                return false;
            }
        } else {
            marks = 0;
        }
        if matches!((before, kind), (Kind::Hyphen, Kind::Hyphen | Kind::Space) | (Kind::Space, Kind::Hyphen))
        {
            return false;
        }
        before = kind;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Quiet Olive", "Quiet Olive")]
    #[case("  زيتونة   هادئة ", "زيتونة هادئة")]
    #[case("Cafe\u{301} Noir", "Café Noir")]
    #[case("نجمة-الجبل ١٢", "نجمة-الجبل ١٢")]
    #[case("ڨمرة 12", "ڨمرة 12")]
    #[case("زَيْتُونَة", "زَيْتُونَة")]
    #[case("Ana", "Ana")]
    #[case("نجمة ١٥", "نجمة ١٥")]
    fn accepts(#[case] typed: &str, #[case] kept: &str) {
        assert_eq!(Pseudonym::parse(typed).map(|name| name.text), Ok(kept.to_owned()));
    }

    #[rstest]
    #[case("", FieldCode::Required)]
    #[case("   ", FieldCode::Required)]
    #[case("ab", FieldCode::TooShort(3))]
    #[case("نو", FieldCode::TooShort(3))]
    #[case(&"a".repeat(41), FieldCode::TooLong(40))]
    #[case(&"ن".repeat(5_000), FieldCode::TooLong(40))]
    #[case("Olive زيتونة", FieldCode::BadCharacters)]
    #[case("Olive ١٢", FieldCode::BadCharacters)]
    #[case("Оlive", FieldCode::BadCharacters)] // Cyrillic О
    #[case("Οlive", FieldCode::BadCharacters)] // Greek Ο
    #[case("olive@mail.tn", FieldCode::BadCharacters)]
    #[case("<b>olive</b>", FieldCode::BadCharacters)]
    #[case("زيـتونة", FieldCode::BadCharacters)]
    #[case("Olive 98765", FieldCode::BadCharacters)]
    #[case("12 34", FieldCode::BadCharacters)]
    #[case("-Olive", FieldCode::BadCharacters)]
    #[case("Olive--Verte", FieldCode::BadCharacters)]
    #[case("زَََيتونة", FieldCode::BadCharacters)]
    #[case("O\u{335}live", FieldCode::BadCharacters)]
    #[case("olive🌿", FieldCode::BadCharacters)]
    #[case("ز٥رة", FieldCode::BadCharacters)]
    #[case("نجم٥", FieldCode::BadCharacters)]
    #[case("Admin", FieldCode::Reserved)]
    #[case("المشرفة", FieldCode::Reserved)]
    fn refuses(#[case] typed: &str, #[case] code: FieldCode) {
        assert_eq!(Pseudonym::parse(typed), Err(code));
    }

    #[test]
    fn refuses_every_sign_that_hides_or_turns_text() {
        let signs = ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}').chain('\u{200B}'..='\u{200F}');
        for sign in signs.chain([
            '\u{061C}', '\u{FEFF}', '\u{00AD}', '\u{2060}', 'ـ', '\u{180E}', '\u{3164}', '\u{0}', '\u{7}',
        ]) {
            for name in [
                format!("Quiet{sign}Olive"),
                format!("زيتونة{sign}هادئة"),
                format!("{sign}Olive"),
                format!("Olive{sign}"),
            ] {
                assert_eq!(Pseudonym::parse(&name), Err(FieldCode::BadCharacters), "{:04X}", u32::from(sign));
            }
        }
    }

    /// Every letter of Unicode that looks like one of a word of the team, in its place: all are refused, because
    /// of their script or because of what they say.
    #[test]
    fn refuses_every_lookalike_that_unicode_knows() {
        use std::collections::HashMap;
        let looks =
            |c: char| unicode_security::confusable_detection::skeleton(&c.to_string()).collect::<String>();
        let mut alike: HashMap<String, Vec<char>> = HashMap::new();
        for c in ('\u{21}'..='\u{FFFF}').chain('\u{10000}'..='\u{1FFFF}') {
            alike.entry(looks(c)).or_default().push(c);
        }
        let mut tried = 0;
        for word in [
            "admin",
            "moderator",
            "moderatrice",
            "jusoor",
            "الإدارة",
            "إدارة",
            "مشرفة",
            "المشرفة",
            "فريق",
            "جسور",
        ] {
            for (at, letter) in word.char_indices() {
                for other in alike.get(&looks(letter)).into_iter().flatten().filter(|other| **other != letter)
                {
                    let mut name = word.to_owned();
                    name.replace_range(at..at + letter.len_utf8(), &other.to_string());
                    let refused = Pseudonym::parse(&name);
                    assert!(
                        matches!(refused, Err(FieldCode::BadCharacters | FieldCode::Reserved)),
                        "{name} ({:04X}): {refused:?}",
                        u32::from(*other)
                    );
                    tried += 1;
                }
            }
        }
        assert!(tried >= 500, "{tried}");
    }

    #[test]
    fn the_team_may_use_its_own_words() {
        assert!(Pseudonym::parse_for_team("Équipe Jusoor").is_ok());
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            if let Ok(name) = Pseudonym::parse(&text) {
                prop_assert!((MIN..=limits::PSEUDONYM_MAX).contains(&name.as_str().chars().count()));
                prop_assert!(!name.skeleton().is_empty());
                // What is kept is read again as the same.
                prop_assert_eq!(Pseudonym::parse(name.as_str()), Ok(name.clone()));
            }
        }

        #[test]
        fn names_near_the_rules_never_panic(text in "[a-zA-Zéœ0-9٠-٩ا-يـًٌ \\-]{0,50}") {
            let _ = Pseudonym::parse(&text);
        }
    }
}
