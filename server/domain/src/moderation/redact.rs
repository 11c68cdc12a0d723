//! Shortening a text: whoever reads it for the team may take words out or put a mark in their place, and never
//! write in the author's name.

/// What stands where something was taken out.
pub const MARK: &str = "[…]";

/// The same with three points, as it is typed.
const TYPED: &str = "[...]";

/// A text with the mark as we write it.
pub fn with_marks(text: &str) -> String {
    text.replace(TYPED, MARK)
}

/// Whether `new` is `old` with nothing done to it but whole words taken out, and runs of letters or words
/// replaced by [`MARK`]. White space between words does not count.
pub fn is_shortened(old: &str, new: &str) -> bool {
    let mut at = 0;
    for word in new.split_whitespace() {
        let Some(next) = find(old, at, word) else { return false };
        at = next;
    }
    true
}

/// The beginning of every word of `text` at or after `from`.
fn words(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let rest = text.get(from..).unwrap_or_default();
    rest.split_whitespace().map(move |word| {
        // `split_whitespace` gives slices of `rest`: the distance of their beginnings is the offset.
        let offset = word.as_ptr() as usize - rest.as_ptr() as usize;
        (from + offset, word)
    })
}

/// Where the text goes on after the first place, from `at` on, that this word may stand for.
fn find(old: &str, at: usize, word: &str) -> Option<usize> {
    let pieces: Vec<&str> = word.split(MARK).collect();
    let (first, rest) = pieces.split_first()?;
    let Some((last, between)) = rest.split_last() else {
        return words(old, at).find(|(_, known)| known == first).map(|(start, known)| start + known.len());
    };
    // The earliest beginning leaves the most for what follows: the mark stands for anything between.
    let start = if first.is_empty() {
        at
    } else {
        words(old, at).find(|(_, known)| known.starts_with(first)).map(|(start, _)| start)?
    };
    let mut cursor = start + first.len();
    for piece in between {
        cursor += old.get(cursor..)?.find(piece)? + piece.len();
    }
    let tail = old.get(cursor..)?;
    if last.is_empty() {
        // Whatever is left of the word is behind the mark.
        return Some(cursor + tail.find(char::is_whitespace).unwrap_or(tail.len()));
    }
    tail.match_indices(last).find_map(|(offset, found)| {
        let end = cursor + offset + found.len();
        let ends_word = old.get(end..)?.chars().next().is_none_or(char::is_whitespace);
        ends_word.then_some(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_go_and_nothing_may_come() {
        let old = "أسكن في حيّ الشرفة، ورقمي 22 333 444. زوجي لا يعلم.";
        for fine in [
            old,
            "أسكن في […] زوجي لا يعلم.",
            "أسكن في حيّ […]، ورقمي […]. زوجي لا يعلم.",
            "أسكن في حيّ الشرفة، زوجي لا يعلم.",
            "أسكن\n\nفي حيّ […]",
            "[…]",
            "",
            "[…] زوجي […]",
            "زوجي يعلم.",
            "ورقمي 22 3[…] زوجي",
        ] {
            assert!(is_shortened(old, fine), "{fine}");
        }
        for bad in [
            "أسكن في الكاف […]",
            "زوجي لا يعلم. أسكن في",
            "زوجي يعلم شيئًا.",
            "أسكن في حيّ الشرف",
            "أسكنفي",
            "زوج[…]م. يعلم.",
            "[…] لن […]",
        ] {
            assert!(!is_shortened(old, bad), "{bad}");
        }
        assert_eq!(with_marks("a [...] b"), "a […] b");
    }

    /// Small and the same everywhere.
    fn roll(seed: &mut u64) -> usize {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        usize::try_from(*seed % 1_000_003).expect("small")
    }

    #[test]
    fn whatever_is_taken_out_passes_and_whatever_is_added_does_not() {
        let known = ["نعم", "لا", "ab", "abc", "bca", "aa", "a", "22", "الكاف،", "(x)", "**y**", "é"];
        let mut seed = 0x9E37_79B9_7F4A_7C15;
        for _ in 0..4_000 {
            let count = 1 + roll(&mut seed) % 12;
            let old: Vec<&str> = (0..count).map(|_| known[roll(&mut seed) % known.len()]).collect();
            let text = old.join(" ");
            let mut new: Vec<String> = Vec::new();
            let mut at = 0;
            while at < old.len() {
                let word = old[at];
                at += 1;
                match roll(&mut seed) % 5 {
                    // Taken out.
                    0 => {}
                    // One or several words behind a mark, with the beginning of the first left or not.
                    1 => {
                        let keep = word.chars().next().filter(|_| roll(&mut seed).is_multiple_of(2));
                        new.push(format!("{}{MARK}", keep.map(String::from).unwrap_or_default()));
                        at += roll(&mut seed) % 3;
                    }
                    // The end of a word left.
                    2 => {
                        let end = word.chars().next_back().map(String::from).unwrap_or_default();
                        new.push(format!("{MARK}{end}"));
                    }
                    _ => new.push(word.to_owned()),
                }
            }
            let shortened = new.join(" ");
            assert!(is_shortened(&text, &shortened), "{text:?} -> {shortened:?}");
            // A word that stands nowhere in it, anywhere.
            let mut longer = new.clone();
            longer.insert(roll(&mut seed) % (new.len() + 1), "zz".to_owned());
            assert!(!is_shortened(&text, &longer.join(" ")), "{text:?} -> {longer:?}");
            // One word more than there were.
            let more = format!("{text} {}", old[0]);
            assert!(!is_shortened(&text, &more), "{text:?} -> {more:?}");
        }
    }
}
