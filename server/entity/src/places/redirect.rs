//! An old address and where it leads.

use sea_orm::entity::prelude::*;

/// An old address and where it leads.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "redirect")]
pub struct Model {
    /// Path with its language, decoded, without a slash at the end.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_path: String,
    /// Path of this site.
    pub to_path: String,
    /// How often somebody came by it.
    pub hits: i64,
    /// ISO day on which somebody did last.
    pub last_hit: Option<String>,
    /// UTC milliseconds.
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
