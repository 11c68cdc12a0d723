//! What an item has to do with another one, or with something elsewhere.

use sea_orm::entity::prelude::*;

/// What an item has to do with another one, or with something elsewhere.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_relation")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// Order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// `part-of`, `version-of`, `translation-of`, `transcript-of` or `based-on`.
    pub kind: String,
    /// The other item.
    pub target_id: Option<String>,
    /// The address of something elsewhere.
    pub url: Option<String>,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
