//! Numbers as people here write them: Western digits, a decimal comma in Arabic and French.

use contract::Locale;

/// A number with a fixed count of decimals. Thousands are set apart by a narrow space (a comma in English).
pub fn decimal(locale: Locale, value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (sign, digits) = match text.strip_prefix('-') {
        // A rounded-off remainder is plain zero.
        Some(rest) if rest.bytes().all(|b| b == b'0' || b == b'.') => ("", rest),
        Some(rest) => ("\u{2212}", rest),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (thousands, point) = match locale {
        Locale::Ar | Locale::Fr => ('\u{202F}', ','),
        Locale::En => (',', '.'),
    };
    let mut out = String::with_capacity(text.len() + 4);
    out.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// A share of a hundred.
pub fn percent(locale: Locale, value: f64, decimals: usize) -> String {
    let number = decimal(locale, value, decimals);
    match locale {
        Locale::Fr => format!("{number}\u{202F}%"),
        Locale::Ar | Locale::En => format!("{number}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_people_do() {
        assert_eq!(decimal(Locale::En, 1_234_567.891, 1), "1,234,567.9");
        assert_eq!(decimal(Locale::Fr, 243_156.0, 0), "243\u{202F}156");
        assert_eq!(decimal(Locale::Ar, 554.736, 3), "554,736");
        assert_eq!(decimal(Locale::Ar, -0.04, 1), "0,0");
        assert_eq!(decimal(Locale::En, -12.0, 0), "\u{2212}12");
        assert_eq!(percent(Locale::Fr, 26.654, 1), "26,7\u{202F}%");
        assert_eq!(percent(Locale::Ar, 26.654, 1), "26,7%");
    }
}
