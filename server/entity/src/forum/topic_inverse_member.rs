//! What was changed for somebody when topics were joined, for a day.

use sea_orm::entity::prelude::*;

/// What was changed for somebody when topics were joined.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_inverse_member")]
pub struct Model {
    /// Of what.
    #[sea_orm(primary_key, auto_increment = false)]
    pub inverse_id: String,
    /// Whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// How far she had read the topic that stays; nothing when she never was there.
    pub n: Option<i64>,
    /// Whether she follows that topic because she followed the other one.
    pub followed: bool,
    /// Whether her draft went along.
    pub drafted: bool,
}

impl ActiveModelBehavior for ActiveModel {}
