//! A question with a choice of answers, one for a topic at most.

use sea_orm::entity::prelude::*;

/// A question with a choice of answers. The topic's title asks.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "poll")]
pub struct Model {
    /// Topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// Whether several answers may be chosen.
    pub multiple: bool,
    /// Whether a vote may be changed.
    pub can_change: bool,
    /// For how many days after the topic's publication it runs.
    pub days: Option<i32>,
    /// UTC milliseconds since which nobody votes, because somebody closed it.
    pub closed_at: Option<i64>,
    /// How many members voted.
    pub voters: i64,
}

impl ActiveModelBehavior for ActiveModel {}
