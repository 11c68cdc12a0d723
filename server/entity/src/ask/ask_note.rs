//! What the team notes about a question for itself, sealed.

use sea_orm::entity::prelude::*;

/// What the team notes about a question for itself.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ask_note")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Question.
    pub question_id: String,
    /// `note`, `second` (asks for a second opinion), `opinion` or `hand_over`.
    pub kind: String,
    /// Who of the team; nothing once her account is gone.
    pub written_by: Option<String>,
    /// Sealed.
    pub body: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
