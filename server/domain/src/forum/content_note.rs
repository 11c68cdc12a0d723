//! What a text is about, said by its author for readers who would rather not meet it unasked.

use contract::FieldCode;

use crate::{DomainError, DomainResult};

/// What a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentNote {
    /// Violence.
    Violence,
    /// Sexual violence.
    SexualViolence,
    /// Death, the loss of somebody or of a child to be.
    Loss,
    /// Illness, birth, the body.
    Health,
    /// Not wanting to live, hurting oneself.
    Despair,
}

impl ContentNote {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Violence, Self::SexualViolence, Self::Loss, Self::Health, Self::Despair];

    /// As stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Violence => "violence",
            Self::SexualViolence => "sexual_violence",
            Self::Loss => "loss",
            Self::Health => "health",
            Self::Despair => "despair",
        }
    }

    /// Reads a stored note.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|note| note.as_str() == text)
    }

    /// Reads the form field `content_note`; empty means none.
    ///
    /// # Errors
    /// [`FieldCode::UnknownChoice`] for anything that was not offered.
    pub fn chosen(field: &str) -> DomainResult<Option<Self>> {
        match (field, Self::parse(field)) {
            ("", _) => Ok(None),
            (_, Some(note)) => Ok(Some(note)),
            (_, None) => Err(DomainError::field("content_note", FieldCode::UnknownChoice)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ContentNote;

    #[test]
    fn reads_what_it_offers_and_nothing_else() {
        for note in ContentNote::ALL {
            assert_eq!(ContentNote::chosen(note.as_str()).ok(), Some(Some(note)));
        }
        assert_eq!(ContentNote::chosen("").ok(), Some(None));
        assert!(ContentNote::chosen("spoiler").is_err());
    }
}
