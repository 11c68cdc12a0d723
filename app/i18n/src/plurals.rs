//! Arabic plurals of numbers above 99 and of fractions.

use std::fmt::Display;

use contract::Locale;

/// A number of the same plural category as `n`, to be given to a message that writes its digits separately.
///
/// The rules that Fluent uses (`intl_pluralrules` 7) forget that Arabic looks at the last two digits: they
/// call 305 and 3.5 neither as CLDR does. Until they are mended, the category is chosen here.
pub fn stand_in(locale: Locale, n: f64) -> f64 {
    const OTHER: f64 = 100.0;
    if locale != Locale::Ar || !n.is_finite() {
        return n;
    }
    if n.fract() != 0.0 {
        return OTHER;
    }
    let n = n.abs();
    if n < 100.0 {
        return n;
    }
    let rest = n % 100.0;
    if rest >= 3.0 { rest } else { OTHER }
}

/// A whole number for a message with a plural: what chooses the form, right in every language, and the digits
/// that are written.
pub fn counted<N: Copy + Display + TryInto<u32>>(n: N) -> (f64, String) {
    // What is larger than four thousand million ends in the same form as any large number.
    let value = n.try_into().map_or(100.0, f64::from);
    (stand_in(Locale::Ar, value), n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_looks_at_the_last_two_digits() {
        let women = |n: f64| {
            let text = crate::catalogue(Locale::Ar)
                .msg_statistics_amount_women(stand_in(Locale::Ar, n), n.to_string());
            text.replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(women(0.0), "0 امرأة");
        assert_eq!(women(1.0), "امرأة واحدة");
        assert_eq!(women(2.0), "امرأتان");
        assert_eq!(women(7.0), "7 نساء");
        assert_eq!(women(34.0), "34 امرأة");
        assert_eq!(women(102.0), "102 امرأة");
        assert_eq!(women(305.0), "305 نساء");
        assert_eq!(stand_in(Locale::Ar, 243_156.0), 56.0);
        assert_eq!(stand_in(Locale::Ar, 3.5), 100.0);
        assert_eq!(stand_in(Locale::Fr, 1.59), 1.59);
    }

    #[test]
    fn counts_are_right_in_every_language() {
        let said = |locale, count: u64| {
            let (n, digits) = counted(count);
            let text = crate::catalogue(locale).msg_forum_topics_count(n, digits);
            text.replace(['\u{2068}', '\u{2069}'], "")
        };
        for (count, ar, fr, en) in [
            (0, "لا سؤال بعد", "Aucune question pour l’instant", "No question yet"),
            (1, "سؤال واحد", "1 question", "1 question"),
            (2, "سؤالان", "2 questions", "2 questions"),
            (10, "10 أسئلة", "10 questions", "10 questions"),
            (99, "99 سؤالًا", "99 questions", "99 questions"),
            (100, "100 سؤال", "100 questions", "100 questions"),
            (101, "101 سؤال", "101 questions", "101 questions"),
            (103, "103 أسئلة", "103 questions", "103 questions"),
            (111, "111 سؤالًا", "111 questions", "111 questions"),
            (1000, "1000 سؤال", "1000 questions", "1000 questions"),
        ] {
            assert_eq!(said(Locale::Ar, count), ar);
            assert_eq!(said(Locale::Fr, count), fr);
            assert_eq!(said(Locale::En, count), en);
        }
    }
}
