//! The languages in which works are: those of the portal, others that the region reads and hears, and none.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Direction, Locale};

/// A language of a work and of its files. Texts of the portal, and what it says about a work, are in a [`Locale`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tongue {
    /// Arabic.
    Ar,
    /// French.
    Fr,
    /// English.
    En,
    /// Tamazight, in whichever variety and script.
    Ber,
    /// Italian.
    It,
    /// German.
    De,
    /// Spanish.
    Es,
    /// One that nobody has told yet.
    Und,
    /// Without words: music, a silent film.
    Zxx,
}

impl Tongue {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 9] =
        [Self::Ar, Self::Fr, Self::En, Self::Ber, Self::It, Self::De, Self::Es, Self::Und, Self::Zxx];

    /// BCP-47 code. None lies within another, because lists of them are looked through as text.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Fr => "fr",
            Self::En => "en",
            Self::Ber => "ber",
            Self::It => "it",
            Self::De => "de",
            Self::Es => "es",
            Self::Und => "und",
            Self::Zxx => "zxx",
        }
    }

    /// Whether it names a language, which can stand beside others.
    pub fn is_known(self) -> bool {
        !matches!(self, Self::Und | Self::Zxx)
    }

    /// The same language of the portal, if it is one.
    pub fn locale(self) -> Option<Locale> {
        match self {
            Self::Ar => Some(Locale::Ar),
            Self::Fr => Some(Locale::Fr),
            Self::En => Some(Locale::En),
            Self::Ber | Self::It | Self::De | Self::Es | Self::Und | Self::Zxx => None,
        }
    }

    /// The direction in which it is written; nothing where the text itself has to say it: Tamazight has three scripts.
    pub fn direction(self) -> Option<Direction> {
        match self {
            Self::Ar => Some(Direction::Rtl),
            Self::Fr | Self::En | Self::It | Self::De | Self::Es => Some(Direction::Ltr),
            Self::Ber | Self::Und | Self::Zxx => None,
        }
    }

    /// The value of the HTML attribute `dir` for text in it.
    pub fn dir(self) -> &'static str {
        self.direction().map_or("auto", Direction::as_str)
    }

    /// The value of the HTML attribute `lang` for text in it: empty where nobody knows the language, so that the one of
    /// the page does not count for it.
    pub fn lang(self) -> &'static str {
        if self == Self::Und { "" } else { self.code() }
    }

    /// The language's name in itself; nothing for what is none.
    pub fn endonym(self) -> Option<&'static str> {
        match self {
            Self::Ar | Self::Fr | Self::En => self.locale().map(Locale::endonym),
            Self::Ber => Some("Tamaziɣt"),
            Self::It => Some("Italiano"),
            Self::De => Some("Deutsch"),
            Self::Es => Some("Español"),
            Self::Und | Self::Zxx => None,
        }
    }

    /// Its place for a reader of this language: hers, the others of the portal in the order in which they fall back,
    /// those that the portal does not speak, and what names none.
    pub fn rank(self, reader: Locale) -> usize {
        match self.locale() {
            Some(own) => reader.fallbacks().position(|one| one == own).unwrap_or_default(),
            None => Self::ALL.iter().position(|one| *one == self).unwrap_or(Self::ALL.len()),
        }
    }
}

impl From<Locale> for Tongue {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::Ar => Self::Ar,
            Locale::Fr => Self::Fr,
            Locale::En => Self::En,
        }
    }
}

impl fmt::Display for Tongue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is no code of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownTongue;

impl FromStr for Tongue {
    type Err = UnknownTongue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|tongue| tongue.code() == text).ok_or(UnknownTongue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_her_own_language_first_and_an_unknown_one_last() {
        let mut all = Tongue::ALL;
        all.reverse();
        all.sort_by_key(|one| one.rank(Locale::Fr));
        let codes: Vec<&str> = all.iter().map(|one| one.code()).collect();
        assert_eq!(codes, ["fr", "ar", "en", "ber", "it", "de", "es", "und", "zxx"]);
        assert_eq!((Tongue::Und.lang(), Tongue::Zxx.lang(), Tongue::It.lang()), ("", "zxx", "it"));
        for one in Tongue::ALL {
            assert_eq!(one.endonym().is_some(), one.is_known(), "{one}");
        }
    }

    #[test]
    fn codes_read_back_and_none_lies_within_another() {
        for one in Tongue::ALL {
            assert_eq!(one.code().parse(), Ok(one));
            let within = |other: &Tongue| *other != one && other.code().contains(one.code());
            assert_eq!(Tongue::ALL.into_iter().find(within), None, "{one}");
        }
        assert_eq!("AR".parse::<Tongue>(), Err(UnknownTongue));
        for locale in Locale::ALL {
            let tongue = Tongue::from(locale);
            assert_eq!((tongue.locale(), tongue.code()), (Some(locale), locale.code()));
            assert_eq!(tongue.dir(), locale.direction().as_str());
        }
    }
}
