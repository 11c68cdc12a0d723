//! A part of a recording, from a second on.

use sea_orm::entity::prelude::*;

/// A part of a recording, from a second on.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_segment")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The item.
    pub item_id: String,
    /// Second at which it begins; no two of an item begin at the same one.
    pub start_second: i32,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
    /// Texts.
    #[sea_orm(has_many)]
    pub texts: HasMany<super::segment_text::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
