//! A file of an item.

use sea_orm::entity::prelude::*;

/// A file of an item.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_file")]
pub struct Model {
    /// Identifier; stands in the address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The item.
    pub item_id: String,
    /// Its bytes.
    pub sha256: String,
    /// `original`, `html`, `epub`, `audio`, `transcript`, `cover`, `pdf`, `video`, `captions` or `picture`.
    pub role: String,
    /// Language of its content.
    pub language: String,
    /// Name under which it is kept by those who download it.
    pub file_name: String,
    /// Duration.
    pub seconds: Option<i32>,
    /// Length of a text.
    pub words: Option<i32>,
    /// Its text without markup, for search.
    pub plain: Option<String>,
    /// Order.
    pub position: i32,
    /// UTC milliseconds of the last change of its bytes.
    pub modified_at: i64,
    /// What a picture shows, in the language of the file.
    pub alt: Option<String>,
    /// UTC milliseconds from which on it is given; nothing: as its item is.
    pub visible_from: Option<i64>,
    /// UTC milliseconds from which on it is given no more.
    pub visible_to: Option<i64>,
    /// Why, in the words of the library.
    pub embargo_reason: Option<String>,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
    /// Its bytes.
    #[sea_orm(belongs_to, from = "sha256", to = "sha256")]
    pub blob: BelongsTo<super::blob::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
