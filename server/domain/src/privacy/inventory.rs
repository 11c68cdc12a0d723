//! The inventory of personal data: the one table from which the privacy notice is drawn, and against which a
//! test holds the real schema of both databases. Its words are in the catalogue (`privacy.ftl`).

use Audience::{Everyone, Herself, Keepers, Librarians, Moderators, Nobody};
use Ground::{Asked, Consent, Security};

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

/// Everything personal that is stored.
pub static INVENTORY: &[Row] = &[
    Row::new(
        Kind::Account,
        Consent,
        &[Everyone],
        Retention::Account,
        Erasure::WithAccount,
        &[("member", &["id", "pseudonym", "skeleton", "role", "state", "locale", "joined_month"])],
    ),
    Row::new(
        Kind::Passphrase,
        Security,
        &[Nobody],
        Retention::Account,
        Erasure::WithAccount,
        &[("member", &["passphrase_hash"])],
    ),
    Row::new(
        Kind::RecoveryCodes,
        Security,
        &[Nobody],
        Retention::Account,
        Erasure::WithAccount,
        &[("recovery_code", &["id", "member_id", "code_hash", "used_at"])],
    ),
    Row::new(
        Kind::Sessions,
        Asked,
        &[Herself],
        Retention::SignedIn,
        Erasure::WithAccount,
        &[(
            "session",
            &[
                "id_hash",
                "member_id",
                "data",
                "created_at",
                "expires_at",
                "confirmed_at",
                "second_factor_at",
                "device",
                "seen_day",
            ],
        )],
    ),
    Row::new(
        Kind::Texts,
        Consent,
        &[Everyone, Moderators],
        Retention::Text,
        Erasure::ByChoice,
        &[
            (
                "topic",
                &[
                    "id",
                    "author_id",
                    "former",
                    "alias",
                    "title",
                    "hidden_title",
                    "kept_title",
                    "language",
                    "state",
                    "hidden_state",
                    "submitted_at",
                    "last_published_at",
                ],
            ),
            (
                "post",
                &[
                    "id",
                    "topic_id",
                    "author_id",
                    "former",
                    "alias",
                    "revision",
                    "edited_at",
                    "content_note",
                    "source",
                    "html",
                    "language",
                    "state",
                    "hidden_state",
                    "base_state",
                    "pending_revision",
                    "withdrawn_at",
                    "purged_at",
                    "resubmission_of",
                    "submitted_at",
                    "published_at",
                ],
            ),
            ("post_original", &["post_id", "title", "source"]),
            ("topic_event", &["was"]),
            (
                "revision",
                &[
                    "post_id",
                    "n",
                    "state",
                    "title",
                    "source",
                    "html",
                    "content_note",
                    "by_whom",
                    "created_at",
                    "hidden_at",
                    "hidden_by",
                ],
            ),
            ("quote", &["post_id", "n", "source_post_id", "source_revision", "extract"]),
        ],
    ),
    Row::new(
        Kind::Decisions,
        Security,
        &[Herself, Moderators],
        Retention::Portal,
        Erasure::Never,
        &[
            (
                "post",
                &[
                    "reason_code",
                    "note",
                    "decided_at",
                    "version",
                    "shortened",
                    "removed_at",
                    "held_at",
                    "taken_reason",
                    "purge_basis",
                ],
            ),
            ("revision", &["decided_at", "reason_code", "note"]),
            ("post_original", &["at"]),
            (
                "mod_log",
                &[
                    "id",
                    "at",
                    "actor_role",
                    "action",
                    "target_type",
                    "category_id",
                    "reason_code",
                    "after_state",
                    "is_revert",
                    "expires_at",
                ],
            ),
        ],
    ),
    Row::new(
        Kind::ModLog,
        Security,
        &[Moderators, Keepers],
        Retention::TwoYears,
        Erasure::ByItself,
        &[("mod_log", &["actor_id", "target_id", "note", "before_state", "parent_id"])],
    ),
    Row::new(
        Kind::SearchIndex,
        Consent,
        &[Everyone],
        Retention::Text,
        Erasure::ByChoice,
        &[
            ("search_document", &["target_id", "title", "body_plain", "digest"]),
            ("search_fts", &["title_exact", "title_stem", "body_exact", "body_stem"]),
            ("search_tokens", &["doc", "tokens"]),
        ],
    ),
    Row::new(
        Kind::Consents,
        Consent,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("consent", &["member_id", "text_key", "version", "locale", "at_day", "withdrawn_at"]),
            ("member", &["terms_version"]),
        ],
    ),
    Row::new(
        Kind::Exports,
        Asked,
        &[Herself],
        Retention::FortyEightHours,
        Erasure::WithAccount,
        &[("data_export", &["id", "member_id", "asked_at", "expires_at", "used_at"])],
    ),
    Row::new(
        Kind::Departures,
        Asked,
        &[Herself],
        Retention::ThirtyDays,
        Erasure::WithAccount,
        &[("departure", &["member_id", "kind", "asked_at", "due_at", "return_hash"])],
    ),
    Row::new(
        Kind::Journal,
        Security,
        &[Nobody],
        Retention::NinetyDays,
        Erasure::ByItself,
        &[("deletion_journal", &["id", "member_hash", "at", "kind"])],
    ),
    Row::new(
        Kind::KeptNames,
        Security,
        &[Nobody],
        Retention::TwelveMonths,
        Erasure::ByItself,
        &[("kept_name", &["name_hash", "until"])],
    ),
    Row::new(
        Kind::FormKeys,
        Asked,
        &[Nobody],
        Retention::FourteenDays,
        Erasure::WithAccount,
        &[("submission", &["scope", "form_key", "location", "created_at"])],
    ),
    Row::new(
        Kind::Limits,
        Security,
        &[Nobody],
        Retention::Day,
        Erasure::WithAccount,
        &[("rate_bucket", &["bucket", "tokens", "updated_at"])],
    ),
    Row::new(
        Kind::SecondStep,
        Security,
        &[Nobody],
        Retention::Account,
        Erasure::WithAccount,
        &[("two_step", &["member_id", "secret", "confirmed_at", "last_step"])],
    ),
    Row::new(
        Kind::Team,
        Security,
        &[Keepers],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("role_scope", &["member_id", "category_id"]),
            ("review_item", &["claim_by", "claim_until", "offered_to"]),
            ("handover_note", &["id", "written_by", "scope", "body", "at"]),
            ("watched_pattern", &["added_by", "added_at"]),
            ("library_item", &["created_by"]),
            ("library_conversion", &["member_id"]),
            (
                "staff_invitation",
                &[
                    "id",
                    "token_hash",
                    "role",
                    "created_by",
                    "created_at",
                    "expires_at",
                    "used_at",
                    "withdrawn_at",
                ],
            ),
        ],
    ),
    Row::new(
        Kind::Desk,
        Asked,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("desk_member", &["member_id", "folded", "blurred", "pause_after", "began_at", "hard", "reads"]),
            ("debrief_note", &["id", "member_id", "body", "at"]),
            ("recusal", &["member_id", "item_id", "until"]),
        ],
    ),
    Row::new(
        Kind::LibraryUploads,
        Asked,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[
            (
                "library_upload",
                &[
                    "id",
                    "member_id",
                    "file_name",
                    "size",
                    "received",
                    "state",
                    "refusal",
                    "refusal_line",
                    "media_type",
                    "sha256",
                    "scanned_at",
                    "finding",
                    "created_at",
                    "changed_at",
                    "expires_at",
                    "suggestion",
                    "seconds",
                ],
            ),
            (
                "library_trial",
                &[
                    "id",
                    "member_id",
                    "table_file",
                    "archive_file",
                    "state",
                    "seal",
                    "done",
                    "total",
                    "report",
                    "batch_id",
                    "created_at",
                    "changed_at",
                    "expires_at",
                ],
            ),
        ],
    ),
    Row::new(
        Kind::LibraryConsents,
        Asked,
        &[Librarians],
        Retention::Portal,
        Erasure::OnRequest,
        &[
            (
                "library_consent",
                &[
                    "item_id",
                    "who",
                    "contact",
                    "note",
                    "allows",
                    "text_only",
                    "until",
                    "language",
                    "given_on",
                    "taken_by",
                    "version",
                    "changed_at",
                ],
            ),
            ("library_receipt", &["item_id", "number", "body", "ground", "made_by", "at"]),
        ],
    ),
    Row::new(
        Kind::Buddy,
        Asked,
        &[Herself, Moderators],
        Retention::Account,
        Erasure::WithAccount,
        &[("desk_member", &["buddy_id"])],
    ),
    Row::new(
        Kind::AuditLog,
        Security,
        &[Keepers],
        Retention::Portal,
        Erasure::Never,
        &[(
            "audit_log",
            &["id", "at", "actor_id", "actor_role", "action", "target_kind", "target_id", "reason", "detail"],
        )],
    ),
    Row::new(
        Kind::Providers,
        Asked,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[("provider_identity", &["identity_hash", "provider", "member_id"])],
    ),
    Row::new(
        Kind::ProviderWays,
        Asked,
        &[Nobody],
        Retention::HalfAnHour,
        Erasure::ByItself,
        &[
            (
                "provider_flow",
                &[
                    "state_hash",
                    "browser_hash",
                    "provider",
                    "nonce",
                    "verifier",
                    "purpose",
                    "locale",
                    "next",
                    "member_id",
                    "created_at",
                    "expires_at",
                ],
            ),
            (
                "provider_pending",
                &["browser_hash", "provider", "identity_hash", "next", "member_id", "expires_at"],
            ),
        ],
    ),
    Row::new(
        Kind::Address,
        Consent,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[("member_contact", &["id", "member_id", "kind", "sealed", "locale", "created_at", "verified_at"])],
    ),
    Row::new(
        Kind::Messages,
        Asked,
        &[Nobody],
        Retention::Day,
        Erasure::ByItself,
        &[
            ("mail_link", &["hash", "purpose", "contact_id", "bound", "expires_at"]),
            ("outbox", &["id", "kind", "contact_id", "sealed", "due_at", "attempts", "expires_at"]),
        ],
    ),
    Row::new(
        Kind::Reading,
        Asked,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("read_position", &["member_id", "topic_id", "n"]),
            ("topic_inverse_member", &["inverse_id", "member_id", "n", "followed", "drafted"]),
            ("reaction", &["post_id", "member_id", "kind"]),
            ("bookmark", &["member_id", "post_id", "label", "created_at"]),
            ("poll_vote", &["topic_id", "member_id", "n"]),
        ],
    ),
    Row::new(
        Kind::ReadingList,
        Asked,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("reading_list", &["member_id", "since"]),
            ("reading_list_item", &["member_id", "item_id", "added_at"]),
        ],
    ),
    Row::new(
        Kind::Aliases,
        Asked,
        &[Nobody],
        Retention::Text,
        Erasure::WithAccount,
        &[("topic_alias", &["topic_id", "member_id", "number"])],
    ),
    Row::new(
        Kind::Conversations,
        Asked,
        &[Herself, Moderators],
        Retention::Account,
        Erasure::WithAccount,
        &[
            (
                "private_case",
                &[
                    "id",
                    "member_id",
                    "kind",
                    "state",
                    "hidden",
                    "unread",
                    "waits",
                    "category",
                    "opened_at",
                    "last_at",
                    "about_message",
                    "about_case",
                    "report_code",
                    "report_state",
                    "decided_at",
                ],
            ),
            ("private_message", &["id", "case_id", "from_team", "body", "about", "at"]),
            ("private_offer", &["post_id", "kind", "state", "offered_at", "answered_at"]),
            ("internal_note", &["id", "case_id", "written_by", "body", "at"]),
        ],
    ),
    Row::new(
        Kind::Sanctions,
        Security,
        &[Herself, Keepers],
        Retention::TwelveMonths,
        Erasure::WithAccount,
        &[(
            "sanction",
            &[
                "id",
                "member_id",
                "kind",
                "rule",
                "reason_internal",
                "message",
                "post_id",
                "topic_id",
                "alias",
                "category",
                "decided_by",
                "given_at",
                "days",
                "starts",
                "ends",
                "confirmed_by",
                "confirmed_at",
                "ended_at",
                "ended_why",
                "superseded_by",
            ],
        )],
    ),
    Row::new(
        Kind::Appeals,
        Asked,
        &[Herself, Moderators],
        Retention::TwelveMonths,
        Erasure::WithAccount,
        &[(
            "appeal",
            &[
                "id",
                "member_id",
                "decision",
                "decision_id",
                "log_id",
                "post_id",
                "topic_id",
                "category",
                "body",
                "state",
                "question",
                "asked_by",
                "asked_at",
                "reply",
                "replied_at",
                "answer",
                "decided_by",
                "created_at",
                "due_at",
                "decided_at",
            ],
        )],
    ),
    Row::new(
        Kind::TeamNotes,
        Security,
        &[Moderators],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("case_note", &["id", "written_by", "body", "at", "post_id"]),
            (
                "member_note",
                &["id", "written_by", "body", "at", "member_id", "topic_id", "alias", "category"],
            ),
        ],
    ),
    Row::new(
        Kind::IdentityRequests,
        Security,
        &[Keepers],
        Retention::TwelveMonths,
        Erasure::ByItself,
        &[(
            "identity_request",
            &[
                "id",
                "topic_id",
                "post_id",
                "category",
                "alias",
                "reason",
                "asked_by",
                "asked_at",
                "confirmed_by",
                "confirmed_at",
                "refused_at",
                "looked_at",
                "hold_reason",
                "hold_by",
                "told_at",
            ],
        )],
    ),
    Row::new(
        Kind::Follows,
        Asked,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("follow", &["member_id", "place", "place_id", "level"]),
            ("digest", &["member_id", "frequency", "subject", "due_at", "announced_at"]),
        ],
    ),
    Row::new(
        Kind::Notifications,
        Asked,
        &[Herself],
        Retention::NinetyDays,
        Erasure::WithAccount,
        &[
            (
                "notification",
                &[
                    "id",
                    "event_id",
                    "recipient_id",
                    "kind",
                    "topic_id",
                    "post_id",
                    "group_key",
                    "created_at",
                    "read_at",
                ],
            ),
            (
                "notice_event",
                &["id", "kind", "post_id", "recipient_id", "detail", "created_at", "due_at", "attempts"],
            ),
        ],
    ),
    Row::new(
        Kind::Mentions,
        Consent,
        &[Everyone],
        Retention::Text,
        Erasure::WithAccount,
        &[("mention", &["post_id", "member_id", "spelled", "notified_at"])],
    ),
    Row::new(
        Kind::Mutes,
        Asked,
        &[Herself],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("mute", &["member_id", "other_id", "kind", "created_at"]),
            ("alias_mute", &["member_id", "topic_id", "alias", "created_at"]),
            ("word_mute", &["member_id", "words"]),
        ],
    ),
    Row::new(
        Kind::Gate,
        Security,
        &[Moderators],
        Retention::Account,
        Erasure::WithAccount,
        &[
            ("post_gate", &["post_id", "gate", "score", "signals", "text_hash", "sim_hash", "at"]),
            ("trust", &["member_id", "earned_at", "by_hand"]),
        ],
    ),
    Row::new(
        Kind::Drafts,
        Asked,
        &[Herself],
        Retention::ThirtyDays,
        Erasure::WithAccount,
        &[(
            "draft",
            &[
                "member_id",
                "place",
                "sequence",
                "category",
                "title",
                "body",
                "poll_choices",
                "language",
                "content_note",
                "anonymous",
                "updated_at",
            ],
        )],
    ),
    Row::new(
        Kind::Reports,
        Security,
        &[Herself, Moderators],
        Retention::TwelveMonths,
        Erasure::WithAccount,
        &[(
            "report",
            &[
                "id",
                "case_id",
                "post_id",
                "topic_id",
                "reporter_id",
                "code",
                "text",
                "seen_title",
                "seen_text",
                "seen_revision",
                "seen_language",
                "created_at",
                "updated_at",
                "withdrawn_at",
            ],
        )],
    ),
    Row::new(
        Kind::SafetyCases,
        Security,
        &[Herself, Keepers],
        Retention::Account,
        Erasure::WithAccount,
        &[(
            "safety_case",
            &[
                "id",
                "post_id",
                "topic_id",
                "category",
                "language",
                "member_id",
                "origin",
                "level",
                "state",
                "outcome",
                "choice",
                "contact",
                "due_at",
                "version",
                "opened_at",
                "acknowledged_at",
                "closed_at",
            ],
        )],
    ),
    Row::new(
        Kind::SafetyLog,
        Security,
        &[Keepers],
        Retention::Portal,
        Erasure::Never,
        &[
            (
                "safety_log",
                &["id", "case_id", "at", "actor_id", "actor_role", "action", "told", "next", "next_at"],
            ),
            (
                "safety_disclosure",
                &[
                    "id",
                    "case_id",
                    "to_whom",
                    "reason",
                    "basis",
                    "asked_by",
                    "asked_at",
                    "confirmed_by",
                    "confirmed_at",
                    "refused_at",
                ],
            ),
        ],
    ),
    Row::new(
        Kind::Duty,
        Security,
        &[Moderators],
        Retention::Account,
        Erasure::WithAccount,
        &[("duty_shift", &["id", "member_id", "weekday", "day", "from_minute", "to_minute"])],
    ),
];

