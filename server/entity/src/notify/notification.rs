//! That somebody is told of something.

use sea_orm::entity::prelude::*;

/// That somebody is told of something.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What happened; once for each recipient.
    pub event_id: String,
    /// Who is told.
    pub recipient_id: String,
    /// Of what: see `domain::notify::Kind`.
    pub kind: String,
    /// The topic it leads to.
    pub topic_id: Option<String>,
    /// The post it leads to.
    pub post_id: Option<String>,
    /// What is shown as one line.
    pub group_key: String,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds; nothing while it is new to her.
    pub read_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
