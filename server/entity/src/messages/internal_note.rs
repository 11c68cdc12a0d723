//! What the team notes about a conversation for itself.

use sea_orm::entity::prelude::*;

/// What the team notes about a conversation for itself.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "internal_note")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Conversation.
    pub case_id: String,
    /// Who of the team; nothing once her account is gone.
    pub written_by: Option<String>,
    /// Plain text.
    pub body: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
