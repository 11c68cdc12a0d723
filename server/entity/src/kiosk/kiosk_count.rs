//! How much such computers are used.

use sea_orm::entity::prelude::*;

/// How often something happened on a day, on all of these computers together.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kiosk_count")]
pub struct Model {
    /// ISO day in Tunisia.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// `visits`, or a part of the portal whose pages were opened.
    #[sea_orm(primary_key, auto_increment = false)]
    pub what: String,
    /// How often.
    pub times: i64,
}

impl ActiveModelBehavior for ActiveModel {}
