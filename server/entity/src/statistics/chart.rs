//! A drawing of a dataset, pinned to a version.

use sea_orm::entity::prelude::*;

use super::parts::{ChartFilter, Localised};

/// A drawing of a dataset.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "chart")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Dataset.
    pub dataset_id: String,
    /// Version it draws.
    pub version: i32,
    /// What it shows.
    pub filter: ChartFilter,
    /// `line`, `step`, `bars`, `ranked`, `stacked`, `multiples`, `pyramid`, `number`, `map`.
    pub kind: String,
    /// Title.
    pub title: Localised,
    /// Remark.
    pub note: Option<Localised>,
    /// Order on the page.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
