//! The part of an address that only people read, made of a title.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest of them, in characters.
const LONGEST: usize = 80;

/// Letters and digits with hyphens between: Latin ones small and without accents, Arabic ones without vowel signs.
pub(crate) fn slug_of(title: &str) -> String {
    let mut slug = String::new();
    let mut count = 0;
    for word in title.nfc().collect::<String>().split(|c: char| !stays(c)) {
        let word: String = word.chars().filter_map(plain).flat_map(char::to_lowercase).collect();
        let length = word.chars().count();
        if length == 0 {
            continue;
        }
        if count > 0 && count + 1 + length > LONGEST {
            break;
        }
        if count > 0 {
            slug.push('-');
            count += 1;
        }
        slug.extend(word.chars().take(LONGEST));
        count += length;
    }
    slug
}

fn stays(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == '\u{0640}'
}

/// The letter without what stands on it, where it is Latin; nothing for vowel signs and tatweel.
fn plain(c: char) -> Option<char> {
    if is_combining_mark(c) || c == '\u{0640}' {
        None
    } else if matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}') {
        c.nfd().next()
    } else {
        Some(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_parts_of_addresses() {
        for (title, slug) in [
            (
                "Déclaration universelle des droits de l’homme",
                "declaration-universelle-des-droits-de-l-homme",
            ),
            ("الإعلان العالميّ لحقوق الإنسان", "الإعلان-العالمي-لحقوق-الإنسان"),
            ("  Work, pay & rest: 2026!  ", "work-pay-rest-2026"),
            ("«»", ""),
            ("../../etc", "etc"),
        ] {
            assert_eq!(slug_of(title), slug, "{title}");
        }
        assert!(slug_of(&"mot ".repeat(100)).chars().count() <= LONGEST);
        assert_eq!(slug_of(&"a".repeat(500)).chars().count(), LONGEST);
    }
}
