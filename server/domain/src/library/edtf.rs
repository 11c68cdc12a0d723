//! Dates of works as catalogues write them (EDTF): a year, month or day, perhaps uncertain, perhaps two with a span
//! between them. The part of the standard that old papers and recordings need.

use super::life::start_of_day;

/// Either end of a span that has none.
const OPEN: &str = "..";

/// A year, month or day. Unknown digits at the end of a year are `X`; behind it stands `?` for what is not certain, `~`
/// for what is near it, `%` for both.
pub(super) fn is_date(text: &str) -> bool {
    let plain = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let mut parts = plain.splitn(2, '-');
    let (year, rest) = (parts.next().unwrap_or_default(), parts.next());
    let Some(rest) = rest else {
        let known = year.trim_end_matches('X');
        return year.len() == 4 && !known.is_empty() && known.bytes().all(|byte| byte.is_ascii_digit());
    };
    let day = if rest.contains('-') { plain.to_owned() } else { format!("{plain}-01") };
    start_of_day(&day).is_some()
}

/// A date, or two of them with `/` between, of which one may be open (`..`).
pub(super) fn is_span(text: &str) -> bool {
    let Some((from, to)) = text.split_once('/') else { return is_date(text) };
    let open = |end: &str| end == OPEN;
    let fine = |end: &str| open(end) || is_date(end);
    let in_order = || {
        let (from, to) = (from.replace('X', "0"), to.replace('X', "9"));
        from.get(..4) <= to.get(..4)
    };
    fine(from)
        && fine(to)
        && match (open(from), open(to)) {
            (true, true) => false,
            (false, false) => in_order(),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_of_the_calendar_and_spans_go_forward() {
        for fine in ["1987", "1987-05", "1987-05-12", "198X", "19XX", "1987~", "1987-05?", "0950", "1987%"] {
            assert!(is_date(fine) && is_span(fine), "{fine}");
        }
        for wrong in [
            "",
            "87",
            "XXXX",
            "19X7",
            "1987-13",
            "1987-02-30",
            "1987-5",
            "1987-05-1",
            "1987/1988",
            "1987??",
            "mai",
        ] {
            assert!(!is_date(wrong), "{wrong}");
        }
        for fine in ["1956/1987", "1956-03-20/1957-07", "../1956", "1987/..", "195X/1960", "1950-05/1950"] {
            assert!(is_span(fine), "{fine}");
        }
        for wrong in ["1987/1956", "../..", "/1956", "1956/", "1956/1960/1970", "1956-1960"] {
            assert!(!is_span(wrong), "{wrong}");
        }
    }
}
