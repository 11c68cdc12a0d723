//! Values that are stored as JSON inside a column.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// A text in the three languages; all of them are required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(deny_unknown_fields)]
pub struct Localised {
    /// Arabic.
    pub ar: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// Several texts, one below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Notes(pub Vec<Localised>);

/// What one can sort figures by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dimension {
    /// What is measured.
    Indicator,
    /// Where.
    Geo,
    /// Women, men, all.
    Sex,
    /// How old.
    Age,
    /// When.
    Period,
}

/// Which dimensions run down a table and which run across.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(deny_unknown_fields)]
pub struct TableLayout {
    /// Down.
    pub rows: Vec<Dimension>,
    /// Across.
    pub columns: Vec<Dimension>,
}

/// Which observations a chart shows; an empty list means all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(deny_unknown_fields)]
pub struct ChartFilter {
    /// What tells the series apart.
    pub series: Dimension,
    /// What tells the groups of bars apart.
    #[serde(default)]
    pub categories: Option<Dimension>,
    /// Indicators, in the order of the legend.
    #[serde(default)]
    pub indicators: Vec<String>,
    /// Places.
    #[serde(default)]
    pub geos: Vec<String>,
    /// `F`, `M`, `T`.
    #[serde(default)]
    pub sexes: Vec<String>,
    /// Age groups.
    #[serde(default)]
    pub ages: Vec<String>,
    /// Periods.
    #[serde(default)]
    pub periods: Vec<String>,
}
