//! An item as described in one language.

use sea_orm::entity::prelude::*;

/// An item as described in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_item_text")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Cosmetic part of the address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// A few sentences.
    pub summary: String,
    /// What is to be known about the rights.
    pub rights_note: Option<String>,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
