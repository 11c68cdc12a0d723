//! A watched word or phrase: plain letters, and `*` for any others within one word. No regular expressions: what a
//! moderator types can be slow for nobody.

use crate::folding::{Carriers, words};

/// Longest pattern in characters.
pub const PATTERN_MAX: usize = 100;

/// Fewest letters of a word that has a `*`: with fewer it would catch everything.
const LETTERS_BESIDE_A_STAR: usize = 3;

/// One word of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Glob {
    /// This word.
    Word(String),
    /// Words made of these pieces in this order, anything between them. The first is empty when anything may stand
    /// before, the last when anything may follow.
    Pieces(Vec<String>),
}

impl Glob {
    /// Whether a folded word is meant.
    pub(super) fn fits(&self, word: &str) -> bool {
        let pieces = match self {
            Self::Word(own) => return own == word,
            Self::Pieces(pieces) => pieces,
        };
        let [first, middle @ .., last] = pieces.as_slice() else { return false };
        let Some(mut rest) =
            word.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()))
        else {
            return false;
        };
        // The earliest place of each piece leaves the most for the next: no way back is ever needed.
        for piece in middle {
            let Some(at) = rest.find(piece.as_str()) else { return false };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        true
    }
}

/// The words of a pattern; nothing for one that would catch nothing, or everything.
pub(super) fn compile(pattern: &str) -> Option<Vec<Glob>> {
    let mut globs = Vec::new();
    for piece in pattern.split_whitespace() {
        if !piece.contains('*') {
            globs.extend(
                words(piece, Carriers::Keep).into_iter().map(|word| Glob::Word(collapse(&word.text, 2))),
            );
            continue;
        }
        let pieces: Vec<String> = piece.split('*').map(letters).collect();
        if pieces.iter().map(|piece| piece.chars().count()).sum::<usize>() < LETTERS_BESIDE_A_STAR {
            return None;
        }
        globs.push(Glob::Pieces(pieces));
    }
    let lone_letter = matches!(globs.as_slice(), [Glob::Word(word)] if word.chars().count() < 2);
    (!globs.is_empty() && !lone_letter).then_some(globs)
}

/// A pattern as it is compared with others: its folded words.
pub(super) fn form(pattern: &str) -> String {
    let words = compile(pattern).unwrap_or_default().into_iter().map(|glob| match glob {
        Glob::Word(word) => word,
        Glob::Pieces(pieces) => pieces.join("*"),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn letters(piece: &str) -> String {
    let plain: String = words(piece, Carriers::Keep).into_iter().map(|word| word.text).collect();
    collapse(&plain, 2)
}

/// Letters that stand more than twice in a row, `to` times.
pub(super) fn collapse(word: &str, to: usize) -> String {
    let mut out = String::with_capacity(word.len());
    let mut run: (Option<char>, usize) = (None, 0);
    for c in word.chars() {
        if run.0 == Some(c) && !c.is_ascii_digit() {
            run.1 += 1;
            continue;
        }
        push(&mut out, run, to);
        run = (Some(c), 1);
    }
    push(&mut out, run, to);
    out
}

fn push(out: &mut String, (c, times): (Option<char>, usize), to: usize) {
    let Some(c) = c else { return };
    for _ in 0..if times > 2 { to } else { times } {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_letters_of_one_word() {
        let fits = |pattern: &str, word: &str| compile(pattern).is_some_and(|globs| globs[0].fits(word));
        for (pattern, word, expected) in [
            ("tuer", "tuer", true),
            ("tuer", "tuerie", false),
            ("suicid*", "suicidaire", true),
            ("suicid*", "suicid", true),
            ("*qatel", "na9qatel", true),
            ("ex*fix*", "exfixed", true),
            ("ex*fix*", "exfoo", false),
            ("انتح*", "انتحار", true),
            ("aba*ab", "abab", false),
            ("aba*ab", "abaxab", true),
        ] {
            assert_eq!(fits(pattern, word), expected, "{pattern} {word}");
        }
        for nothing in ["", "*", "**", "a*", "ab*", "a", "!!", "* *"] {
            assert!(compile(nothing).is_none(), "{nothing:?}");
        }
    }

    #[test]
    fn long_letters_become_short() {
        assert_eq!(collapse("heeeelp", 2), "heelp");
        assert_eq!(collapse("heeeelp", 1), "help");
        assert_eq!(collapse("allah", 1), "allah");
        assert_eq!(collapse("1000000", 1), "1000000");
    }
}
