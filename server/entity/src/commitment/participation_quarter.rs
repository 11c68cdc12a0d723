//! How many took part in a quarter, written down once when it is over. Append-only.

use sea_orm::entity::prelude::*;

/// How many took part in a quarter.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participation_quarter")]
pub struct Model {
    /// Such as `2026-Q4`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub quarter: String,
    /// Numbers, as JSON.
    pub figures: String,
    /// UTC milliseconds.
    pub kept_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
