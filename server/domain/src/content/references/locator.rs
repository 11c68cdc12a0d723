//! Where in a thing something stands, as people write it: `p. 12`, `ص 12`, `1:05:20`, anything else.

use crate::library::seconds_of;

/// Where to open a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A page, from 1.
    Page(u32),
    /// A second of a recording.
    Second(u32),
}

/// Where in a thing something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// As she wrote it.
    pub text: String,
    /// Where to open it, when that can be read.
    pub place: Option<Place>,
}

/// What may stand before the number of a page.
const PAGE: [&str; 9] = ["pages", "page", "pp", "pg", "p", "صفحات", "صفحة", "الصفحة", "ص"];

impl Locator {
    /// Reads what she wrote; nothing for an empty one.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self { text: text.to_owned(), place: place(text) })
    }
}

fn place(text: &str) -> Option<Place> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '٠'..='٩' => western(c, '٠'),
            '۰'..='۹' => western(c, '۰'),
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect();
    if plain.contains(':') {
        return seconds_of(&plain).map(Place::Second);
    }
    let rest = PAGE.iter().find_map(|word| plain.strip_prefix(*word))?;
    // `p. 12-15` opens at its first page.
    let digits: String = rest
        .trim_start_matches(|c: char| c == '.' || c.is_whitespace())
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok().filter(|page| *page > 0).map(Place::Page)
}

fn western(digit: char, nought: char) -> char {
    let value = u32::from(digit).saturating_sub(u32::from(nought));
    char::from_digit(value, 10).unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_pages_and_moments_in_three_languages() {
        for (text, place) in [
            ("p. 12", Some(Place::Page(12))),
            ("P.12-15", Some(Place::Page(12))),
            ("page 3", Some(Place::Page(3))),
            ("pp. 7–9", Some(Place::Page(7))),
            ("ص. ١٢", Some(Place::Page(12))),
            ("الصفحة 4", Some(Place::Page(4))),
            ("12:40", Some(Place::Second(760))),
            ("1:05:20", Some(Place::Second(3920))),
            ("p. 0", None),
            ("chapitre 3", None),
            ("12:99", None),
            ("2014, Le Kef", None),
        ] {
            assert_eq!(Locator::read(text).and_then(|locator| locator.place), place, "{text}");
        }
        assert_eq!(Locator::read("  "), None);
    }
}
