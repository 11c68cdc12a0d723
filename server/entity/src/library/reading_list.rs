//! That a member keeps a list of what she wants to read or hear.

use sea_orm::entity::prelude::*;

/// That a member keeps a list of what she wants to read or hear: without a row nothing of it is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reading_list")]
pub struct Model {
    /// Member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// UTC milliseconds from which she keeps it.
    pub since: i64,
}

impl ActiveModelBehavior for ActiveModel {}
