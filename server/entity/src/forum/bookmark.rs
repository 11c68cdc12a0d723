//! A post that a member wants to find again.

use sea_orm::entity::prelude::*;

/// A post that a member wants to find again; nobody else knows.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bookmark")]
pub struct Model {
    /// Member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// Her own word for it, shown instead of the title; or empty.
    pub label: String,
    /// UTC milliseconds.
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
