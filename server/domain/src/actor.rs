//! Who asks.

use contract::ids::MemberId;

/// What a signed-in person may do, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads and writes; what she writes is reviewed.
    Member,
    /// Reviews what members write.
    Moderator,
    /// Keeps accounts and settings.
    Admin,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Member, Self::Moderator, Self::Admin];

    /// As stored and as given on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }

    /// Reads a stored role.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
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
    /// The session she came with; none where there is no browser (command line, jobs).
    pub session: Option<SessionFacts>,
}

impl Member {
    /// Somebody without a session.
    pub fn new(id: MemberId, pseudonym: impl Into<String>, role: Role) -> Self {
        Self { id, pseudonym: pseudonym.into(), role, session: None }
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
    /// A signed-in person.
    Member(Member),
}

impl Actor {
    /// The member, if somebody is signed in.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Guest => None,
            Self::Member(member) => Some(member),
        }
    }

    /// The account's identifier, if somebody is signed in.
    pub fn member_id(&self) -> Option<&MemberId> {
        self.member().map(|member| &member.id)
    }

    /// Whether this person may review what others write.
    pub fn is_moderator(&self) -> bool {
        self.member().is_some_and(|member| member.role >= Role::Moderator)
    }

    /// The member, or [`contract::ErrorCode::SignInNeeded`].
    pub fn require_member(&self) -> Result<&Member, crate::DomainError> {
        self.member().ok_or_else(|| crate::DomainError::new(contract::ErrorCode::SignInNeeded))
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

    /// The member if she moderates. A guest is asked to sign in; others are told that it is not for them.
    pub fn require_moderator(&self) -> Result<&Member, crate::DomainError> {
        let member = self.require_member()?;
        if member.role >= Role::Moderator {
            Ok(member)
        } else {
            Err(crate::DomainError::new(contract::ErrorCode::Forbidden))
        }
    }
}
