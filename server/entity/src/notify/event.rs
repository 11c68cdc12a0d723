//! Something that others may be told of; the row goes in the transaction that tells them.

use sea_orm::entity::prelude::*;

/// Something that others may be told of; the row goes in the transaction that tells them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_event")]
pub struct Model {
    /// Made from what happened: the same thing happens once.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `published`, `decided`, `mentioned` or `message`.
    pub kind: String,
    /// The post it is about.
    pub post_id: Option<String>,
    /// The one member it is for, when it is for one.
    pub recipient_id: Option<String>,
    /// The decision, or the conversation.
    pub detail: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds of the next try.
    pub due_at: i64,
    /// Tries that failed.
    pub attempts: i32,
}

impl ActiveModelBehavior for ActiveModel {}
