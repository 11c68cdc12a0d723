//! That somebody wants to be told by e-mail; no row: she does not.

use sea_orm::entity::prelude::*;

/// That somebody wants to be told by e-mail; no row: she does not.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "digest")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// `daily` or `weekly`.
    pub frequency: String,
    /// Number of the subject line that she chose.
    pub subject: i32,
    /// UTC milliseconds of the next look.
    pub due_at: i64,
    /// UTC milliseconds of the last message, until she comes.
    pub announced_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
