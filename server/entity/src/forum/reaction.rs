//! A kind word without words.

use sea_orm::entity::prelude::*;

/// A reaction of a member to a post; their numbers stand with the post.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reaction")]
pub struct Model {
    /// Post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// Member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// `support`, `thanks` or `same`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
}

impl ActiveModelBehavior for ActiveModel {}
