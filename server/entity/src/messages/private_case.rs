//! A conversation between a member and the team.

use sea_orm::entity::prelude::*;

/// A conversation between a member and the team.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "private_case")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose it is.
    pub member_id: String,
    /// `question`, `details`, `technical`, `appeal`, `safety`, `complaint` (she reports a message of the team), or
    /// `identity_seen` (the team tells her something).
    pub kind: String,
    /// `open` or `closed`.
    pub state: String,
    /// Whether her pseudonym is hidden from the team.
    pub hidden: bool,
    /// Whether the team wrote something that she has not opened.
    pub unread: bool,
    /// Whether the last word is hers, so that the team should answer.
    pub waits: bool,
    /// UTC milliseconds since when it does. Says nothing while it does not.
    pub waits_since: i64,
    /// UTC milliseconds of when the team was reminded of it, since it waits.
    pub reminded_at: Option<i64>,
    /// Slug of the category of the text that it began about: whoever moderates others does not read it. Nothing
    /// where it began about none.
    pub category: Option<String>,
    /// UTC milliseconds.
    pub opened_at: i64,
    /// UTC milliseconds of the last message.
    pub last_at: i64,
    /// The message of the team that she reports here.
    pub about_message: Option<String>,
    /// The conversation in which that one stands: whoever answered there does not read this one.
    pub about_case: Option<String>,
    /// Code of the reason.
    pub report_code: Option<String>,
    /// How that report stands: `open`, `in_progress`, `upheld`, `not_upheld` or `withdrawn`. Nothing where nothing is
    /// reported.
    pub report_state: Option<String>,
    /// UTC milliseconds of the decision on it.
    pub decided_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
