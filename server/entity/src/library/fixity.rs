//! What came of hashing bytes of the blob store once more.

use sea_orm::entity::prelude::*;

/// What came of hashing bytes of the blob store once more.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_fixity")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The bytes.
    pub sha256: String,
    /// UTC milliseconds.
    pub at: i64,
    /// `match`, `mismatch`, `missing` or `unreadable`.
    pub outcome: String,
    /// How many bytes were read for it.
    pub bytes: i64,
}

impl ActiveModelBehavior for ActiveModel {}
