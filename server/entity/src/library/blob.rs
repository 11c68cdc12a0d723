//! Bytes in the blob store, under the hash of their content.

use sea_orm::entity::prelude::*;

/// Bytes in the blob store, under the hash of their content.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_blob")]
pub struct Model {
    /// SHA-256, hexadecimal; also the path in the store.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// What they are.
    pub media_type: String,
    /// UTC milliseconds.
    pub stored_at: i64,
    /// UTC milliseconds at which they were last hashed.
    pub checked_at: i64,
    /// UTC milliseconds since which they are known to be damaged or lost: nobody gets them meanwhile.
    pub bad_since: Option<i64>,
    /// Of what they tell besides (`person`, `program`, `place`), with commas between; nothing where nothing is known.
    pub traces: Option<String>,
    /// Files that stand on these bytes.
    #[sea_orm(has_many)]
    pub files: HasMany<super::file::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
