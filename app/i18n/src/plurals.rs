//! Arabic plurals of numbers above 99 and of fractions.

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
}
