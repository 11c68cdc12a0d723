//! Somebody may be in danger. Restricted: few of the team read it.

use sea_orm::entity::prelude::*;

/// Somebody may be in danger. Restricted: few of the team read it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "safety_case")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The text that gave cause.
    pub post_id: String,
    /// Its topic.
    pub topic_id: String,
    /// Slug of the category.
    pub category: String,
    /// Language of the text.
    pub language: String,
    /// Whose text it is; nothing once her account is gone.
    pub member_id: Option<String>,
    /// `report`, `team` or `words`.
    pub origin: String,
    /// `unknown`, `low`, `medium` or `high`.
    pub level: String,
    /// `open` or `closed`.
    pub state: String,
    /// Code of how it ended.
    pub outcome: Option<String>,
    /// What she chose for her text: `shorten`, `private` or `withdraw`.
    pub choice: Option<String>,
    /// How she may be reached, sealed; nothing unless she said so.
    pub contact: Option<String>,
    /// UTC milliseconds until which somebody should have it in hand; nothing where nobody was there who may act on it.
    pub due_at: Option<i64>,
    /// Rises with every change.
    pub version: i64,
    /// UTC milliseconds.
    pub opened_at: i64,
    /// UTC milliseconds.
    pub acknowledged_at: Option<i64>,
    /// UTC milliseconds.
    pub closed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
