//! From a text to tokens, the same way for the index and for a query.
//!
//! Steps: (1) canonical composition, with compatibility forms undone only for Arabic presentation forms, and
//! invisible signs dropped; (2) words after UAX 29, French elisions taken off; (3) Arabic letters, vowel signs
//! and digits folded; (4) Latin letters folded; (5) an exact token and its stems. Every token remembers where
//! it stood in the original, so that a snippet can be cut from what was really written.

use std::{iter, ops::Range};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use super::{stem_ar, stem_latin};

/// Rises whenever tokens change, so that everything is indexed anew.
pub(super) const ANALYSER_VERSION: u32 = 1;

/// Longest token in characters; what is longer is no word, and databases have limits of their own.
const TOKEN_MAX: usize = 64;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The folded word: letters and digits only.
    pub exact: String,
    /// Its stems: one for Arabic, one or two for Latin, the word itself for everything else.
    pub stems: Vec<String>,
    /// Bytes of the original text.
    pub span: Range<usize>,
}

impl Token {
    /// Whether it is written in Arabic letters.
    pub fn is_arabic(&self) -> bool {
        script_of(&self.exact) == Script::Arabic
    }
}

/// The words of a text, in order.
pub fn analyse(original: &str) -> Vec<Token> {
    let text = Normalised::of(original);
    let mut tokens = Vec::new();
    for (at, word) in text.text.unicode_word_indices() {
        for piece in pieces(word) {
            let exact: String = folded(piece.text).filter(|c| c.is_alphanumeric()).take(TOKEN_MAX).collect();
            if exact.is_empty() {
                continue;
            }
            let from = at + piece.at;
            let span = text.original_span(from, from + piece.text.len());
            tokens.push(Token { stems: stems(&exact), exact, span });
        }
    }
    tokens
}

/// A text with all that should not matter when texts are compared taken out: vowel signs, tatweel, the forms of
/// alef, yeh, teh marbuta and hamza, digits of other shapes, capital letters, accents, ligatures, invisible signs.
pub fn fold(text: &str) -> String {
    let normalised = Normalised::of(text);
    folded(&normalised.text).collect()
}

fn stems(exact: &str) -> Vec<String> {
    match script_of(exact) {
        Script::Arabic => vec![stem_ar::stem(exact).to_owned()],
        Script::Latin => stem_latin::stems(exact),
        Script::Other => vec![exact.to_owned()],
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    Latin,
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

fn script_of(word: &str) -> Script {
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
        let head: String = folded(rest.get(..at).unwrap_or_default()).collect();
        let tail = rest.get(at + sign.len_utf8()..).unwrap_or_default();
        if ELIDED.contains(&head.as_str()) && !tail.is_empty() {
            from += at + sign.len_utf8();
        } else if !WHOLE.contains(&head.as_str()) && folded(tail).eq("s".chars()) {
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

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(fold_char)
}

fn fold_char(c: char) -> Folded {
    match c {
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
    use proptest::prelude::*;

    use super::*;

    fn exact(text: &str) -> Vec<String> {
        analyse(text).into_iter().map(|token| token.exact).collect()
    }

    #[test]
    fn folds_arabic() {
        assert_eq!(exact("كِتَابٌ كتــاب ﻛﺘﺎﺏ"), ["كتاب", "كتاب", "كتاب"]);
        assert_eq!(
            exact("أحمد إلى آخر ٱلكتاب هدى مسؤولة هيئة"),
            ["احمد", "الي", "اخر", "الكتاب", "هدي", "مسووله", "هييه"]
        );
        assert_eq!(exact("١٩٥٦ ۱۹۵۶ 1956"), ["1956", "1956", "1956"]);
        assert_eq!(exact("کتاب یک"), ["كتاب", "يك"]);
        // Isolated vowel signs of a PDF do not cut a word, nor do invisible signs.
        assert_eq!(exact("ك\u{FE7A}تاب"), ["كتاب"]);
        assert_eq!(exact("\u{202B}كت\u{200C}اب\u{202C}\u{FEFF}"), ["كتاب"]);
    }

    #[test]
    fn folds_latin_and_keeps_other_compatibility_forms() {
        assert_eq!(exact("Œuvre ÉTAT Straße cœ\u{AD}ur"), ["oeuvre", "etat", "strasse", "coeur"]);
        // Decomposed accents are the same letters.
        assert_eq!(exact("e\u{301}tat"), ["etat"]);
        // x² does not become x2.
        assert!(!exact("x²").contains(&"x2".to_owned()));
    }

    #[test]
    fn knows_elisions_possessives_and_words_that_look_like_them() {
        assert_eq!(
            exact("l’avortement d'Afrique qu’elle jusqu'ici"),
            ["avortement", "afrique", "elle", "ici"]
        );
        assert_eq!(exact("aujourd'hui prud’hommes"), ["aujourdhui", "prudhommes"]);
        assert_eq!(exact("women's don't"), ["women", "dont"]);
        assert_eq!(exact("l'"), ["l"]);
    }

    #[test]
    fn splits_what_stands_together_without_a_space() {
        assert_eq!(
            exact("بالCNSS www.example.tn 3.14 a_b"),
            ["بال", "cnss", "www", "example", "tn", "3", "14", "a", "b"]
        );
    }

    #[test]
    fn remembers_where_a_word_stood() {
        let text = "في الكِتَابِ: «l’État» ﻛﺘﺎﺏ.";
        let stood: Vec<&str> = analyse(text).iter().map(|token| &text[token.span.clone()]).collect();
        assert_eq!(stood, ["في", "الكِتَابِ", "État", "ﻛﺘﺎﺏ"]);
    }

    #[test]
    fn folds_whole_texts_for_other_rooms() {
        assert_eq!(fold("زيتونةٌ  هادئة"), "زيتونه  هاديه");
        assert_eq!(fold("Olive Élégante"), "olive elegante");
    }

    proptest! {
        #[test]
        fn tokens_are_plain_and_spans_are_real(text in "\\PC{0,80}") {
            let mut last = 0;
            for token in analyse(&text) {
                prop_assert!(!token.exact.is_empty());
                for word in iter::once(&token.exact).chain(&token.stems) {
                    prop_assert!(word.chars().all(char::is_alphanumeric), "{word:?}");
                }
                prop_assert!(text.get(token.span.clone()).is_some_and(|part| !part.is_empty()));
                prop_assert!(token.span.start >= last || token.span.end >= last);
                last = token.span.start;
            }
        }

        #[test]
        fn folding_is_final(text in "[ -~\u{C0}-\u{24F}\u{600}-\u{6FF}]{0,60}") {
            let once: Vec<String> = exact(&text);
            prop_assert_eq!(exact(&once.join(" ")), once.clone(), "{:?}", once);
        }
    }
}
