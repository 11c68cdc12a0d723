//! What somebody of the team wrote for herself after a shift.

use sea_orm::entity::prelude::*;

/// What somebody of the team wrote for herself after a shift. For her alone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "debrief_note")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose.
    pub member_id: String,
    /// Plain text.
    pub body: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
