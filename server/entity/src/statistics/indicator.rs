//! What is measured.

use sea_orm::entity::prelude::*;

use super::parts::Localised;

/// What is measured.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "indicator")]
pub struct Model {
    /// Code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Dataset it stands in.
    pub dataset_id: String,
    /// Name.
    pub label: Localised,
    /// What it means, in plain words.
    pub definition: Localised,
    /// Code of the unit.
    pub unit: String,
    /// Decimals shown.
    pub decimals: i32,
    /// `up` (more is better), `down`, `neutral`.
    pub direction: String,
    /// Order in the dataset.
    pub position: i32,
    /// Code of the indicator that counts whatever this one counts, and more.
    pub part_of: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
