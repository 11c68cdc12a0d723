//! Who may do what: one table of named verbs, and pure functions over it.
//!
//! A value is *allow*, *inherit* or *never*. A role inherits from its [`parent`]; *never* anywhere on that way
//! wins over every *allow*. Guests have no role: what they may do is [`GUEST`]. Privileged verbs need a session
//! that was proved twice ([`crate::Member::proved_twice`]) besides the role, and those of the forum end at the
//! categories that a moderator was given ([`Scope`]). Administrators may say *allow* or *never* about some verbs for a
//! role in a category ([`rules`]); that is weighed together with the table, and *never* wins.

mod reach;
pub mod rules;

use contract::ErrorCode;

pub use self::{
    reach::{Reach, reach},
    rules::{Rule, Rules},
};

use crate::{Actor, DomainError, DomainResult, Member, Role};

/// A verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Know that a category is there.
    See,
    /// Read what is published in it.
    Read,
    /// Open a topic.
    Start,
    /// Answer in a topic.
    Reply,
    /// Add a file to a text.
    Attach,
    /// Ask with a choice of answers.
    Poll,
    /// Write under no name.
    PostAnonymous,
    /// Open a topic that nobody reads first.
    StartWithoutReview,
    /// Answer without being read first.
    ReplyWithoutReview,
    /// Tell the team about a text.
    Report,
    /// Read what waits and decide on it. Does not need [`Permission::EditAny`].
    ReviewQueue,
    /// Decide on reports.
    HandleReports,
    /// Change what others wrote.
    EditAny,
    /// Move a topic to another category.
    Move,
    /// Close and open a topic, put it first in its category.
    Arrange,
    /// Take a published text away.
    Remove,
    /// Erase a text for good.
    Purge,
    /// Warn, mute or shut out a member.
    Sanction,
    /// Keep the words that the team watches, and say when nobody reads.
    WordsKeep,
    /// Learn which account wrote under an alias.
    SeeIdentity,
    /// Look after somebody who may be in danger.
    SafetyCase,
    /// Say who of the team is there when.
    DutyKeep,
    /// Read and answer what members write to the team.
    MessagesAnswer,
    /// Write a question for a woman who stands beside and cannot write.
    AskHelp,
    /// See pseudonyms, roles and states of accounts.
    MembersList,
    /// Shut an account, open it again.
    MemberDisable,
    /// Give a role and its categories.
    RoleChange,
    /// Invite somebody into the team.
    InviteStaff,
    /// See where the team is signed in, and end that.
    SessionsSeeStaff,
    /// See the configuration in force, secrets masked.
    ConfigurationSee,
    /// Say how what the municipality promised stands.
    CommitmentKeep,
    /// Read the audit log.
    AuditRead,
    /// Write articles and procedures.
    ContentEdit,
    /// Publish them.
    ContentPublish,
    /// Keep the library.
    LibraryManage,
    /// Keep the figures.
    StatisticsManage,
    /// Set up computers that everybody uses, and read how much they are used.
    KioskKeep,
}

/// What a role says about a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// Yes.
    Allow,
    /// Whatever the parent says; no when nobody says anything.
    Inherit,
    /// No, whatever anybody else says.
    Never,
}

/// Where the forum's privileged verbs of a moderator hold.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Scope {
    /// In all categories.
    #[default]
    Everywhere,
    /// In these (slugs) only.
    Categories(Vec<String>),
}

impl Scope {
    /// Whether a category is inside; without one: whether any is.
    pub fn holds(&self, category: Option<&str>) -> bool {
        match (self, category) {
            (Self::Everywhere, _) => true,
            (Self::Categories(slugs), None) => !slugs.is_empty(),
            (Self::Categories(slugs), Some(category)) => slugs.iter().any(|slug| slug == category),
        }
    }
}

const A: Grant = Grant::Allow;
const I: Grant = Grant::Inherit;
const N: Grant = Grant::Never;

