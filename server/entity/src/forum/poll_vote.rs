//! What a member chose.

use sea_orm::entity::prelude::*;

/// What a member chose; kept so that she can change it, shown to nobody else.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "poll_vote")]
pub struct Model {
    /// Topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// Member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Number of the answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
}

impl ActiveModelBehavior for ActiveModel {}
