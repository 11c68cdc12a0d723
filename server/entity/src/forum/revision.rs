//! A revision of a text that was changed.

use sea_orm::entity::prelude::*;

/// A revision of a text. There is a row for every number once the text was changed for the first time; before
/// that the one revision is the text of the post.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// Number, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    /// `shown` (it is or was the text of the post), `waiting`, `refused`, `returned` or `replaced`.
    pub state: String,
    /// Title, of an opening post.
    pub title: Option<String>,
    /// Markdown, as she wrote it.
    pub source: String,
    /// Sanitised HTML, without names standing out.
    pub html: String,
    /// Version of the renderer that made `html`.
    pub renderer_version: i32,
    /// Code of what the text is about.
    pub content_note: Option<String>,
    /// `self` or `moderator`.
    pub by_whom: String,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds of the decision.
    pub decided_at: Option<i64>,
    /// Why it was refused or came back.
    pub reason_code: Option<String>,
    /// A moderator's words to the author.
    pub note: Option<String>,
    /// UTC milliseconds since which only the team can read it.
    pub hidden_at: Option<i64>,
    /// `self` or `moderator`.
    pub hidden_by: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
