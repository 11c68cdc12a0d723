//! A number under which the world knows an item.

use sea_orm::entity::prelude::*;

/// A number under which the world knows an item.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_identifier")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// Order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// `isbn`, `issn`, `doi`, `urn` or `url`.
    pub kind: String,
    /// The number.
    pub value: String,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