/// The table. One line a verb, one column a role, in the order of [`Role::ALL`].
#[rustfmt::skip]
pub const TABLE: [(Permission, [Grant; 10]); 37] = [
    //                                 member   helper     lead      librarian    admin
    //                                    trusted  moderator  editor    statistician  auditor
    (Permission::See,                    [A, I, I, I, I, I, I, I, I, A]),
    (Permission::Read,                   [A, I, I, I, I, I, I, I, I, A]),
    (Permission::Start,                  [A, I, I, I, I, I, I, I, I, N]),
    (Permission::Reply,                  [A, I, I, I, I, I, I, I, I, N]),
    (Permission::Attach,                 [I, I, I, I, I, I, I, I, I, N]),
    (Permission::Poll,                   [A, I, I, I, I, I, I, I, I, N]),
    (Permission::PostAnonymous,          [A, I, I, I, I, I, I, I, I, N]),
    (Permission::StartWithoutReview,     [I, I, N, A, I, I, I, I, I, N]),
    (Permission::ReplyWithoutReview,     [I, I, N, A, I, I, I, I, I, N]),
    (Permission::Report,                 [A, I, I, I, I, I, I, I, I, N]),
    (Permission::ReviewQueue,            [I, I, N, A, I, I, I, I, I, N]),
    (Permission::HandleReports,          [I, I, N, A, I, I, I, I, I, N]),
    (Permission::EditAny,                [I, I, N, I, I, I, I, I, I, N]),
    (Permission::Move,                   [I, I, N, A, I, I, I, I, I, N]),
    (Permission::Arrange,                [I, I, N, A, I, I, I, I, I, N]),
    (Permission::Remove,                 [I, I, N, A, I, I, I, I, I, N]),
    (Permission::Purge,                  [I, I, N, I, A, I, I, I, I, N]),
    (Permission::Sanction,               [I, I, N, I, A, I, I, I, I, N]),
    (Permission::WordsKeep,              [I, I, N, I, A, I, I, I, I, N]),
    // One key of two: see `moderation::identity`. No moderator has it.
    (Permission::SeeIdentity,            [I, I, N, I, A, I, I, I, I, N]),
    (Permission::SafetyCase,             [I, I, N, I, A, I, I, I, I, N]),
    (Permission::DutyKeep,               [I, I, N, I, A, I, I, I, I, N]),
    (Permission::MessagesAnswer,         [I, I, N, A, I, I, I, I, I, N]),
    // The one thing that a helper may: no page of the desk follows from it.
    (Permission::AskHelp,                [I, I, A, A, I, I, I, I, I, N]),
    (Permission::MembersList,            [I, I, N, I, A, I, I, I, I, N]),
    (Permission::MemberDisable,          [I, I, N, I, I, I, I, I, A, N]),
    (Permission::RoleChange,             [I, I, N, I, I, I, I, I, A, N]),
    (Permission::InviteStaff,            [I, I, N, I, I, I, I, I, A, N]),
    (Permission::SessionsSeeStaff,       [I, I, N, I, I, I, I, I, A, N]),
    (Permission::ConfigurationSee,       [I, I, N, I, I, I, I, I, A, N]),
    (Permission::CommitmentKeep,         [I, I, N, I, I, I, I, I, A, N]),
    (Permission::AuditRead,              [I, I, N, I, I, I, I, I, A, A]),
    (Permission::ContentEdit,            [I, I, N, I, I, A, I, I, A, N]),
    (Permission::ContentPublish,         [I, I, N, I, I, A, I, I, A, N]),
    (Permission::LibraryManage,          [I, I, N, I, I, I, A, I, A, N]),
    (Permission::StatisticsManage,       [I, I, N, I, I, I, I, A, A, N]),
    (Permission::KioskKeep,              [I, I, N, I, I, I, I, I, A, N]),
];

/// What somebody who is not signed in may do.
pub const GUEST: [Permission; 2] = [Permission::See, Permission::Read];

/// The role from which another inherits. The auditor stands alone.
pub fn parent(role: Role) -> Option<Role> {
    match role {
        Role::Member | Role::Auditor => None,
        Role::Trusted | Role::Helper | Role::Editor | Role::Librarian | Role::Statistician => {
            Some(Role::Member)
        }
        Role::Moderator => Some(Role::Trusted),
        Role::LeadModerator => Some(Role::Moderator),
        Role::Admin => Some(Role::LeadModerator),
    }
}

impl Permission {
    /// All verbs, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(permission, _)| *permission)
    }

    /// Whether it needs a second factor and is written into the audit log.
    pub fn is_privileged(self) -> bool {
        use Permission as P;
        !matches!(
            self,
            P::See | P::Read | P::Start | P::Reply | P::Attach | P::Poll | P::PostAnonymous | P::Report
        )
    }

    /// Whether it puts something before others: not for whoever is silenced.
    pub fn needs_voice(self) -> bool {
        use Permission as P;
        matches!(
            self,
            P::Start
                | P::Reply
                | P::Attach
                | P::Poll
                | P::PostAnonymous
                | P::StartWithoutReview
                | P::ReplyWithoutReview
        )
    }

    /// Whether it is about a category, so that the scope of a moderator holds.
    pub fn is_of_forum(self) -> bool {
        use Permission as P;
        matches!(
            self,
            P::StartWithoutReview
                | P::ReplyWithoutReview
                | P::ReviewQueue
                | P::HandleReports
                | P::EditAny
                | P::Move
                | P::Arrange
                | P::Remove
                | P::Purge
                | P::Sanction
                | P::SeeIdentity
                | P::SafetyCase
                | P::MessagesAnswer
        )
    }
}

/// What one role itself says, without its parents.
pub fn stated(role: Role, permission: Permission) -> Grant {
    let column = Role::ALL.iter().position(|other| *other == role);
    TABLE
        .iter()
        .find(|(verb, _)| *verb == permission)
        .zip(column)
        .and_then(|((_, grants), column)| grants.get(column).copied())
        .unwrap_or(Grant::Never)
}

