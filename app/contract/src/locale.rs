//! The three languages of the portal.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language of the interface. Arabic comes first everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Arabic, the default.
    #[default]
    Ar,
    /// French.
    Fr,
    /// English.
    En,
}

/// Writing direction of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

impl Direction {
    /// The value of the HTML attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rtl => "rtl",
            Self::Ltr => "ltr",
        }
    }
}

impl Locale {
    /// All languages, in the order in which they are offered and in which texts fall back.
    pub const ALL: [Self; 3] = [Self::Ar, Self::Fr, Self::En];

    /// BCP-47 code, also the first segment of every address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Writing direction.
    pub fn direction(self) -> Direction {
        match self {
            Self::Ar => Direction::Rtl,
            Self::Fr | Self::En => Direction::Ltr,
        }
    }

    /// The language's name in itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Self::Ar => "العربية",
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// This language first, then the others in fallback order.
    pub fn fallbacks(self) -> impl Iterator<Item = Self> {
        std::iter::once(self).chain(Self::ALL.into_iter().filter(move |other| *other != self))
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is not one of `ar`, `fr`, `en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|locale| locale.code() == text).ok_or(UnknownLocale)
    }
}
