//! Who asks.

use std::sync::Arc;

use contract::ids::MemberId;

use crate::permission::{Rules, Scope};

/// What a signed-in person is to the portal. Roles have no order: what each may do is in [`crate::permission`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Reads and writes; what she writes is reviewed.
    Member,
    /// A member whom the team knows.
    Trusted,
    /// Receives people at the front desk; reviews nothing.
    Helper,
    /// Reviews what members write, everywhere or in her categories.
    Moderator,
    /// A moderator everywhere, who also sees the list of members.
    LeadModerator,
    /// Writes and publishes articles and procedures.
    Editor,
    /// Keeps the library.
    Librarian,
    /// Keeps the figures.
    Statistician,
    /// Keeps accounts and settings.
    Admin,
    /// Reads the audit log and nothing else.
    Auditor,
}

impl Role {
    /// All roles, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Member,
        Self::Trusted,
        Self::Helper,
        Self::Moderator,
        Self::LeadModerator,
        Self::Editor,
        Self::Librarian,
        Self::Statistician,
        Self::Admin,
        Self::Auditor,
    ];

    /// As stored and as given on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Trusted => "trusted",
            Self::Helper => "helper",
            Self::Moderator => "moderator",
            Self::LeadModerator => "lead_moderator",
            Self::Editor => "editor",
            Self::Librarian => "librarian",
            Self::Statistician => "statistician",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }

    /// Reads a stored role.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// Whether it is a role of the team: it needs a second factor, and may carry a name kept for the team.
    pub fn is_staff(self) -> bool {
        !matches!(self, Self::Member | Self::Trusted)
    }
}

/// Somebody who is signed in, as read with this request (never from the cookie).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Account.
    pub id: MemberId,
    /// Public name.
    pub pseudonym: String,
    /// Role at this moment.
    pub role: Role,
    /// Where her verbs of the forum hold.
    pub scope: Scope,
    /// What administrators say about roles in categories, as this process knew it with the request.
    pub rules: Arc<Rules>,
    /// The session she came with; none where there is no browser (command line, jobs).
    pub session: Option<SessionFacts>,
    /// How many lines of her notifications are new to her, as read with the session.
    pub news: u32,
    /// What the team decided about her and what holds at this moment, as read with the session.
    pub bounds: Bounds,
}

/// What sanctions leave open to a member at this moment. Each holds until the instant in it (UTC milliseconds); the
/// strictest decides. Nothing of this is ever shown to anybody but her and the team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Until when everything of hers is read before it appears.
    pub review_until: Option<i64>,
    /// Until when she writes nothing that others read.
    pub silenced_until: Option<i64>,
    /// Until when the members' pages are closed to her.
    pub suspended_until: Option<i64>,
}

impl Bounds {
    /// An end that never comes.
    pub const FOR_GOOD: i64 = i64::MAX;

    /// Whether everything of hers is read before it appears.
    pub fn review_all(&self) -> bool {
        self.review_until.is_some()
    }

    /// Whether she writes nothing that others read.
    pub fn silenced(&self) -> bool {
        self.silenced_until.is_some() || self.suspended()
    }

    /// Whether the members' pages are closed to her.
    pub fn suspended(&self) -> bool {
        self.suspended_until.is_some()
    }
}

impl Member {
    /// Somebody without a session: no privileged verb is hers.
    pub fn new(id: MemberId, pseudonym: impl Into<String>, role: Role) -> Self {
        Self {
            id,
            pseudonym: pseudonym.into(),
            role,
            scope: Scope::Everywhere,
            rules: Arc::default(),
            session: None,
            news: 0,
            bounds: Bounds::default(),
        }
    }

    /// Whether her session passed the second step: without it no privileged verb is hers.
    pub fn proved_twice(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.second_factor)
    }
}

/// What the session proves about who uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// Hash of the session's id, as stored: names the session, opens nothing.
    pub id: String,
    /// When she last proved herself (passphrase, code, provider), UTC milliseconds.
    pub confirmed_at: i64,
    /// Whether the second step was passed in this session.
    pub second_factor: bool,
}

/// How long a proof counts for what matters: a telephone left on a table must not be enough.
pub const CONFIRMED_MS: i64 = 10 * 60_000;

/// Who asks for something.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Actor {
    /// Nobody is signed in.
    #[default]
    Guest,
    /// She showed her passphrase (or a provider knows her), and her account asks for a second step that she has
    /// not passed yet. Until then she is a guest to every page.
    AwaitingCode(Member),
    /// She is signed in, and suspended: a guest to every page but the few that stay hers (`server::session`).
    Suspended(Member),
    /// A signed-in person.
    Member(Member),
}

impl Actor {
    /// The member, if somebody is signed in.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Guest | Self::AwaitingCode(_) | Self::Suspended(_) => None,
            Self::Member(member) => Some(member),
        }
    }

    /// Who is suspended, on a page that is closed to her.
    pub fn suspended(&self) -> Option<&Member> {
        match self {
            Self::Suspended(member) => Some(member),
            Self::Guest | Self::AwaitingCode(_) | Self::Member(_) => None,
        }
    }

    /// This person on a page that stays open to members who are suspended (`stays_hers`), or on another one.
    #[must_use]
    pub fn on_page(self, stays_hers: bool) -> Self {
        match self {
            Self::Member(member) if member.bounds.suspended() && !stays_hers => Self::Suspended(member),
            other => other,
        }
    }

    /// Who has still to pass the second step.
    pub fn awaiting_code(&self) -> Option<&Member> {
        match self {
            Self::AwaitingCode(member) => Some(member),
            Self::Guest | Self::Suspended(_) | Self::Member(_) => None,
        }
    }

    /// The account's identifier, if somebody is signed in.
    pub fn member_id(&self) -> Option<&MemberId> {
        self.member().map(|member| &member.id)
    }

    /// The member, or [`contract::ErrorCode::SignInNeeded`]; [`contract::ErrorCode::SecondFactorNeeded`] while
    /// her second step is open; [`contract::ErrorCode::Suspended`].
    pub fn require_member(&self) -> Result<&Member, crate::DomainError> {
        use contract::ErrorCode::{SecondFactorNeeded, SignInNeeded, Suspended};
        let code = match self {
            Self::AwaitingCode(_) => SecondFactorNeeded,
            Self::Suspended(_) => Suspended,
            Self::Guest | Self::Member(_) => SignInNeeded,
        };
        self.member().ok_or_else(|| crate::DomainError::new(code))
    }

    /// The member, if she may do something that others see.
    ///
    /// # Errors
    /// Like [`Self::require_member`]; [`contract::ErrorCode::Silenced`].
    pub fn require_voice(&self) -> Result<&Member, crate::DomainError> {
        let member = self.require_member()?;
        if member.bounds.silenced() {
            return Err(crate::DomainError::new(contract::ErrorCode::Silenced));
        }
        Ok(member)
    }

    /// The member if she proved herself within [`CONFIRMED_MS`]: for what somebody at her unlocked telephone
    /// must not be able to do.
    ///
    /// # Errors
    /// [`contract::ErrorCode::SignInNeeded`] for a guest, [`contract::ErrorCode::ConfirmNeeded`] when the proof
    /// is too old.
    pub fn require_confirmed(&self, now_ms: i64) -> Result<&Member, crate::DomainError> {
        let member = self.require_member()?;
        let fresh =
            member.session.as_ref().is_some_and(|session| now_ms - session.confirmed_at <= CONFIRMED_MS);
        if fresh { Ok(member) } else { Err(crate::DomainError::new(contract::ErrorCode::ConfirmNeeded)) }
    }
}
