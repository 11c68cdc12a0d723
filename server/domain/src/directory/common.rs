//! What organisations, helplines and the launch check-list read alike: days, numbers, addresses.

use chrono::NaiveDate;
use contract::{FieldCode, FieldError};
use sha2::{Digest, Sha256};

use crate::text::{check_length, single_line};

/// Days after which something is to be checked again.
pub const CHECK_DAYS: i64 = 90;
/// Longest address on the web.
const URL_MAX: usize = 600;

fn date(day: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    // Days are compared as texts, so each has one form alone.
    (date.format("%Y-%m-%d").to_string() == day).then_some(date)
}

/// Whole days since something was checked; nothing for what is no day.
pub fn days_since(checked_on: &str, today: &str) -> Option<i64> {
    Some((date(today)? - date(checked_on)?).num_days())
}

/// Whether something is to be checked again: after 90 days, and when nobody knows when it was.
pub fn is_due(checked_on: &str, today: &str) -> bool {
    days_since(checked_on, today).is_none_or(|days| days > CHECK_DAYS)
}

/// A number to call as it is kept: 3 to 15 digits, perhaps after `+216`. Signs between the digits are left out; nothing
/// for what nobody can dial.
pub fn number_of(typed: &str) -> Option<String> {
    let number: String = single_line(typed)
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '.' | '-'))
        .map(western)
        .collect();
    let digits = number.strip_prefix("+216").unwrap_or(&number);
    let fits = (3..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(number)
}

/// The digit as it is dialled.
pub(crate) fn western(c: char) -> char {
    "٠١٢٣٤٥٦٧٨٩".chars().zip('0'..='9').find(|(arabic, _)| *arabic == c).map_or(c, |(_, digit)| digit)
}

/// Whether a text is an address on the web.
fn is_web(text: &str) -> bool {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(|rest| {
        rest.split('/').next().is_some_and(|host| host.contains('.'))
            && rest
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\'))
    })
}

/// Hash of an entry of the starter content.
pub(crate) fn hash_of(entry: &impl std::fmt::Debug) -> String {
    Sha256::digest(format!("{entry:?}")).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Refused fields, in the order of the form.
#[derive(Default)]
pub(crate) struct Errors(pub(crate) Vec<FieldError>);

impl Errors {
    pub(crate) fn push(&mut self, field: impl Into<String>, code: FieldCode) {
        self.0.push(FieldError::new(field, code));
    }

    /// A line.
    pub(crate) fn line(&mut self, field: &str, typed: &str, least: usize, most: usize) -> String {
        let line = single_line(typed);
        check_length(&mut self.0, field, &line, least, most);
        line
    }

    /// A day that is not to come; an empty one is none.
    pub(crate) fn day(&mut self, field: &str, typed: &str, today: &str) -> Option<String> {
        let day = typed.trim();
        if day.is_empty() {
            return None;
        }
        if date(day).is_none() {
            self.push(field, FieldCode::NotADay);
        } else if day > today {
            self.push(field, FieldCode::InTheFuture);
        }
        Some(day.to_owned())
    }

    /// An address on the web, or nothing.
    pub(crate) fn web(&mut self, field: &str, typed: &str) -> String {
        let url = typed.trim().to_owned();
        if !url.is_empty() && (!is_web(&url) || url.len() > URL_MAX) {
            self.push(field, FieldCode::NotALink);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_dialled_is_a_number() {
        for (typed, kept) in [
            ("1899", Some("1899")),
            (" 71 123 456 ", Some("71123456")),
            ("+216 71.123.456", Some("+21671123456")),
            ("١٨٩٩", Some("1899")),
            ("\u{200f}197", Some("197")),
            ("19", None),
            ("+33123456789", None),
            ("+2161", None),
            ("1234567890123456", None),
            ("18a9", None),
            ("", None),
        ] {
            assert_eq!(number_of(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn what_is_old_or_unknown_is_due() {
        assert!(!is_due("2026-08-30", "2026-11-28"), "90 days");
        assert!(is_due("2026-08-29", "2026-11-28"), "91 days");
        assert!(is_due("", "2026-11-28") && is_due("2026-8-30", "2026-11-28"));
        assert_eq!(days_since("2026-11-01", "2026-11-28"), Some(27));
    }

    #[test]
    fn addresses_and_days_are_looked_at() {
        let mut errors = Errors::default();
        assert_eq!(errors.web("a", " https://example.org/x "), "https://example.org/x");
        assert_eq!(errors.day("b", "2026-11-28", "2026-11-28").as_deref(), Some("2026-11-28"));
        assert_eq!(errors.day("b", "", "2026-11-28"), None);
        assert!(errors.0.is_empty());
        errors.web("c", "javascript:alert(1)");
        errors.day("d", "2026-11-29", "2026-11-28");
        errors.day("e", "28/11/2026", "2026-11-28");
        let fields: Vec<&str> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["c", "d", "e"]);
    }
}
