//! How long somebody of the team was there on a day. Append-only.

use sea_orm::entity::prelude::*;

/// How long somebody of the team was there on a day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_day")]
pub struct Model {
    /// ISO day in Tunisia.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// Minutes in which somebody was there.
    pub minutes: i32,
    /// UTC milliseconds.
    pub noted_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
