//! What stands in the place of a withdrawn item, in one language.

use sea_orm::entity::prelude::*;

/// What stands in the place of a withdrawn item, in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_tombstone")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// A sentence or two.
    pub note: String,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