/// A role, and those from which it inherits.
pub fn way(role: Role) -> impl Iterator<Item = Role> {
    std::iter::successors(Some(role), |role| parent(*role))
}

/// Everything that is said about a verb, in any order: allowed when somebody allows it and nobody says never.
pub fn resolve(grants: impl IntoIterator<Item = Grant>) -> bool {
    let mut allowed = false;
    for grant in grants {
        match grant {
            Grant::Never => return false,
            Grant::Allow => allowed = true,
            Grant::Inherit => {}
        }
    }
    allowed
}

/// Whether a role has a verb by the table, its parents asked. *Never* wins wherever it stands.
pub fn role_permits(role: Role, permission: Permission) -> bool {
    resolve(way(role).map(|role| stated(role, permission)))
}

/// Whether a role has a verb in a category, by the table and by what administrators say there.
pub fn role_permits_in(role: Role, permission: Permission, category: &str, rules: &Rules) -> bool {
    resolve(way(role).flat_map(|role| [stated(role, permission), rules.stated(category, role, permission)]))
}

/// Whether this person's role has a verb in a category (`None`: anywhere), whether or not her session was
/// proved twice. Only for ways that lead to a page: the page itself asks [`permits`] or [`require`].
pub fn may_come_to(actor: &Actor, permission: Permission, category: Option<&str>) -> bool {
    match (actor.member(), category) {
        (None, _) => GUEST.contains(&permission),
        (Some(member), Some(category)) => {
            role_permits_in(member.role, permission, category, &member.rules)
                && (!permission.is_of_forum() || member.scope.holds(Some(category)))
        }
        (Some(member), None) => !reach(member, permission).is_nowhere(),
    }
}

/// Whether administrators keep this person from a verb in a category, whatever else is said. Pages leave out what
/// would only lead to a refusal.
pub fn is_kept_from(actor: &Actor, permission: Permission, category: &str) -> bool {
    actor.member().is_some_and(|member| member.rules.forbids(category, member.role, permission))
}

/// Whether it wants the second step of this person. Not of a member to whom a category gives that her own texts are
/// not read first: it opens nothing of others to her.
fn wants_proof(actor: &Actor, permission: Permission) -> bool {
    let hers = permission.needs_voice() && actor.member().is_some_and(|member| !member.role.is_staff());
    permission.is_privileged() && !hers
}

/// Whether this person may do something now, in a category (`None`: anywhere).
pub fn permits(actor: &Actor, permission: Permission, category: Option<&str>) -> bool {
    may_come_to(actor, permission, category)
        && (!wants_proof(actor, permission) || actor.member().is_some_and(Member::proved_twice))
        && (!permission.needs_voice() || actor.require_voice().is_ok())
}

/// The member, if she may.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] for a guest, [`ErrorCode::Forbidden`] when her role or scope does not reach,
/// [`ErrorCode::Silenced`] for what others would read while she is silenced,
/// [`ErrorCode::SecondFactorNeeded`] when only the second step is missing.
pub fn require<'a>(
    actor: &'a Actor,
    permission: Permission,
    category: Option<&str>,
) -> DomainResult<&'a Member> {
    let member = actor.require_member()?;
    if !may_come_to(actor, permission, category) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if permission.needs_voice() {
        actor.require_voice()?;
    }
    if permits(actor, permission, category) {
        Ok(member)
    } else {
        Err(DomainError::new(ErrorCode::SecondFactorNeeded))
    }
}

/// The verbs that open a page of the desk, in the order of its menu.
pub const DESK: [Permission; 14] = [
    Permission::ReviewQueue,
    Permission::HandleReports,
    Permission::SafetyCase,
    Permission::MessagesAnswer,
    Permission::WordsKeep,
    Permission::SeeIdentity,
    Permission::MembersList,
    Permission::InviteStaff,
    Permission::SessionsSeeStaff,
    Permission::ConfigurationSee,
    Permission::AuditRead,
    Permission::ContentEdit,
    Permission::LibraryManage,
    Permission::StatisticsManage,
];

/// Whether this person has a place at the desk (shown in menus; see [`may_come_to`]).
pub fn has_desk(actor: &Actor) -> bool {
    DESK.into_iter().any(|permission| may_come_to(actor, permission, None))
}

/// The member, if she has a place at the desk.
///
/// # Errors
/// Like [`require`].
pub fn require_desk(actor: &Actor) -> DomainResult<&Member> {
    let mut refusal = None;
    for permission in DESK {
        match require(actor, permission, None) {
            Ok(member) => return Ok(member),
            Err(error) if error.code == ErrorCode::Forbidden => refusal = refusal.or(Some(error)),
            Err(error) => return Err(error),
        }
    }
    Err(refusal.unwrap_or_else(|| DomainError::new(ErrorCode::Forbidden)))
}
