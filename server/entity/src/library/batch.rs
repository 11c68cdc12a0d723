//! Items that came together.

use sea_orm::entity::prelude::*;

/// Items that came together.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_batch")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// UTC milliseconds.
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
