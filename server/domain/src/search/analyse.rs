//! From a text to tokens, the same way for the index and for a query: the words of [`crate::folding`], each with
//! its stems and with the place where it stood, so that a snippet can be cut from what was really written.

use std::ops::Range;

pub use crate::folding::fold;
use crate::folding::{Carriers, Script, script_of, words};

use super::{stem_ar, stem_latin};

/// Rises whenever tokens change, or how they stand in the index, so that everything is indexed anew.
pub(super) const ANALYSER_VERSION: u32 = 4;

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
    words(original, Carriers::Fold)
        .into_iter()
        .map(|word| Token { stems: stems(&word.text), exact: word.text, span: word.span })
        .collect()
}

fn stems(exact: &str) -> Vec<String> {
    match script_of(exact) {
        Script::Arabic => vec![stem_ar::stem(exact).to_owned()],
        Script::Latin => stem_latin::stems(exact),
        Script::Other => vec![exact.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use std::iter;

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
