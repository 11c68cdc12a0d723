//! Where a figure was read.

use sea_orm::entity::prelude::*;

use super::parts::Localised;

/// Where a figure was read.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "figure_source")]
pub struct Model {
    /// Derived from title and address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Name.
    pub title: Localised,
    /// Address.
    pub url: String,
}

impl ActiveModelBehavior for ActiveModel {}
