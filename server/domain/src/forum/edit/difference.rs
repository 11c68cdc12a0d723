//! What is different between two texts, word by word, and whether one is the other with something taken out.

/// A piece of two texts beside one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the old one alone.
    Removed(String),
    /// In the new one alone.
    Added(String),
}

/// Most cells of the table in which two texts are compared; what is larger is shown as replaced as a whole.
const MOST_CELLS: usize = 4_000_000;

/// Whether a character belongs into a word: letters and digits of any script, marks that stand on or under letters
/// (the vowels of Arabic), tatweel, joiners, apostrophes within.
fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}')
        || matches!(c, '\'' | '’' | '_')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        c if in_word(c) => Class::Word,
        c if c.is_whitespace() && c != '\n' => Class::Space,
        _ => Class::Sign,
    }
}

/// Words, stretches of white space, and every other sign by itself (line ends, the Arabic comma).
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = class(c);
        if before.is_some_and(|before| before != now || now == Class::Sign) {
            found.extend(text.get(start..at));
            start = at;
        }
        before = Some(now);
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    found
}

/// The two texts beside one another. Changed words that only white space parts are one piece.
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut steps: Vec<(Step, &str)> = old[..head].iter().map(|word| (Step::Same, *word)).collect();
    steps.extend(between(a, b));
    steps.extend(old[old.len() - tail..].iter().map(|word| (Step::Same, *word)));
    gathered(&steps)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Same,
    Removed,
    Added,
}

/// The longest common row of words.
fn between<'a>(a: &[&'a str], b: &[&'a str]) -> Vec<(Step, &'a str)> {
    let replaced = |a: &[&'a str], b: &[&'a str]| {
        let out = a.iter().map(|word| (Step::Removed, *word));
        out.chain(b.iter().map(|word| (Step::Added, *word))).collect::<Vec<_>>()
    };
    let width = b.len() + 1;
    if a.is_empty() || b.is_empty() || (a.len() + 1).saturating_mul(width) > MOST_CELLS {
        return replaced(a, b);
    }
    // How many words the rests from here on have in common; the table is smaller than a u16 in both directions
    // only by its size, so numbers saturate.
    let mut common = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i] == b[j] {
                common[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                Ord::max(common[(i + 1) * width + j], common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::with_capacity(a.len() + b.len());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            steps.push((Step::Same, a[i]));
            (i, j) = (i + 1, j + 1);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            steps.push((Step::Removed, a[i]));
            i += 1;
        } else {
            steps.push((Step::Added, b[j]));
            j += 1;
        }
    }
    steps.extend(replaced(&a[i..], &b[j..]));
    steps
}

/// Steps as pieces: what was taken out before what came in, white space between two changes with them.
fn gathered(steps: &[(Step, &str)]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut same, mut out, mut new) = (String::new(), String::new(), String::new());
    let mut flush = |same: &mut String, out: &mut String, new: &mut String| {
        for (text, piece) in
            [(out, Piece::Removed as fn(String) -> Piece), (new, Piece::Added), (same, Piece::Same)]
        {
            if !text.is_empty() {
                pieces.push(piece(std::mem::take(text)));
            }
        }
    };
    for (at, (step, word)) in steps.iter().enumerate() {
        let changed = !out.is_empty() || !new.is_empty();
        match step {
            Step::Same => {
                let parts = word.chars().all(|c| class(c) == Class::Space)
                    && steps.get(at + 1).is_some_and(|(next, _)| *next != Step::Same);
                if parts && same.is_empty() && !out.is_empty() && !new.is_empty() {
                    // Both sides keep the space between two changed words.
                    out.push_str(word);
                    new.push_str(word);
                    continue;
                }
                if changed {
                    flush(&mut String::new(), &mut out, &mut new);
                }
                same.push_str(word);
            }
            Step::Removed | Step::Added => {
                if !same.is_empty() {
                    flush(&mut same, &mut String::new(), &mut String::new());
                }
                if *step == Step::Removed { out.push_str(word) } else { new.push_str(word) }
            }
        }
    }
    flush(&mut same, &mut out, &mut new);
    pieces
}

/// How many characters a change takes out and puts in.
pub fn changed_characters(old: &str, new: &str) -> usize {
    difference(old, new)
        .iter()
        .map(|piece| match piece {
            Piece::Same(_) => 0,
            Piece::Removed(text) | Piece::Added(text) => text.chars().count(),
        })
        .sum()
}

