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
    /// Who reads it: `public`, `members`, `approved` (members with approved texts) or `staff`.
    pub audience: String,
    /// What waits for a moderator: `all`, `new_members`, `topics_only` or `none`.
    pub review_mode: String,
    /// Whether a name may be hidden here.
    pub allow_anonymous: bool,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// Whether the helplines stand there.
    pub help_block: bool,
}

impl ActiveModelBehavior for ActiveModel {}
