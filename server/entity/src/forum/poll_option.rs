//! An answer that can be chosen.

use sea_orm::entity::prelude::*;

/// An answer that can be chosen.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "poll_option")]
pub struct Model {
    /// Topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// Its number, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    /// The answer, one line of plain text.
    pub label: String,
    /// How many members chose it.
    pub votes: i64,
}

impl ActiveModelBehavior for ActiveModel {}
