//! What somebody of the team noted about a member, or about an alias of one discussion.

use sea_orm::entity::prelude::*;

/// A note on a member or on an alias; never on both, so that it leads from neither to the other.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member_note")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who; nothing once her account is gone.
    pub written_by: Option<String>,
    /// Plain text.
    pub body: String,
    /// UTC milliseconds.
    pub at: i64,
    /// About whom, where she writes under her name.
    pub member_id: Option<String>,
    /// In which topic, where she writes under an alias.
    pub topic_id: Option<String>,
    /// Which alias.
    pub alias: Option<i32>,
    /// Slug of the category in which it was noted, on a name; nothing before it was kept.
    pub category: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
