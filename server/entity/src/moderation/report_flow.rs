//! That reports about a text came to wait for the team on a day, or that they do not wait any more. Append-only; it
//! names neither the text nor anybody.

use sea_orm::entity::prelude::*;

/// That reports about a text came to wait for the team on a day, or that they do not wait any more.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_flow")]
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
