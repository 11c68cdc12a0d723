//! That it was worked out which figures of a version are withheld, and by which rule.

use sea_orm::entity::prelude::*;

/// That it was worked out which figures of a version are withheld.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_guard")]
pub struct Model {
    /// Dataset.
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset_id: String,
    /// Version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Smallest count that is shown, as it was then.
    pub min_cell: i32,
    /// SHA-256 of the catalogue (units, places) as it was then.
    pub catalogue_sha256: String,
}

impl ActiveModelBehavior for ActiveModel {}
