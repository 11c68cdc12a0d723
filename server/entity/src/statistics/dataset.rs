//! Figures that belong together, with everything needed to judge them.

use sea_orm::entity::prelude::*;

use super::parts::{Localised, Notes, TableLayout};

/// Figures that belong together.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dataset")]
pub struct Model {
    /// Identifier, as in the address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Slug per language.
    pub slug: Localised,
    /// Code of the theme.
    pub theme: String,
    /// Slug of the section.
    pub section: String,
    /// Title.
    pub title: Localised,
    /// What it holds, in a sentence.
    pub summary: Localised,
    /// Who produces the figures.
    pub publisher: Localised,
    /// Address of the main source.
    pub url: String,
    /// ISO day on which the sources were read.
    pub accessed: String,
    /// `cc-by-4.0`, `not-stated`.
    pub licence: String,
    /// Whom and where it covers.
    pub coverage: Localised,
    /// `annual`, `quarterly`, `survey`, `census`, `on-change`, `irregular`, `once`.
    pub frequency: String,
    /// How to read it, and what it cannot say.
    pub method: Notes,
    /// Smallest count that is shown; 0 shows all.
    pub min_cell: i32,
    /// Layout of the table.
    pub layout: TableLayout,
    /// Indicator of the headline figure.
    pub headline_indicator: String,
    /// Place of the headline figure.
    pub headline_geo: String,
    /// `F`, `M`, `T`.
    pub headline_sex: String,
    /// Sentence around the headline figure, with `{value}`.
    pub headline_clause: Localised,
    /// Number of the version shown.
    pub version: i32,
    /// Order in lists.
    pub position: i32,
    /// SHA-256 of the catalogue that described it last.
    pub catalogue_sha256: String,
    /// SHA-256 of the file that was examined last.
    pub source_sha256: String,
    /// ISO day on which new figures are expected.
    pub next_expected: Option<String>,
    /// Goes up with each change of the description.
    pub edit: i32,
    /// UTC milliseconds of what the desk did last; from then on the shipped files leave it alone.
    pub desk_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<super::dataset_version::Entity> for Entity {
    /// The version shown, not all of them.
    fn to() -> RelationDef {
        Entity::belongs_to(super::dataset_version::Entity)
            .from((Column::Id, Column::Version))
            .to((super::dataset_version::Column::DatasetId, super::dataset_version::Column::N))
            .into()
    }
}

impl Related<super::chart::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(super::chart::Entity).from(Column::Id).to(super::chart::Column::DatasetId).into()
    }
}
