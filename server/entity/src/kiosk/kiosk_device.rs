//! A computer that everybody uses.

use sea_orm::entity::prelude::*;

/// A computer that everybody uses, as an administrator set it up.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kiosk_device")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What the team calls it.
    pub name: String,
    /// Where it stands.
    pub place: String,
    /// Keyed hash of the code that waits to be typed.
    pub code_hash: Option<String>,
    /// Until when that code holds.
    pub code_until: Option<i64>,
    /// How often it was enrolled: the mark of an earlier time is worthless.
    pub generation: i32,
    /// When it was enrolled last.
    pub enrolled_at: Option<i64>,
    /// When that was taken back.
    pub revoked_at: Option<i64>,
    /// Seconds without a touch after which it warns.
    pub warn_seconds: i32,
    /// Seconds without a touch after which it forgets.
    pub wipe_seconds: i32,
    /// Whether it prints.
    pub may_print: bool,
    /// When it was named here first.
    pub created_at: i64,
    /// How often it was changed.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
