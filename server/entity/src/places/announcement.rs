//! An announcement with an end.

use sea_orm::entity::prelude::*;

/// An announcement with an end.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Path of this site, or an https address.
    pub link: Option<String>,
    /// UTC milliseconds, from then on.
    pub starts_at: i64,
    /// UTC milliseconds, until before then.
    pub ends_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
