//! A text that is not sent yet.

use sea_orm::entity::prelude::*;

/// A text that a member keeps before she sends it: one for each place.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    /// Member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Identifier of the topic that it answers, `c/` and the slug of a category, or `new`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    /// Rises with each saving; an older form does not overwrite a newer text.
    pub sequence: i64,
    /// Slug of the category that was chosen, or empty.
    pub category: String,
    /// Title of a new topic.
    pub title: String,
    /// Her text, as it stood in the form.
    pub body: String,
    /// Answers of a poll, one a line.
    pub poll_choices: String,
    /// Language she chose, or empty.
    pub language: String,
    /// Code of what it is about, or empty.
    pub content_note: String,
    /// Whether her pseudonym is hidden.
    pub anonymous: bool,
    /// UTC milliseconds.
    pub updated_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
