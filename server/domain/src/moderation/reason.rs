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
    /// What it says could bring its author before a judge (decree-law 2022-54): she is told in private, and helped to say
    /// it in a safer way. What is true of it is not judged.
    LegalRisk,
    /// Another one, said in the note.
    Other,
    /// The team answered in private; she may send it again for everybody. Nobody chooses this one: it comes with
    /// that decision.
    AnsweredPrivately,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 9] = [
        Self::RevealsIdentity,
        Self::NamesOthers,
        Self::Insult,
        Self::OffTopic,
        Self::DangerHandledPrivately,
        Self::Advertising,
        Self::LegalRisk,
        Self::Other,
        Self::AnsweredPrivately,
    ];

    /// Those that can be chosen, in the order in which they are offered.
    pub const OFFERED: [Self; 8] = [
        Self::RevealsIdentity,
        Self::NamesOthers,
        Self::Insult,
        Self::OffTopic,
        Self::DangerHandledPrivately,
        Self::Advertising,
        Self::LegalRisk,
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
            Self::LegalRisk => "legal_risk",
            Self::Other => "other",
            Self::AnsweredPrivately => "answered_privately",
        }
    }

    /// Reads what a form chose.
    pub fn chosen(text: &str) -> Option<Self> {
        Self::OFFERED.into_iter().find(|reason| reason.as_str() == text)
    }

    /// Reads a stored reason.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// Whether the reason says nothing without a note.
    pub fn needs_note(self) -> bool {
        self == Self::Other
    }
}
