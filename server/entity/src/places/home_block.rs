//! A block of the home page.

use sea_orm::entity::prelude::*;

/// A block of the home page.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "home_block")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Order.
    pub position: i32,
    /// Whether it is there.
    pub shown: bool,
}

impl ActiveModelBehavior for ActiveModel {}
