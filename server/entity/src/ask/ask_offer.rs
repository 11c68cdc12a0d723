//! What the team offers to make of a question: a topic without a name, or a request to the editors. Sealed until she
//! agrees.

use sea_orm::entity::prelude::*;

/// What the team offers to make of a question.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ask_offer")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Question.
    pub question_id: String,
    /// `topic` or `article`.
    pub kind: String,
    /// Slug of the category of a topic; empty for an article.
    pub category: String,
    /// Sealed.
    pub title: String,
    /// Sealed.
    pub body: String,
    /// `offered`, `agreed` or `declined`.
    pub state: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
