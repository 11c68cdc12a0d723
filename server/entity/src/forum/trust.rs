//! How a member came to be trusted.

use sea_orm::entity::prelude::*;

/// How a member came to be trusted.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trust")]
pub struct Model {
    /// The member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// UTC milliseconds since when her texts earned it; nothing when they do not.
    pub earned_at: Option<i64>,
    /// Somebody at the desk gave her a role: nothing is changed by itself any more.
    pub by_hand: bool,
}

impl ActiveModelBehavior for ActiveModel {}
