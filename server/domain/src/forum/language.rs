//! The language of a text: chosen by its author, or guessed from its letters and commonest words.

use contract::{FieldCode, Locale};

use crate::{DomainError, DomainResult};

/// Language of a topic or post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextLanguage {
    /// One of the portal's languages.
    Known(Locale),
    /// Another one, or one that cannot be told.
    Other,
}

const FRENCH: [&str; 36] = [
    "le", "la", "les", "des", "une", "un", "et", "est", "je", "vous", "nous", "elle", "il", "pour", "dans",
    "que", "qui", "pas", "ne", "mon", "ma", "mes", "avec", "sur", "au", "aux", "du", "ce", "cette", "mais",
    "ou", "sont", "bonjour", "merci", "j'ai", "c'est",
];
const ENGLISH: [&str; 34] = [
    "the", "and", "is", "are", "i", "you", "we", "she", "he", "to", "of", "in", "that", "my", "for", "with",
    "not", "have", "has", "it", "this", "was", "but", "do", "does", "what", "how", "can", "your", "at", "be",
    "hello", "thanks", "please",
];

impl TextLanguage {
    /// As stored and as written into `lang` (`und` is BCP-47 for "undetermined").
    pub fn code(self) -> &'static str {
        match self {
            Self::Known(locale) => locale.code(),
            Self::Other => "und",
        }
    }

    /// Reads a stored code.
    pub fn parse(code: &str) -> Self {
        code.parse().map_or(Self::Other, Self::Known)
    }

    /// Reads the form field `language`: empty means "guess".
    ///
    /// # Errors
    /// [`FieldCode::UnknownChoice`] for anything that was not offered.
    pub fn chosen(field: &str, text: &str, interface: Locale) -> DomainResult<Self> {
        match field {
            "" => Ok(Self::detect(text, interface)),
            "und" => Ok(Self::Other),
            code => code
                .parse()
                .map(Self::Known)
                .map_err(|_| DomainError::field("language", FieldCode::UnknownChoice)),
        }
    }

    /// Guesses: by script first, then by common words. Latin letters without a known word (Tunisian written
    /// with digits, for instance) stay undetermined.
    pub fn detect(text: &str, interface: Locale) -> Self {
        let (mut arabic, mut latin) = (0_usize, 0_usize);
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            match c {
                '\u{0600}'..='\u{06FF}'
                | '\u{0750}'..='\u{077F}'
                | '\u{FB50}'..='\u{FDFF}'
                | '\u{FE70}'..='\u{FEFC}' => {
                    arabic += 1;
                }
                'A'..='Z' | 'a'..='z' | '\u{00C0}'..='\u{024F}' => latin += 1,
                _ => {}
            }
        }
        if arabic == 0 && latin == 0 {
            return Self::Known(interface);
        }
        if arabic >= latin {
            return Self::Known(Locale::Ar);
        }
        let lower = text.to_lowercase().replace('’', "'");
        let words = || lower.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty());
        let hits = |list: &[&str]| words().filter(|word| list.contains(word)).count();
        let accents = lower.chars().filter(|c| "éèêàùçôîœ".contains(*c)).count();
        let (french, english) = (hits(&FRENCH) + accents, hits(&ENGLISH));
        match french.cmp(&english) {
            std::cmp::Ordering::Greater => Self::Known(Locale::Fr),
            std::cmp::Ordering::Less => Self::Known(Locale::En),
            std::cmp::Ordering::Equal if french > 0 && interface != Locale::Ar => Self::Known(interface),
            std::cmp::Ordering::Equal => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_from_letters_and_words() {
        use Locale::*;
        let known = TextLanguage::Known;
        let table = [
            ("كيف أطلب مطلب حماية؟", En, known(Ar)),
            ("نحب نعرف حقوقي في الخدمة CNSS", Fr, known(Ar)),
            ("Bonjour, je voudrais savoir comment demander une aide", Ar, known(Fr)),
            ("Hello, how can I ask for my papers?", Ar, known(En)),
            ("ch7al men youm lel 3otla", Ar, TextLanguage::Other),
            ("2024 ???", Fr, known(Fr)),
            ("", Ar, known(Ar)),
        ];
        for (text, interface, expected) in table {
            assert_eq!(TextLanguage::detect(text, interface), expected, "{text}");
        }
    }

    #[test]
    fn a_choice_wins_and_an_unknown_choice_is_refused() {
        let chosen = |field: &str| TextLanguage::chosen(field, "Hello there, how are you", Locale::Ar);
        assert!(matches!(chosen("fr"), Ok(TextLanguage::Known(Locale::Fr))));
        assert!(matches!(chosen("und"), Ok(TextLanguage::Other)));
        assert!(matches!(chosen(""), Ok(TextLanguage::Known(Locale::En))));
        assert!(chosen("klingon").is_err());
    }
}
