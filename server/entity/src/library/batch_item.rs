//! An item that came with others.

use sea_orm::entity::prelude::*;

/// An item that came with others.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_batch_item")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// What it came in.
    pub batch_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