/// Everything else that is stored: the team's texts, figures and library, counters, the database's own. A new
/// column is in the inventory or here, or the test of the schema fails.
pub static NOT_PERSONAL: Columns = &[
    ("article", &["id", "kind", "section", "position", "most_needed"]),
    (
        "article_text",
        &[
            "article_id",
            "locale",
            "slug",
            "title",
            "summary",
            "source",
            "html",
            "renderer_version",
            "procedure",
            "sources",
            "checked_on",
            "content_hash",
        ],
    ),
    (
        "category",
        &[
            "slug",
            "section",
            "position",
            "published_topics",
            "last_published_at",
            "audience",
            "review_mode",
            "allow_anonymous",
            "indexed",
            "help_block",
        ],
    ),
    ("category_text", &["category", "locale", "name", "description"]),
    ("permission_rule", &["category_id", "role", "verb", "says"]),
    (
        "report_case",
        &[
            "id",
            "target_kind",
            "target_id",
            "post_id",
            "topic_id",
            "category",
            "language",
            "state",
            "class",
            "auto_held",
            "brigade",
            "duplicate_of",
            "decided_revision",
            "version",
            "opened_at",
            "decided_at",
        ],
    ),
    ("duty_nag", &["item_id", "at"]),
    ("duty_day", &["day", "minutes", "noted_at"]),
    ("transparency_quarter", &["quarter", "figures", "kept_at"]),
    (
        "review_item",
        &[
            "id",
            "kind",
            "target_id",
            "post_id",
            "topic_id",
            "category",
            "language",
            "class",
            "gate",
            "state",
            "outcome",
            "version",
            "opened_at",
            "decided_at",
            "raised",
        ],
    ),
    ("site_setting", &["name", "value", "changed_at"]),
    ("watched_pattern", &["id", "pattern", "form", "language", "action", "note", "review_on"]),
    // What was before (a title) is among the texts.
    ("topic_event", &["id", "topic_id", "kind", "at"]),
    ("position_redirect", &["topic_id", "position", "post_id"]),
    ("topic_redirect", &["topic_id", "to_id"]),
    ("topic_inverse", &["id", "kind", "from_id", "to_id", "stood", "at"]),
    ("chart", &["id", "dataset_id", "version", "filter", "kind", "title", "note", "position"]),
    ("codelist", &["kind", "code", "label", "parent", "counts", "position"]),
    (
        "dataset",
        &[
            "id",
            "slug",
            "theme",
            "section",
            "title",
            "summary",
            "publisher",
            "url",
            "accessed",
            "licence",
            "coverage",
            "frequency",
            "method",
            "min_cell",
            "layout",
            "headline_indicator",
            "headline_geo",
            "headline_sex",
            "headline_clause",
            "version",
            "position",
            "catalogue_sha256",
            "source_sha256",
        ],
    ),
    ("dataset_version", &["dataset_id", "n", "imported_at", "sha256", "rows_sha256", "note"]),
    ("figure_source", &["id", "title", "url"]),
    (
        "indicator",
        &["code", "dataset_id", "label", "definition", "unit", "decimals", "direction", "position"],
    ),
    ("library_agent", &["id"]),
    ("library_agent_text", &["agent_id", "locale", "name"]),
    ("library_batch", &["id", "created_at"]),
    ("library_batch_item", &["item_id", "batch_id"]),
    ("library_blob", &["sha256", "size", "media_type", "stored_at", "checked_at", "bad_since"]),
    ("library_collection", &["id", "slug", "position", "content_hash"]),
    ("library_collection_item", &["collection_id", "item_id", "position"]),
    ("library_collection_text", &["collection_id", "locale", "title", "summary"]),
    (
        "library_file",
        &[
            "id",
            "item_id",
            "sha256",
            "role",
            "language",
            "file_name",
            "seconds",
            "words",
            "plain",
            "position",
            "modified_at",
            "alt",
        ],
    ),
    (
        "library_item",
        &[
            "id",
            "kind",
            "work",
            "section",
            "languages",
            "year",
            "licence",
            "source_url",
            "machine_read",
            "published_on",
            "minutes",
            "size",
            "content_hash",
            "state",
            "visible_from",
            "visible_to",
            "seen_at",
            "datestamp",
            "created_at",
            "withdrawn_at",
            "withdrawal_reason",
            "rights_holder",
            "accessibility",
            "version",
            "without_text_reason",
            "testimony",
            "audience",
            "reach",
            "text_only",
            "consent_until",
        ],
    ),
    ("library_item_agent", &["item_id", "agent_id", "role", "position"]),
    ("library_item_subject", &["item_id", "subject_id", "position"]),
    ("library_item_text", &["item_id", "locale", "slug", "title", "summary", "rights_note"]),
    (
        "library_cover",
        &["item_id", "jpeg", "webp", "width", "height", "lean", "made_from", "trouble", "made_at"],
    ),
    ("library_conversion", &["file_id", "form", "state", "trouble", "changed_at"]),
    ("library_fixity", &["id", "sha256", "at", "outcome", "bytes"]),
    ("library_identifier", &["item_id", "position", "kind", "value"]),
    ("library_outline", &["file_id", "entries"]),
    ("library_page", &["file_id", "number", "text", "quality", "state", "direction", "version"]),
    ("library_page_picture", &["file_id", "number", "sha256", "made_at"]),
    ("library_page_reading", &["file_id", "pages", "read_at"]),
    ("library_relation", &["item_id", "position", "kind", "target_id", "url"]),
    ("library_segment", &["id", "item_id", "start_second"]),
    ("library_segment_text", &["segment_id", "locale", "title", "synopsis", "keywords"]),
    ("library_subject", &["id", "broader", "position"]),
    ("library_subject_text", &["subject_id", "locale", "label", "others"]),
    ("library_tombstone", &["item_id", "locale", "note"]),
    ("library_warning", &["item_id", "position", "kind", "from_second", "to_second"]),
    ("library_waveform", &["sha256", "peaks", "made_at"]),
    (
        "observation",
        &[
            "dataset_id",
            "version",
            "indicator",
            "geo",
            "period",
            "sex",
            "age",
            "value",
            "status",
            "comparable",
            "note",
            "source_code",
            "source_id",
        ],
    ),
    ("poll", &["topic_id", "multiple", "can_change", "days", "closed_at", "voters"]),
    ("poll_option", &["topic_id", "n", "label", "votes"]),
    ("post", &["is_opening", "position", "renderer_version", "support_count", "thanks_count", "same_count"]),
    ("revision", &["renderer_version"]),
    ("seaql_migrations", &["version", "applied_at"]),
    (
        "search_document",
        &["doc", "kind", "locale", "slug", "section", "visible_from", "visible_to", "members"],
    ),
    (
        "topic",
        &[
            "category",
            "opening_post_id",
            "published_posts",
            "last_position",
            "closed_at",
            "pinned_until",
            "replies_need_review",
            "slow_seconds",
            "moved_from",
            "moved_at",
            "about_kind",
            "about_id",
            "unlisted_at",
            "reopen_at",
        ],
    ),
];
