//! What a woman asks the editors to write about, in words to which she agreed. Nothing leads from it to her question.

use sea_orm::entity::prelude::*;

/// What a woman asks the editors to write about.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_request")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `ar`, `fr` or `en`.
    pub language: String,
    /// One line.
    pub title: String,
    /// Plain text.
    pub body: String,
    /// ISO day: finer would tell which question it was.
    pub made_on: String,
}

impl ActiveModelBehavior for ActiveModel {}
