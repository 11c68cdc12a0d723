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
    /// `question`, `details`, `technical`, `appeal`, `safety`, or `identity_seen` (the team tells her something).
    pub kind: String,
    /// `open` or `closed`.
    pub state: String,
    /// Whether her pseudonym is hidden from the team.
    pub hidden: bool,
    /// Whether the team wrote something that she has not opened.
    pub unread: bool,
    /// Whether the last word is hers, so that the team should answer.
    pub waits: bool,
    /// Slug of the category of the text that it began about: whoever moderates others does not read it. Nothing
    /// where it began about none.
    pub category: Option<String>,
    /// UTC milliseconds.
    pub opened_at: i64,
    /// UTC milliseconds of the last message.
    pub last_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
