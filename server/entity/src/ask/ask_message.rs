//! A message of a question that was asked without an account, sealed. The team has no names here.

use sea_orm::entity::prelude::*;

/// A message of a question.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ask_message")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Question.
    pub question_id: String,
    /// Whether the team wrote it.
    pub from_team: bool,
    /// Sealed.
    pub body: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