/// Whether the new text is the old one with nothing but characters taken out.
pub fn only_removes(old: &str, new: &str) -> bool {
    let mut rest = old.chars();
    new.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::{
        Piece::{Added, Removed, Same},
        *,
    };
    use proptest::prelude::*;

    fn of(pieces: &[Piece], old: bool) -> String {
        let part = |piece: &Piece| match piece {
            Same(text) => text.clone(),
            Removed(text) if old => text.clone(),
            Added(text) if !old => text.clone(),
            _ => String::new(),
        };
        pieces.iter().map(part).collect()
    }

    #[test]
    fn arabic_is_compared_by_words_not_by_letters() {
        let pieces = difference("أسكنُ في الكاف، قرب السوق.", "أسكنُ في مدينة، قرب السوق.");
        let expected = vec![
            Same("أسكنُ في ".into()),
            Removed("الكاف".into()),
            Added("مدينة".into()),
            Same("، قرب السوق.".into()),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn vowels_and_tatweel_belong_to_their_word() {
        assert_eq!(words("كَتَبَتْ رســالة؟"), ["كَتَبَتْ", " ", "رســالة", "؟"]);
        assert_eq!(
            difference("كَتَبَتْ رسالة", "كُتِبَتْ رسالة"),
            [Removed("كَتَبَتْ".into()), Added("كُتِبَتْ".into()), Same(" رسالة".into())]
        );
        // The article and the conjunction are part of the written word.
        assert_eq!(
            difference("الأم وابنتها", "الأم وابنها"),
            [Same("الأم ".into()), Removed("وابنتها".into()), Added("وابنها".into())]
        );
    }

    #[test]
    fn neighbours_are_one_piece_and_lines_are_kept() {
        assert_eq!(
            difference("one two three\nfour", "one 2 3\nfour"),
            [Same("one ".into()), Removed("two three".into()), Added("2 3".into()), Same("\nfour".into())]
        );
        assert_eq!(difference("a", "a"), [Same("a".into())]);
        assert!(difference("", "").is_empty());
        assert_eq!(difference("", "a"), [Added("a".into())]);
    }

    #[test]
    fn enormous_texts_are_replaced_as_a_whole_and_stay_right() {
        let old = "ا ".repeat(4_000);
        let new = "ب ".repeat(4_000);
        let pieces = difference(&old, &new);
        assert_eq!((of(&pieces, true), of(&pieces, false)), (old, new));
    }

    #[test]
    fn taking_out_a_place_is_a_deletion_and_writing_one_is_not() {
        let text = "أسكن في الكاف قرب السوق";
        assert!(only_removes(text, "أسكن قرب السوق"));
        assert!(only_removes(text, "") && only_removes(text, text));
        assert!(!only_removes(text, "أسكن في تونس قرب السوق"));
        assert!(!only_removes(text, &format!("{text}.")));
        assert!(!only_removes("ab", "ba"));
    }

    #[test]
    fn the_size_of_a_change_is_counted_in_characters() {
        assert_eq!(changed_characters("بيت كبير", "بيت صغير"), 8);
        assert_eq!(changed_characters("بيت", "بيت"), 0);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(old in "[اب \n،a-c]{0,40}", new in "[اب \n،a-c]{0,40}") {
            let pieces = difference(&old, &new);
            prop_assert_eq!(of(&pieces, true), old);
            prop_assert_eq!(of(&pieces, false), new);
        }

        #[test]
        fn whatever_is_taken_out_it_is_a_deletion(text in "\\PC{0,60}", keep in prop::collection::vec(any::<bool>(), 60)) {
            let left: String = text.chars().zip(&keep).filter(|(_, keep)| **keep).map(|(c, _)| c).collect();
            prop_assert!(only_removes(&text, &left));
            prop_assert_eq!(left.chars().count() <= text.chars().count(), true);
            // One character more than there was is something new.
            let longer = format!("{left}ظ");
            prop_assert!(!only_removes(&left, &longer));
        }

        #[test]
        fn what_is_only_a_deletion_brings_no_character_in(old in "[a-d]{0,12}", new in "[a-d]{0,12}") {
            if only_removes(&old, &new) {
                for c in new.chars() {
                    let count = |text: &str| text.chars().filter(|other| *other == c).count();
                    prop_assert!(count(&new) <= count(&old));
                }
            }
        }
    }
}
