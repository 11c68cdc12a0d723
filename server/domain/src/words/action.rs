//! What a watched word does.

use crate::DomainError;
use contract::FieldCode;

/// What happens to a text that holds the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// It waits for a moderator, also where nothing else would make it wait.
    Hold,
    /// The page before sending proposes the text without the word.
    Mask,
    /// Its author sees first where she finds help.
    SuggestHelp,
    /// Its author is asked whether she means it.
    WarnAuthor,
    /// It stands first in the queue.
    RaisePriority,
    /// It is given back. For advertising alone: nothing that a woman tells of what was done to her is refused.
    Block,
}

impl Action {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Hold, Self::Mask, Self::SuggestHelp, Self::WarnAuthor, Self::RaisePriority, Self::Block];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Mask => "mask",
            Self::SuggestHelp => "suggest_help",
            Self::WarnAuthor => "warn_author",
            Self::RaisePriority => "raise_priority",
            Self::Block => "block",
        }
    }

    /// Reads a stored or typed action.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }

    /// Reads what a form chose.
    ///
    /// # Errors
    /// A refused field (`action`).
    pub fn chosen(text: &str) -> Result<Self, DomainError> {
        let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        Self::parse(text).ok_or_else(|| DomainError::field("effect", code))
    }
}
