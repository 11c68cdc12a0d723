//! The figures of a quarter, written down before the lines of the log that tell them are emptied. Append-only.

use sea_orm::entity::prelude::*;

/// The figures of a quarter.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "transparency_quarter")]
pub struct Model {
    /// Such as `2026-Q4`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub quarter: String,
    /// Numbers by code, as JSON.
    pub figures: String,
    /// UTC milliseconds.
    pub kept_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
