//! That somebody was reminded of an item.

use sea_orm::entity::prelude::*;

/// That somebody was reminded of an item.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_nag")]
pub struct Model {
    /// Item of the queue.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
