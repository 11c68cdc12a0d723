//! An item of the library on a member's own list.

use sea_orm::entity::prelude::*;

/// An item of the library on a member's own list; nobody else knows.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reading_list_item")]
pub struct Model {
    /// Member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// UTC milliseconds.
    pub added_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
