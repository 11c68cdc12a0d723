//! Hours in which somebody of the team is there.

use sea_orm::entity::prelude::*;

/// Hours in which somebody of the team is there.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_shift")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who.
    pub member_id: String,
    /// Every week on this day; 0 is Monday.
    pub weekday: Option<i32>,
    /// On this ISO day only.
    pub day: Option<String>,
    /// Minutes since midnight in Tunisia.
    pub from_minute: i32,
    /// Minutes since midnight in Tunisia, 1440 at most.
    pub to_minute: i32,
}

impl ActiveModelBehavior for ActiveModel {}
