//! A message of a conversation. The team has no names here.

use sea_orm::entity::prelude::*;

/// A message of a conversation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "private_message")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Conversation.
    pub case_id: String,
    /// Whether the team wrote it.
    pub from_team: bool,
    /// Plain text; empty where the catalogue has the words.
    pub body: String,
    /// The topic that it is about, where the portal itself writes.
    pub about: Option<String>,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
