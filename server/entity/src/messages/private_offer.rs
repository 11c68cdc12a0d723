//! The team offers to answer a text in private. Her words stay with the text, the team's first ones with its note.

use sea_orm::entity::prelude::*;

/// An offer to answer a text in private.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "private_offer")]
pub struct Model {
    /// The text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// Kind of the conversation that it would become.
    pub kind: String,
    /// `offered`, `accepted` or `declined`.
    pub state: String,
    /// UTC milliseconds.
    pub offered_at: i64,
    /// UTC milliseconds.
    pub answered_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
