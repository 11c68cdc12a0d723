//! Light stemming of Arabic after the published rules of "light10" (Larkey, Ballesteros, Connell 2007):
//! one article or conjunction off the front, then the endings, each at most once, never below two letters.

/// What may stand before a word, tried in this order; the first that fits is taken off.
const PREFIXES: [&str; 7] = ["ال", "وال", "بال", "كال", "فال", "لل", "و"];

/// What may stand behind it, tried in this order; every one that fits is taken off.
const SUFFIXES: [&str; 10] = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

/// Letters that must remain.
const REST: usize = 2;
/// Letters that must remain behind a lone `و`, which begins many words of its own right.
const REST_BEHIND_WAW: usize = 3;

/// The stem of a folded Arabic word (see [`super::fold`]).
pub fn stem(word: &str) -> &str {
    let mut rest = PREFIXES.iter().find_map(|prefix| without_prefix(word, prefix)).unwrap_or(word);
    for suffix in SUFFIXES {
        if let Some(shorter) = rest.strip_suffix(suffix)
            && letters(shorter) >= REST
        {
            rest = shorter;
        }
    }
    rest
}

/// A folded word as it stands, and without whatever may be joined before it; its ending stays.
pub fn bare_forms(word: &str) -> impl Iterator<Item = &str> {
    std::iter::once(word).chain(PREFIXES.into_iter().filter_map(move |prefix| without_prefix(word, prefix)))
}

fn without_prefix<'a>(word: &'a str, prefix: &str) -> Option<&'a str> {
    let needed = if letters(prefix) == 1 { REST_BEHIND_WAW } else { REST };
    word.strip_prefix(prefix).filter(|rest| letters(rest) >= needed)
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_articles_and_endings_with_their_length_rules() {
        for (word, expected) in [
            ("الكتاب", "كتاب"),
            ("والمدرسه", "مدرس"),
            ("مكتبات", "مكتب"),
            ("للنساء", "نساء"),
            ("بالمراه", "مرا"),
            ("التونسيه", "تونس"),
            ("حقوقها", "حقوق"),
            ("الام", "ام"),
            // Too short to lose anything.
            ("ال", "ال"),
            ("وله", "ول"),
            ("يد", "يد"),
            ("", ""),
            // A lone waw needs three letters behind it.
            ("وطن", "وطن"),
            ("ورجل", "رجل"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
