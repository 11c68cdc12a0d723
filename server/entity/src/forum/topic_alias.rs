//! Who hides behind which alias of a discussion. Goes with the account.

use sea_orm::entity::prelude::*;

/// Who hides behind which alias of a discussion.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_alias")]
pub struct Model {
    /// Topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// The alias, drawn at random: it tells nothing of when, nor of how many others there are.
    pub number: i32,
}

impl ActiveModelBehavior for ActiveModel {}
