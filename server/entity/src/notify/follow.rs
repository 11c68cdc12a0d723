//! How far somebody follows a topic or category.

use sea_orm::entity::prelude::*;

/// How far somebody follows a topic or category.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow")]
pub struct Model {
    /// Who follows.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// `topic` or `category`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    /// Identifier of the topic, slug of the category.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place_id: String,
    /// `all`, `replies_to_me` or `none`.
    pub level: String,
}

impl ActiveModelBehavior for ActiveModel {}
