//! The folded form of a name: names that look or read alike have the same one.
//!
//! Two layers. [`folded`] is what Arabic and Latin readers treat as one spelling: letter forms, vowel signs, case,
//! accents, both kinds of digits. [`skeleton`] puts the confusables of Unicode (UTS 39) underneath, so that
//! two names that only a machine tells apart are one name. Digits go by their value, not by their shape:
//! where that leaves a gap (`٥` looks like `ه`), `pseudonym` refuses the digit beside a letter.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The unique form of a name. Never fails; of signs alone it is empty.
pub fn skeleton(text: &str) -> String {
    confusable(&folded(text))
}

/// The confusables of UTS 39 in a folded text. The marks in it are dots of Arabic letters: they stay.
fn confusable(folded: &str) -> String {
    let looks = unicode_security::confusable_detection::skeleton(folded);
    let plain: String = looks
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| is_combining_mark(*c) || c.is_alphanumeric())
        .map(|c| if c == 'i' { 'l' } else { c })
        .collect();
    without_ligatures(&plain)
}

/// Two narrow letters that read as one wide one.
fn without_ligatures(text: &str) -> String {
    text.replace("rn", "m").replace("vv", "w")
}

/// Folds case, accents, Arabic letter forms, vowel signs, digits of both kinds and the usual Latin look-alikes;
/// drops everything else (spaces, hyphens, signs).
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c)) {
        push_folded(&mut out, c);
    }
    without_ligatures(&out)
}

fn push_folded(out: &mut String, c: char) {
    let folded = match c {
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ة' | 'ہ' | 'ھ' | 'ە' => 'ه',
        'ک' | 'ڪ' | 'گ' => 'ك',
        'ڨ' => 'ق',
        'ڤ' | 'ڥ' => 'ف',
        'پ' => 'ب',
        'چ' => 'ج',
        'ژ' => 'ز',
        // The lone hamza is written or left out as people like; the tatweel only stretches.
        'ء' | 'ـ' => return,
        '0' | '٠' | '۰' | 'ø' => 'o',
        '1' | '١' | '۱' | 'i' | 'ı' | 'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ŧ' => 't',
        'þ' => 'p',
        'ŋ' => 'n',
        'ĸ' => 'k',
        'ſ' => 's',
        'ß' => {
            out.push_str("ss");
            return;
        }
        'æ' => {
            out.push_str("ae");
            return;
        }
        'œ' => {
            out.push_str("oe");
            return;
        }
        other => match arabic_digit(other) {
            Some(digit) => digit,
            None if other.is_alphanumeric() => other,
            None => return,
        },
    };
    out.push(folded);
}

/// The Western form of an Arabic-Indic or Persian digit.
pub fn arabic_digit(c: char) -> Option<char> {
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Olive Tranquille", "olive-tranquille")]
    #[case("Étoile Dorée", "ETOILE doree")]
    #[case("أحلام", "احلام")]
    #[case("إيمان", "ايمان")]
    #[case("آمال", "امال")]
    #[case("زيتونة", "زيتونه")]
    #[case("ليلى", "ليلي")]
    #[case("زَيْتُونَة", "زيتونة")]
    #[case("زيـــتونة", "زيتونة")]
    #[case("نجمة ١٢", "نجمة 12")]
    #[case("Quiet 0live", "Quiet Olive")]
    #[case("Olivia", "O1lvla")]
    #[case("modern", "modem")]
    #[case("vvave", "wave")]
    #[case("ﻻمعة", "لامعة")]
    #[case("ﬁgue", "figue")]
    #[case("Ｏｌｉｖｅ", "Olive")]
    fn folds_alike(#[case] one: &str, #[case] other: &str) {
        assert_eq!(skeleton(one), skeleton(other));
    }

    #[rstest]
    #[case("Quiet Olive", "Quiet Almond")]
    #[case("نخلة", "نحلة")]
    #[case("Olive 12", "Olive 13")]
    fn keeps_apart(#[case] one: &str, #[case] other: &str) {
        assert_ne!(skeleton(one), skeleton(other));
    }

    /// Whatever Unicode holds for confusable among the letters that a name may have is one name here. Digits
    /// go by value; `pseudonym` keeps the one that looks like a letter away from letters.
    #[test]
    fn knows_every_confusable_of_unicode() {
        let prototype =
            |c: char| unicode_security::confusable_detection::skeleton(&c.to_string()).collect::<String>();
        let letters: Vec<char> = ('a'..='z')
            .chain('A'..='Z')
            .chain('\u{C0}'..='\u{17F}')
            .chain('\u{621}'..='\u{63A}')
            .chain('\u{641}'..='\u{64A}')
            .chain("ٱپچڤڥڨگ0123456789".chars())
            // No name may have these two.
            .filter(|c| c.is_alphanumeric() && !matches!(c, 'ŉ' | 'ſ'))
            .collect();
        let (mut alike, mut apart) = (0, Vec::new());
        for one in &letters {
            for other in letters.iter().filter(|other| *other > one && prototype(**other) == prototype(*one))
            {
                alike += 1;
                // Dots below and dots above, the loop and the hook: folded to what they stand for instead (p to b,
                // v to f, g to q), which Unicode does not know.
                if matches!((one, other), ('ث', 'پ') | ('ڤ', 'ڨ')) {
                    continue;
                }
                if skeleton(&one.to_string()) != skeleton(&other.to_string()) {
                    apart.push(format!("{one} {other}"));
                }
            }
        }
        assert!(apart.is_empty(), "{apart:?}");
        assert!(alike >= 20, "{alike}");
    }

    proptest! {
        #[test]
        fn is_no_finer_than_the_folded_form(text in "[a-zA-Zéœ0-9٠-٩ا-ي \\-]{0,40}") {
            prop_assert_eq!(skeleton(&text), confusable(&folded(&folded(&text))));
            prop_assert_eq!(confusable(&skeleton(&text)), skeleton(&text), "stays as it is");
        }

        #[test]
        fn never_panics_and_stays_folded(text in any::<String>()) {
            let once = skeleton(&text);
            prop_assert!(once.chars().all(|c| c.is_alphanumeric() || is_combining_mark(c)));
            prop_assert!(folded(&text).chars().all(char::is_alphanumeric));
        }
    }
}
