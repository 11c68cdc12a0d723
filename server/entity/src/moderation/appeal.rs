//! An appeal against a decision. There is one a decision.

use sea_orm::entity::prelude::*;

/// An appeal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who appeals.
    pub member_id: String,
    /// Code of the kind of decision.
    pub decision: String,
    /// The sanction, or the line of the log that says so of a text.
    pub decision_id: String,
    /// The line of the log that says that she appealed.
    pub log_id: String,
    /// The text.
    pub post_id: String,
    /// Its topic.
    pub topic_id: String,
    /// Slug of the topic's category; goes with it when it is moved.
    pub category: String,
    /// Her words.
    pub body: String,
    /// `pending`, `upheld`, `reversed`, `partly_reversed` or `inadmissible`.
    pub state: String,
    /// The one question that the team may ask.
    pub question: Option<String>,
    /// Who asked it.
    pub asked_by: Option<String>,
    /// UTC milliseconds.
    pub asked_at: Option<i64>,
    /// Her answer to it.
    pub reply: Option<String>,
    /// UTC milliseconds.
    pub replied_at: Option<i64>,
    /// The team's answer.
    pub answer: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// By when she is to have an answer, UTC milliseconds.
    pub due_at: i64,
    /// UTC milliseconds.
    pub decided_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
