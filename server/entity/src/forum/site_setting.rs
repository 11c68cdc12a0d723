//! A setting that the desk changes while the portal runs.

use sea_orm::entity::prelude::*;

/// A setting that the desk changes while the portal runs.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_setting")]
pub struct Model {
    /// Name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Value.
    pub value: String,
    /// UTC milliseconds.
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
