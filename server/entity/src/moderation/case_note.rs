//! What somebody of the team noted about a text, for the team.

use sea_orm::entity::prelude::*;

/// A note on a text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_note")]
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
    /// The text.
    pub post_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
