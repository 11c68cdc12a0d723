//! One figure.

use sea_orm::entity::prelude::*;

use super::parts::Localised;

/// One figure.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "observation")]
pub struct Model {
    /// Dataset.
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset_id: String,
    /// Version of the dataset.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Indicator.
    #[sea_orm(primary_key, auto_increment = false)]
    pub indicator: String,
    /// Place.
    #[sea_orm(primary_key, auto_increment = false)]
    pub geo: String,
    /// `2024`, `2024-Q3`, `2024-H1`, `2021-01/2021-10`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    /// `F`, `M`, `T`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sex: String,
    /// Age group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub age: String,
    /// The figure; nothing when it is missing, which is not zero.
    #[sea_orm(column_type = "Double", nullable)]
    pub value: Option<f64>,
    /// `normal`, `modelled`, `partial`, `adjusted`, `missing`.
    pub status: String,
    /// Only figures with the same key may be joined by a line.
    pub comparable: String,
    /// Remark on this figure.
    pub note: Option<Localised>,
    /// Code in the source file.
    pub source_code: String,
    /// Where it was read.
    pub source_id: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::figure_source::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(super::figure_source::Entity)
            .from(Column::SourceId)
            .to(super::figure_source::Column::Id)
            .into()
    }
}
