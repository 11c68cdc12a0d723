//! What a conversation is about.

use crate::Permission;

/// What a conversation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// She asks something.
    Question,
    /// Details that give somebody away should go.
    Details,
    /// Something does not work.
    Technical,
    /// She does not agree with a decision.
    Appeal,
    /// Somebody is not safe.
    Safety,
    /// She reports a message of the team. Begun from that message alone (see `messages::complain`).
    Complaint,
    /// The team tells her that it looked who wrote under an alias. Nobody begins one of these, and nobody of the
    /// team sees it: it holds her name beside her alias.
    IdentitySeen,
}

impl Kind {
    /// What a member can choose, in the order in which it is offered.
    pub const OFFERED: [Self; 5] =
        [Self::Question, Self::Details, Self::Technical, Self::Appeal, Self::Safety];

    /// What the team reads.
    pub(super) const READ: [Self; 6] =
        [Self::Question, Self::Details, Self::Technical, Self::Appeal, Self::Safety, Self::Complaint];

    /// As stored and as the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Details => "details",
            Self::Technical => "technical",
            Self::Appeal => "appeal",
            Self::Safety => "safety",
            Self::Complaint => "complaint",
            Self::IdentitySeen => "identity_seen",
        }
    }

    /// What somebody of the team needs besides answering at all: what is about somebody's safety is for the few who look
    /// after that, and what is reported about the team for those who sanction.
    pub(crate) fn needs(self) -> Option<Permission> {
        match self {
            Self::Safety => Some(Permission::SafetyCase),
            Self::Complaint => Some(Permission::Sanction),
            _ => None,
        }
    }

    /// Reads what a form chose.
    pub fn chosen(text: &str) -> Option<Self> {
        Self::OFFERED.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Reads a kind that the team reads.
    pub(super) fn of_team(text: &str) -> Option<Self> {
        Self::READ.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Reads a stored kind. An unknown one is shown to nobody of the team.
    pub fn parse(text: &str) -> Self {
        Self::of_team(text).unwrap_or(Self::IdentitySeen)
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn what_the_portal_says_itself_cannot_be_chosen() {
        for kind in Kind::OFFERED {
            assert_eq!(Kind::chosen(kind.as_str()), Some(kind));
            assert_eq!(Kind::parse(kind.as_str()), kind);
        }
        assert_eq!(Kind::chosen("identity_seen"), None);
        assert_eq!(Kind::chosen("complaint"), None);
        assert_eq!(Kind::parse("complaint"), Kind::Complaint);
        assert_eq!(Kind::parse("identity_seen"), Kind::IdentitySeen);
        assert_eq!(Kind::parse("?"), Kind::IdentitySeen);
    }
}
