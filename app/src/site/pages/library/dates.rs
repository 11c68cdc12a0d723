//! Dates of works in words. They are stored as catalogues write them (EDTF).

use i18n::L10nLanguage;

/// A date, or a span of two.
pub(super) fn in_words(l: &L10nLanguage, date: &str) -> String {
    match date.split_once('/') {
        None => single(l, date),
        Some(("..", to)) => l.msg_library_date_until(single(l, to)),
        Some((from, "..")) => l.msg_library_date_since(single(l, from)),
        Some((from, to)) => l.msg_library_date_span(single(l, from), single(l, to)),
    }
}

fn single(l: &L10nLanguage, date: &str) -> String {
    if let Some(near) = date.strip_suffix(['~', '%']) {
        return l.msg_library_date_near(near);
    }
    match date.strip_suffix('?') {
        Some(unsure) => l.msg_library_date_unsure(unsure),
        None => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use contract::Locale;

    use super::*;

    #[test]
    fn marks_of_catalogues_become_words() {
        let plain =
            |date: &str| in_words(i18n::catalogue(Locale::En), date).replace(['\u{2068}', '\u{2069}'], "");
        for (date, words) in [
            ("1987", "1987"),
            ("1987-05-12", "1987-05-12"),
            ("1987~", "about 1987"),
            ("1987?", "1987 (not certain)"),
            ("1956/1987", "1956 to 1987"),
            ("1956~/..", "since about 1956"),
            ("../1956", "until 1956"),
        ] {
            assert_eq!(plain(date), words);
        }
    }
}
