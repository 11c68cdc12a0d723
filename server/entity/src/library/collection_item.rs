//! The place of an item in a collection.

use sea_orm::entity::prelude::*;

/// The place of an item in a collection.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_collection_item")]
pub struct Model {
    /// The collection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection_id: String,
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// Order.
    pub position: i32,
    /// The collection.
    #[sea_orm(belongs_to, from = "collection_id", to = "id")]
    pub collection: BelongsTo<super::collection::Entity>,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
