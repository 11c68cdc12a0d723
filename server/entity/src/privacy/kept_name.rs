//! A pseudonym that is not free yet.

use sea_orm::entity::prelude::*;

/// A pseudonym that nobody may take yet, so that nobody passes for the woman who left.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kept_name")]
pub struct Model {
    /// Keyed hash of the folded name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_hash: String,
    /// UTC milliseconds from which it is free.
    pub until: i64,
}

impl ActiveModelBehavior for ActiveModel {}
