//! Items that belong together, in an order.

use sea_orm::entity::prelude::*;

/// Items that belong together, in an order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_collection")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Its place in addresses.
    pub slug: String,
    /// Order of the collections.
    pub position: i32,
    /// SHA-256 of the seed entry it came from.
    pub content_hash: String,
    /// How often the desk changed it; what was never changed there follows the starter shelf.
    pub version: i32,
    /// Texts.
    #[sea_orm(has_many)]
    pub texts: HasMany<super::collection_text::Entity>,
    /// Its items.
    #[sea_orm(has_many)]
    pub entries: HasMany<super::collection_item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
