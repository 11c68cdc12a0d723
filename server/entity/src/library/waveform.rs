//! How loud a recording is, moment by moment.

use sea_orm::entity::prelude::*;

/// How loud a recording is, moment by moment. It goes with its bytes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_waveform")]
pub struct Model {
    /// The bytes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Two hexadecimal digits a moment; nothing where it cannot be told.
    pub peaks: String,
    /// UTC milliseconds.
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
