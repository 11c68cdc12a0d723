//! Which stretch of time a piece of work was taken for last.

use sea_orm::entity::prelude::*;

/// Which stretch of time a piece of work was taken for last. One row for each kind of work.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_slot")]
pub struct Model {
    /// Kind of work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Number of the stretch of time.
    pub slot: i64,
    /// Drawn by the process that works on it; empty when it is done.
    pub holder: String,
    /// UTC milliseconds of the holder's last sign of life.
    pub claimed_at: i64,
    /// UTC milliseconds of the last time that it was done.
    pub done_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
