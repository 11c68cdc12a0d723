//! A figure that is withheld: a small count, or one that would give a small count away.

use sea_orm::entity::prelude::*;

/// A figure that is withheld.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "withheld_figure")]
pub struct Model {
    /// Dataset.
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset_id: String,
    /// Version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Indicator.
    #[sea_orm(primary_key, auto_increment = false)]
    pub indicator: String,
    /// Place.
    #[sea_orm(primary_key, auto_increment = false)]
    pub geo: String,
    /// `F`, `M`, `T`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sex: String,
    /// Age group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub age: String,
    /// Period.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
}

impl ActiveModelBehavior for ActiveModel {}
