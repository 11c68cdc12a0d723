//! That somebody does not want to read an alias of one topic.

use sea_orm::entity::prelude::*;

/// That somebody does not want to read an alias of one topic.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alias_mute")]
pub struct Model {
    /// Who does not want it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// The topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// Number of the alias within it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: i32,
    /// UTC milliseconds.
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
