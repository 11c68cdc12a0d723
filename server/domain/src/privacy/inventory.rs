//! The inventory of personal data: the one table from which the privacy notice is drawn, and against which a
//! test holds the real schema of both databases. Its words are in the catalogue (`privacy.ftl`).

mod list;
mod not_personal;

pub use list::INVENTORY;
pub use not_personal::NOT_PERSONAL;

/// What kind of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Pseudonym, role, state, language, month of joining.
    Account,
    /// Hash of the passphrase.
    Passphrase,
    /// Hashes of recovery codes.
    RecoveryCodes,
    /// Browsers that are signed in.
    Sessions,
    /// What she wrote.
    Texts,
    /// What the team decided about it.
    Decisions,
    /// Who decided, and about what, in the log of the team.
    ModLog,
    /// Published texts, cut into words for the search.
    SearchIndex,
    /// Which texts she agreed to.
    Consents,
    /// Exports that she asked for.
    Exports,
    /// That she is leaving.
    Departures,
    /// That somebody left, for the day on which a backup is put back.
    Journal,
    /// Pseudonyms that are not free yet.
    KeptNames,
    /// Keys of forms that were sent.
    FormKeys,
    /// Counters against too many tries.
    Limits,
    /// The secret of the second step.
    SecondStep,
    /// Categories of a moderator, and invitations to the team.
    Team,
    /// What somebody of the team chose for her desk, her shift, her own notes, and what she does not decide on.
    Desk,
    /// Files that somebody of the team is bringing into the library.
    LibraryUploads,
    /// What somebody who speaks in the library agreed to, and the receipt of what was removed.
    LibraryConsents,
    /// Which articles she wrote, read and looks after, and what she did not save yet.
    Articles,
    /// Who did what with a text of the team.
    ArticleLog,
    /// To whom of the team she talks.
    Buddy,
    /// What the team did.
    AuditLog,
    /// Providers with which she signs in.
    Providers,
    /// Ways to a provider that were begun.
    ProviderWays,
    /// An e-mail address that she gave.
    Address,
    /// One-time links and messages that wait.
    Messages,
    /// How far she has read, what she marked and chose.
    Reading,
    /// What of the library she wants to read or hear.
    ReadingList,
    /// Behind which alias of a discussion she hides.
    Aliases,
    /// What she and the team wrote to one another, and what the team noted about it.
    Conversations,
    /// What women ask the team without an account, and the answers.
    Questions,
    /// What women ask the editors to write about.
    ArticleRequests,
    /// Requests to see who wrote under an alias.
    IdentityRequests,
    /// What she follows, and whether she is told by e-mail.
    Follows,
    /// What she was told of.
    Notifications,
    /// That a text names her.
    Mentions,
    /// Whom and what she muted.
    Mutes,
    /// What the team decided about her, and why.
    Sanctions,
    /// Her appeals, and the answers.
    Appeals,
    /// What the team noted about a text or its author.
    TeamNotes,
    /// Why her texts waited, and whether they earned trust.
    Gate,
    /// Texts that she has not sent yet.
    Drafts,
    /// What she reported, and what was reported of hers.
    Reports,
    /// That she may be in danger, and how she may be reached.
    SafetyCases,
    /// What the team did about somebody in danger.
    SafetyLog,
    /// Hours of the team.
    Duty,
}

/// Why we may keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
    /// She agreed when she opened the account, and can take it back by leaving.
    Consent,
    /// She asked for something that cannot be given without it.
    Asked,
    /// The account and the portal are not safe without it.
    Security,
}

/// Who can see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody.
    Everyone,
    /// She alone.
    Herself,
    /// The team that reads what is sent.
    Moderators,
    /// Those who keep the accounts of the team and look after what it does.
    Keepers,
    /// Those who write the articles.
    Editors,
    /// Those who keep the library.
    Librarians,
    /// Nobody: it only can be compared.
    Nobody,
}

/// How long it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retention {
    /// As long as the account.
    Account,
    /// Until she signs out, four hours without a visit, or three days.
    SignedIn,
    /// As long as the text; its author for twelve months.
    Text,
    /// As long as the portal.
    Portal,
    /// Half an hour.
    HalfAnHour,
    /// 14 days.
    FourteenDays,
    /// A day.
    Day,
    /// 48 hours.
    FortyEightHours,
    /// 30 days at most.
    ThirtyDays,
    /// 90 days.
    NinetyDays,
    /// Twelve months.
    TwelveMonths,
    /// Two years.
    TwoYears,
}

/// How it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Erasure {
    /// With the account, whichever way she leaves.
    WithAccount,
    /// With the account; published texts only when she withdraws them.
    ByChoice,
    /// By itself, when its time is over.
    ByItself,
    /// When the person whom it is about takes her consent back: nothing but a receipt with her pseudonym is left.
    OnRequest,
    /// Not: it names nobody but the team, by an identifier.
    Never,
}

/// Columns of tables.
pub type Columns = &'static [(&'static str, &'static [&'static str])];

/// A row of the inventory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub kind: Kind,
    /// Why we may.
    pub ground: Ground,
    /// Who sees it.
    pub seen_by: &'static [Audience],
    /// How long.
    pub kept: Retention,
    /// How it goes.
    pub erased: Erasure,
    /// Where it is stored.
    pub columns: Columns,
}

impl Row {
    const fn new(
        kind: Kind,
        ground: Ground,
        seen_by: &'static [Audience],
        kept: Retention,
        erased: Erasure,
        columns: Columns,
    ) -> Self {
        Self { kind, ground, seen_by, kept, erased, columns }
    }
}
