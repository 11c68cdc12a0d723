//! A category of the forum.

use sea_orm::entity::prelude::*;

/// A category of the forum. Its words are in `category_text`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "category")]
pub struct Model {
    /// Stable name in addresses.
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    /// Slug of the section it belongs to.
    pub section: String,
    /// Place in the list.
    pub position: i32,
    /// Number of topics that a guest can see.
    pub published_topics: i64,
    /// UTC milliseconds of the last publication.
    pub last_published_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
