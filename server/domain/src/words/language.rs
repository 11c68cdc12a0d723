//! The language of a watched word.

/// The language of a watched word: it tells the team who can judge it. Every word is looked for in every text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Arabic, also as it is spoken in Tunisia.
    Arabic,
    /// Tunisian Arabic in Latin letters and digits.
    Arabizi,
    /// French.
    French,
    /// English.
    English,
    /// Any other, or all of them.
    Other,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Arabic, Self::Arabizi, Self::French, Self::English, Self::Other];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Arabizi => "arabizi",
            Self::French => "fr",
            Self::English => "en",
            Self::Other => "und",
        }
    }

    /// Reads a stored or typed language.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.as_str() == text)
    }
}
