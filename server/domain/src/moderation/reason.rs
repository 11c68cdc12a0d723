//! Why a text was refused: a short fixed list, translated by the catalogue.

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The author could be recognised.
    RevealsIdentity,
    /// Somebody else is named or could be recognised.
    NamesOthers,
    /// Insult or contempt.
    Insult,
    /// Does not belong into this category or forum.
    OffTopic,
    /// Somebody is in danger: answered in private, not in public.
    DangerHandledPrivately,
    /// Advertising or recruitment.
    Advertising,
    /// Another one, said in the note.
    Other,
}

impl Reason {
    /// All reasons, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::RevealsIdentity,
        Self::NamesOthers,
        Self::Insult,
        Self::OffTopic,
        Self::DangerHandledPrivately,
        Self::Advertising,
        Self::Other,
    ];

    /// As stored and as the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RevealsIdentity => "reveals_identity",
            Self::NamesOthers => "names_others",
            Self::Insult => "insult",
            Self::OffTopic => "off_topic",
            Self::DangerHandledPrivately => "danger_handled_privately",
            Self::Advertising => "advertising",
            Self::Other => "other",
        }
    }

    /// Reads a stored or chosen reason.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// Whether the reason says nothing without a note.
    pub fn needs_note(self) -> bool {
        self == Self::Other
    }
}
