//! Why the team changed something about an account: a short fixed list, so that no text about a person rests in
//! the log.

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// She joined the team.
    JoinedTeam,
    /// Her work in the team changed.
    NewDuties,
    /// She left the team.
    LeftTeam,
    /// She asked for it.
    OwnRequest,
    /// Rules were broken.
    RulesBroken,
    /// Somebody else may use the account.
    AccountAtRisk,
    /// The last change was a mistake.
    Correction,
}

impl Reason {
    /// All reasons, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::JoinedTeam,
        Self::NewDuties,
        Self::LeftTeam,
        Self::OwnRequest,
        Self::RulesBroken,
        Self::AccountAtRisk,
        Self::Correction,
    ];

    /// As stored and as the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JoinedTeam => "joined_team",
            Self::NewDuties => "new_duties",
            Self::LeftTeam => "left_team",
            Self::OwnRequest => "own_request",
            Self::RulesBroken => "rules_broken",
            Self::AccountAtRisk => "account_at_risk",
            Self::Correction => "correction",
        }
    }

    /// Reads a stored or chosen reason.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}
