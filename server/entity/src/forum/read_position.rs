//! How far a member has read a topic.

use sea_orm::entity::prelude::*;

/// How far a member has read a topic. No time: when she read is nobody's business.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "read_position")]
pub struct Model {
    /// Member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// Number of the last post of the last page that she saw; it only rises.
    pub n: i64,
}

impl ActiveModelBehavior for ActiveModel {}
