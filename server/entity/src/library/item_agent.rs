//! What an agent did for an item.

use sea_orm::entity::prelude::*;

/// What an agent did for an item.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_item_agent")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// The agent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: String,
    /// `author`, `publisher`, `translator`, `editor`, `narrator`, `interviewee`, `interviewer` or `illustrator`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: String,
    /// Order.
    pub position: i32,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
    /// The agent.
    #[sea_orm(belongs_to, from = "agent_id", to = "id")]
    pub agent: BelongsTo<super::agent::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
