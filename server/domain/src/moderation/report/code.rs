//! Why somebody reports a text: a short fixed list, translated by the catalogue.

use crate::moderation::item::Class;

/// Why somebody reports a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// Somebody is in danger now.
    Danger,
    /// It tells who somebody is.
    Identity,
    /// Threat, blackmail.
    Threat,
    /// Harassment.
    Harassment,
    /// Hate, insult.
    Hate,
    /// Sexual content, a minor.
    Sexual,
    /// Spam, scam, recruitment.
    Spam,
    /// What it says about rights or procedures is wrong.
    Misinformation,
    /// It asks for contact outside, or gives one.
    Contact,
    /// It does not belong here.
    OffTopic,
    /// Something else, said in words.
    Other,
}

impl Code {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Danger,
        Self::Identity,
        Self::Threat,
        Self::Harassment,
        Self::Hate,
        Self::Sexual,
        Self::Spam,
        Self::Misinformation,
        Self::Contact,
        Self::OffTopic,
        Self::Other,
    ];

    /// As stored and as the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Identity => "identity",
            Self::Threat => "threat",
            Self::Harassment => "harassment",
            Self::Hate => "hate",
            Self::Sexual => "sexual",
            Self::Spam => "spam",
            Self::Misinformation => "misinformation",
            Self::Contact => "contact",
            Self::OffTopic => "off_topic",
            Self::Other => "other",
        }
    }

    /// Reads a stored or chosen code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }

    /// How urgent what it says is.
    pub fn class(self) -> Class {
        match self {
            Self::Danger => Class::Danger,
            Self::Identity | Self::Threat | Self::Sexual => Class::Severe,
            Self::Harassment
            | Self::Hate
            | Self::Spam
            | Self::Misinformation
            | Self::Contact
            | Self::OffTopic
            | Self::Other => Class::Report,
        }
    }

    /// Whether somebody's safety depends on it: such a report is never limited, and taking it back does not close
    /// the case.
    pub fn is_about_safety(self) -> bool {
        self.class() < Class::Report
    }

    /// The graver of both; of two that are as grave, the first.
    pub fn or_graver(self, other: Self) -> Self {
        if other.class() < self.class() { other } else { self }
    }

    /// Whether it says nothing without words.
    pub fn needs_text(self) -> bool {
        self == Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_four_of_them_are_about_safety() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(code));
        }
        assert_eq!(Code::parse("like"), None);
        let safety: Vec<_> = Code::ALL.into_iter().filter(|code| code.is_about_safety()).collect();
        assert_eq!(safety, [Code::Danger, Code::Identity, Code::Threat, Code::Sexual]);
        assert_eq!(Code::Danger.class(), Class::Danger);
        assert_eq!(Code::Other.class(), Class::Report);
        assert_eq!(Code::Spam.or_graver(Code::Danger), Code::Danger);
        assert_eq!(Code::Danger.or_graver(Code::Threat), Code::Danger);
        assert_eq!(Code::Threat.or_graver(Code::Identity), Code::Threat);
    }
}
