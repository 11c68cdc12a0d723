//! What somebody may not want to meet in an item unprepared, in all of it or for some seconds.

use sea_orm::entity::prelude::*;

/// What somebody may not want to meet in an item unprepared, in all of it or for some seconds.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_warning")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// Order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// What it is.
    pub kind: String,
    /// Second at which it begins; nothing: the whole item.
    pub from_second: Option<i32>,
    /// Second at which it ends.
    pub to_second: Option<i32>,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
