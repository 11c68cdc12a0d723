//! A collection in one language.

use sea_orm::entity::prelude::*;

/// A collection in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_collection_text")]
pub struct Model {
    /// The collection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The collection.
    #[sea_orm(belongs_to, from = "collection_id", to = "id")]
    pub collection: BelongsTo<super::collection::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
