//! One way in which texts are made comparable, for the search and for the watched words alike.
//!
//! Steps: (1) canonical composition, with compatibility forms undone only for Arabic presentation forms, and
//! invisible signs dropped; (2) words after UAX 29, French elisions taken off; (3) Arabic letters, vowel signs
//! and digits folded; (4) Latin letters folded. Composition comes first: a decomposed alef with hamza would lose
//! its hamza as a mark instead of becoming the letter that is mapped. Everything remembers where it stood in the
//! original.

use std::{iter, ops::Range};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// Longest word in characters; what is longer is no word, and databases have limits of their own.
const WORD_MAX: usize = 64;

/// What becomes of `ؤ` and `ئ`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carriers {
    /// They become the letter that carries the hamza: who searches writes them either way.
    Fold,
    /// They stay, as in Lucene: a watched word must not catch another one.
    Keep,
}

/// One folded word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Letters and digits only, never empty.
    pub text: String,
    /// Bytes of the original text.
    pub span: Range<usize>,
}

/// The words of a text, in order.
pub fn words(original: &str, carriers: Carriers) -> Vec<Word> {
    let text = Normalised::of(original);
    let mut found = Vec::new();
    for (at, word) in text.text.unicode_word_indices() {
        for piece in pieces(word) {
            let exact: String =
                folded(piece.text, carriers).filter(|c| c.is_alphanumeric()).take(WORD_MAX).collect();
            if exact.is_empty() {
                continue;
            }
            let from = at + piece.at;
            let span = text.original_span(from, from + piece.text.len());
            found.push(Word { text: exact, span });
        }
    }
    found
}

/// A text with all that should not matter when texts are compared taken out: vowel signs, tatweel, the forms of
/// alef, yeh, teh marbuta and hamza, digits of other shapes, capital letters, accents, ligatures, invisible signs.
pub fn fold(text: &str) -> String {
    let normalised = Normalised::of(text);
    folded(&normalised.text, Carriers::Fold).collect()
}

/// A whole text folded character by character, blanks and signs kept, with the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Folded characters.
    pub chars: Vec<char>,
    /// For each of them the bytes of the original.
    pub spans: Vec<Range<usize>>,
}

impl Form {
    /// The form of a text.
    pub fn of(original: &str, carriers: Carriers) -> Self {
        let text = Normalised::of(original);
        let mut form = Self::default();
        for (index, (at, span)) in text.clusters.iter().enumerate() {
            let end = text.clusters.get(index + 1).map_or(text.text.len(), |(next, _)| *next);
            for c in folded(text.text.get(*at..end).unwrap_or_default(), carriers) {
                form.chars.push(c);
                form.spans.push(span.clone());
            }
        }
        form
    }

    /// The bytes of the original from one character to another (which is not in it).
    pub fn span(&self, from: usize, to: usize) -> Range<usize> {
        match (self.spans.get(from), self.spans.get(to.saturating_sub(1))) {
            (Some(first), Some(last)) if from < to => first.start..last.end,
            _ => 0..0,
        }
    }
}

/// The letters of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Arabic.
    Arabic,
    /// Latin.
    Latin,
    /// Digits, other letters.
    Other,
}

fn script_of_char(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{620}'..='\u{64A}'
        | '\u{66E}'..='\u{6D3}'
        | '\u{6D5}'
        | '\u{6FA}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}' => Script::Arabic,
        _ => Script::Other,
    }
}

/// The script of the first letter that has one.
pub(crate) fn script_of(word: &str) -> Script {
    word.chars().map(script_of_char).find(|script| *script != Script::Other).unwrap_or(Script::Other)
}

// Step 1.

/// A composed text and the way back to the original.
struct Normalised {
    text: String,
    /// Where each cluster begins here, and where it stands in the original.
    clusters: Vec<(usize, Range<usize>)>,
}

impl Normalised {
    fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut clusters = Vec::with_capacity(original.len() / 2);
        // Composition never reaches over the border of a grapheme cluster.
        for (start, cluster) in original.grapheme_indices(true) {
            let at = text.len();
            if cluster.is_ascii() {
                text.push_str(cluster)
            } else {
                push_composed(&mut text, cluster)
            }
            if text.len() > at {
                clusters.push((at, start..start + cluster.len()));
            }
        }
        Self { text, clusters }
    }

    /// Where a stretch of this text stands in the original, whole clusters of it.
    fn original_span(&self, from: usize, to: usize) -> Range<usize> {
        let cluster = |at: usize| {
            let index = self.clusters.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            self.clusters.get(index).map_or(0..0, |(_, span)| span.clone())
        };
        cluster(from).start..cluster(to.saturating_sub(1)).end
    }
}

fn push_composed(out: &mut String, cluster: &str) {
    if cluster.chars().any(is_presentation_form) {
        let plain: String = cluster.chars().flat_map(without_presentation).collect();
        out.extend(plain.nfc().filter(|c| !is_invisible(*c)));
    } else {
        out.extend(cluster.nfc().filter(|c| !is_invisible(*c)));
    }
}

fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn without_presentation(c: char) -> Vec<char> {
    if !is_presentation_form(c) {
        return vec![c];
    }
    let plain: Vec<char> = iter::once(c).nfkc().collect();
    match plain.split_first() {
        // The form of a vowel sign that stands alone is a space with the sign; the space would cut the word.
        Some((' ', rest)) if !rest.is_empty() => rest.to_vec(),
        _ => plain,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

// Step 2.

struct Piece<'a> {
    at: usize,
    text: &'a str,
}

/// What French contracts before a vowel.
const ELIDED: [&str; 13] =
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
/// What looks like an elision and is one word.
const WHOLE: [&str; 1] = ["aujourd"];

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}' | '\u{FF07}')
}

/// The parts of a word of UAX 29 that are words for us: it keeps `a.b` and `3.14` whole, writes Arabic and
/// Latin letters together where no space stands between them, and knows no elision.
fn pieces(word: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut script = Script::Other;
    for (at, c) in word.char_indices() {
        let belongs = c.is_alphanumeric() || is_combining_mark(c) || is_apostrophe(c);
        let own = script_of_char(c);
        let turns = own != Script::Other && script != Script::Other && own != script;
        if let Some(from) = start
            && (!belongs || turns)
        {
            push_piece(&mut found, word, from, at);
            start = None;
            script = Script::Other;
        }
        if belongs {
            start.get_or_insert(at);
            if own != Script::Other {
                script = own;
            }
        }
    }
    if let Some(from) = start {
        push_piece(&mut found, word, from, word.len());
    }
    found
}

fn push_piece<'a>(found: &mut Vec<Piece<'a>>, word: &'a str, mut from: usize, to: usize) {
    while let Some(rest) = word.get(from..to) {
        let Some((at, sign)) = rest.char_indices().find(|(_, c)| is_apostrophe(*c)) else {
            found.push(Piece { at: from, text: rest });
            return;
        };
        let head: String = folded(rest.get(..at).unwrap_or_default(), Carriers::Fold).collect();
        let tail = rest.get(at + sign.len_utf8()..).unwrap_or_default();
        if ELIDED.contains(&head.as_str()) && !tail.is_empty() {
            from += at + sign.len_utf8();
        } else if !WHOLE.contains(&head.as_str()) && folded(tail, Carriers::Fold).eq("s".chars()) {
            // The English possessive.
            found.push(Piece { at: from, text: rest.get(..at).unwrap_or_default() });
            return;
        } else {
            // One word: the sign drops out when it is folded.
            found.push(Piece { at: from, text: rest });
            return;
        }
    }
}

// Steps 3 and 4.

fn folded(text: &str, carriers: Carriers) -> impl Iterator<Item = char> {
    text.chars().flat_map(move |c| fold_char(c, carriers))
}

fn fold_char(c: char, carriers: Carriers) -> Folded {
    match c {
        'ؤ' | 'ئ' if carriers == Carriers::Keep => Folded::One(Some(c)),
        'a'..='z' | '0'..='9' | ' ' => Folded::One(Some(c)),
        'A'..='Z' => Folded::One(Some(c.to_ascii_lowercase())),
        '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{640}' => {
            Folded::One(None)
        }
        'آ' | 'أ' | 'إ' | '\u{671}' => Folded::One(Some('ا')),
        'ى' | '\u{6CC}' | 'ئ' => Folded::One(Some('ي')),
        'ة' => Folded::One(Some('ه')),
        'ؤ' => Folded::One(Some('و')),
        '\u{6A9}' => Folded::One(Some('ك')),
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6F0}'..='\u{6F9}' => digit(c, 0x6F0),
        _ if c.is_ascii() => Folded::One(Some(c)),
        _ => Folded::Many(latin(c).into_iter()),
    }
}

fn digit(c: char, zero: u32) -> Folded {
    Folded::One(char::from_digit(u32::from(c).wrapping_sub(zero), 10))
}

fn latin(c: char) -> Vec<char> {
    iter::once(c)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .flat_map(|c| {
            let (first, second) = match c {
                'œ' => ('o', Some('e')),
                'æ' => ('a', Some('e')),
                'ß' => ('s', Some('s')),
                _ => (c, None),
            };
            iter::once(first).chain(second)
        })
        .collect()
}

/// What one character becomes: nothing or one in the common case, without an allocation.
enum Folded {
    One(Option<char>),
    Many(std::vec::IntoIter<char>),
}

impl Iterator for Folded {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(c) => c.take(),
            Self::Many(list) => list.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_what_was_written() {
        let text = "رقمي: ٢٢ ٣٣، Élodie";
        let form = Form::of(text, Carriers::Keep);
        let folded: String = form.chars.iter().collect();
        assert_eq!(folded, "رقمي: 22 33، elodie");
        let at = form.chars.iter().position(|c| *c == 'e').expect("a letter");
        assert_eq!(&text[form.span(at, at + 6)], "Élodie");
        assert_eq!(form.span(3, 3), 0..0);
    }

    #[test]
    fn carriers_stay_only_where_they_are_asked_to() {
        let one = |carriers| words("مسؤول هيئة", carriers).into_iter().map(|w| w.text).collect::<Vec<_>>();
        assert_eq!(one(Carriers::Keep), ["مسؤول", "هيئه"]);
        assert_eq!(one(Carriers::Fold), ["مسوول", "هييه"]);
        // A decomposed alef with hamza is the alef, because composition comes first.
        assert_eq!(words("ا\u{654}حمد", Carriers::Keep)[0].text, "احمد");
    }
}
