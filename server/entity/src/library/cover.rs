//! The picture of an item's cover, made from one of its files.

use sea_orm::entity::prelude::*;

/// The picture of an item's cover, made from one of its files; without hashes it is drawn from the item's kind alone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_cover")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// SHA-256 of the picture as JPEG.
    pub jpeg: Option<String>,
    /// SHA-256 of the picture as WebP.
    pub webp: Option<String>,
    /// Points.
    pub width: Option<i32>,
    /// Points.
    pub height: Option<i32>,
    /// Whether the WebP is the smaller one.
    pub lean: Option<bool>,
    /// SHA-256 of the file it was made from.
    pub made_from: Option<String>,
    /// Code of what went wrong.
    pub trouble: Option<String>,
    /// UTC milliseconds.
    pub made_at: i64,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
