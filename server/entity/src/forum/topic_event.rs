//! What the team did to a topic, as its readers are told: without a name.

use sea_orm::entity::prelude::*;

/// What the team did to a topic, as its readers are told: without a name.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_event")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Topic.
    pub topic_id: String,
    /// What.
    pub kind: String,
    /// UTC milliseconds.
    pub at: i64,
    /// What was before, for the day within which it can be taken back; a title among others.
    pub was: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
