//! Who left, for the day on which a backup is put back.

use sea_orm::entity::prelude::*;

/// That somebody left, under a hash that only this portal's key can make.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deletion_journal")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Keyed hash of the member's identifier.
    pub member_hash: String,
    /// UTC milliseconds.
    pub at: i64,
    /// `keep`, `withdraw` (erased), `vanish` or `returned`.
    pub kind: String,
}

impl ActiveModelBehavior for ActiveModel {}
