//! What one shift leaves to the next.

use sea_orm::entity::prelude::*;

/// What one shift leaves to the next.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover_note")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who wrote it; nothing once her account is gone.
    pub written_by: Option<String>,
    /// Slugs of the categories that she saw, with spaces between; empty: all.
    pub scope: String,
    /// Plain text.
    pub body: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
