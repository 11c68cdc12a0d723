//! An edition of a dataset. Never changed after it was written.

use sea_orm::entity::prelude::*;

/// An edition of a dataset.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dataset_version")]
pub struct Model {
    /// Dataset.
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset_id: String,
    /// 1, 2, 3 …
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    /// UTC milliseconds.
    pub imported_at: i64,
    /// SHA-256 of the file it came from.
    pub sha256: String,
    /// SHA-256 of this dataset's own rows; a new version is made only when they change. Empty while it is being written:
    /// nobody sees such a version.
    pub rows_sha256: String,
    /// What changed, or what whoever imported it says of it.
    pub note: String,
    /// Who imported it; nothing for the portal itself.
    pub member_id: Option<String>,
    /// Figures that were new, where that was counted at the desk.
    pub added: Option<i32>,
    /// Figures that were other ones.
    pub changed: Option<i32>,
    /// Figures that were gone.
    pub removed: Option<i32>,
    /// ISO day on which its sources were read, where that is known.
    pub accessed: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
