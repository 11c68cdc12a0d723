//! That a text came to wait for the team on a day, or that one does not wait any more. Append-only; it names neither.

use sea_orm::entity::prelude::*;

/// That a text came to wait for the team on a day, or that one does not wait any more.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "text_flow")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// ISO day in Tunisia.
    pub day: String,
    /// `came`, `carried`, `decided` or `gone`.
    pub what: String,
}

impl ActiveModelBehavior for ActiveModel {}
