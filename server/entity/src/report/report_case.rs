//! Everything that was reported about one text.

use sea_orm::entity::prelude::*;

/// Everything that was reported about one text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_case")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `post`, or `topic` for an opening post.
    pub target_kind: String,
    /// The post or topic.
    pub target_id: String,
    /// The post that it is about.
    pub post_id: String,
    /// Its topic.
    pub topic_id: String,
    /// Slug of the category.
    pub category: String,
    /// Language of the text.
    pub language: String,
    /// `open`, `in_progress`, `upheld`, `not_upheld`, `duplicate`, `escalated` or `withdrawn`.
    pub state: String,
    /// How urgent, see `review_item.class`.
    pub class: i32,
    /// Whether the text was held because of the reports alone.
    pub auto_held: bool,
    /// Whether many new accounts reported within minutes.
    pub brigade: bool,
    /// The case that covers the same.
    pub duplicate_of: Option<String>,
    /// Revision of the text when it was decided.
    pub decided_revision: Option<i32>,
    /// Rises with every change; decisions name the version they saw.
    pub version: i64,
    /// UTC milliseconds.
    pub opened_at: i64,
    /// UTC milliseconds.
    pub decided_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
