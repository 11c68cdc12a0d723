//! Reading what people typed: one place for trimming, line ends, invisible characters and lengths.

use contract::{FieldCode, FieldError};
use unicode_normalization::UnicodeNormalization;

/// Whether a character can hide or turn text around (bidi controls, zero-width signs, other controls).
/// Zero-width joiner and non-joiner stay: Arabic script needs them.
pub fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}' | '\u{00AD}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// One line: NFC, white space folded, deceptive characters dropped, trimmed.
pub fn single_line(text: &str) -> String {
    let clean: String = text.nfc().filter(|c| *c == '\n' || *c == '\t' || !is_deceptive(*c)).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines: NFC, `\r\n` to `\n`, deceptive characters dropped, trailing space trimmed.
pub fn multi_line(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = unix.nfc().filter(|c| !is_deceptive(*c)).collect();
    clean.trim_end().trim_start_matches('\n').to_owned()
}

/// Whether a character leaves the paper white: spaces, joiners, fillers, variation selectors.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || is_deceptive(c)
        || matches!(c, '\u{200C}' | '\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{034F}' | '\u{115F}' | '\u{1160}'
            | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Checks the length of a field in characters and pushes the refusal, if any.
pub fn check_length(errors: &mut Vec<FieldError>, field: &str, text: &str, min: usize, max: usize) {
    let count = text.chars().count();
    // What nobody can see was not written.
    let code = if min > 0 && text.chars().all(is_blank) {
        FieldCode::Required
    } else if count < min {
        FieldCode::TooShort(min)
    } else if count > max {
        FieldCode::TooLong(max)
    } else {
        return;
    };
    errors.push(FieldError::new(field, code));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_what_deceives_and_keeps_what_arabic_needs() {
        assert_eq!(single_line(" سؤ\u{202E}ال\u{200F}  عن\tالعمل "), "سؤال عن العمل");
        assert_eq!(multi_line("a\r\nb\rc\u{0}\n\n"), "a\nb\nc");
        assert_eq!(single_line("می\u{200C}خواهم"), "می\u{200C}خواهم");
    }

    #[test]
    fn what_nobody_sees_was_not_written() {
        for blank in ["", " \u{200C}\u{200D} ", "\u{3164}\u{2800}", "\u{FE0F}\u{E0041}"] {
            let mut errors = Vec::new();
            check_length(&mut errors, "a", blank, 2, 10);
            assert_eq!(errors.first().map(|error| error.code), Some(FieldCode::Required), "{blank:?}");
        }
        let mut errors = Vec::new();
        check_length(&mut errors, "a", "م\u{200C}م", 2, 10);
        assert!(errors.is_empty());
    }

    #[test]
    fn names_the_limit_that_was_missed() {
        let mut errors = Vec::new();
        check_length(&mut errors, "a", "", 3, 10);
        check_length(&mut errors, "b", "xy", 3, 10);
        check_length(&mut errors, "c", &"م".repeat(11), 3, 10);
        check_length(&mut errors, "d", "مرحبا", 3, 10);
        let codes: Vec<_> = errors.iter().map(|error| error.code).collect();
        assert_eq!(codes, [FieldCode::Required, FieldCode::TooShort(3), FieldCode::TooLong(10)]);
    }
}
