//! What a dataset is, as its page and its downloads show it.

use std::collections::HashMap;

use contract::ids::DatasetId;
use entity::statistics::{
    observation,
    parts::{Localised, TableLayout},
};

use super::{
    chart::Chart,
    choice::{Choice, Offers, Pages},
    period::Period,
};

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A figure.
    Value(f64),
    /// Not measured or not found; not zero.
    Missing,
    /// A small count, or one that would give a small count away.
    Withheld,
}

impl Cell {
    /// The figure, when there is one to show.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing | Self::Withheld => None,
        }
    }
}

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Code.
    pub code: String,
    /// Name.
    pub label: Localised,
    /// Meaning.
    pub definition: Localised,
    /// Code of the unit.
    pub unit: String,
    /// Decimals shown.
    pub decimals: usize,
}

/// Where figures were read.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Identifier.
    pub id: String,
    /// Name.
    pub title: Localised,
    /// Address.
    pub url: String,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Indicator.
    pub indicator: String,
    /// Place.
    pub geo: String,
    /// Period.
    pub period: Period,
    /// `F`, `M`, `T`.
    pub sex: String,
    /// Age group.
    pub age: String,
    /// Figure.
    pub cell: Cell,
    /// `normal`, `modelled`, `partial`, `adjusted`, `missing`.
    pub status: String,
    /// Comparability key.
    pub comparable: String,
    /// Remark.
    pub note: Option<Localised>,
    /// Code in the source file.
    pub source_code: String,
    /// Identifier of the source.
    pub source_id: String,
}

/// Names of codes, in the order of the code list.
#[derive(Clone, Debug, Default)]
pub struct Names(pub(super) HashMap<(String, String), (i32, Localised)>);

impl Names {
    /// The name of a code.
    pub fn get(&self, kind: &str, code: &str) -> Option<&Localised> {
        self.0.get(&(kind.to_owned(), code.to_owned())).map(|(_, label)| label)
    }

    /// Place of a code in its list.
    pub fn position(&self, kind: &str, code: &str) -> i32 {
        self.0.get(&(kind.to_owned(), code.to_owned())).map_or(i32::MAX, |(position, _)| *position)
    }
}

/// A dataset.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// Identifier.
    pub id: DatasetId,
    /// Slug.
    pub slug: Localised,
    /// Theme.
    pub theme: String,
    /// Slug of the section.
    pub section: String,
    /// Title.
    pub title: Localised,
    /// What it holds.
    pub summary: Localised,
    /// Producer.
    pub publisher: Localised,
    /// Main source's address.
    pub url: String,
    /// ISO day on which the sources were read.
    pub accessed: String,
    /// Licence.
    pub licence: String,
    /// Coverage.
    pub coverage: Localised,
    /// Frequency.
    pub frequency: String,
    /// Notes of method.
    pub method: Vec<Localised>,
    /// Smallest count shown.
    pub min_cell: u16,
    /// Layout of the table.
    pub layout: TableLayout,
    /// Indicator, place and sex of the headline figure.
    pub headline: (String, String, String),
    /// Sentence around the headline figure.
    pub clause: Localised,
    /// Number of the version.
    pub version: i32,
    /// When it was imported, UTC milliseconds.
    pub imported_at: i64,
    /// Indicators, in order.
    pub indicators: Vec<Indicator>,
    /// Figures of the version: those that were chosen, and of a long dataset those of the page.
    pub rows: Vec<Row>,
    /// Figures of the headline's indicator and place, whatever was chosen.
    pub key_rows: Vec<Row>,
    /// What was chosen.
    pub choice: Choice,
    /// What there is to choose.
    pub offers: Offers,
    /// Set for a dataset that is read a page at a time.
    pub pages: Option<Pages>,
    /// Charts, in order.
    pub charts: Vec<Chart>,
    /// Sources in use, in order of first use.
    pub sources: Vec<Source>,
    /// Names of codes.
    pub names: Names,
}

impl Dataset {
    /// The indicator with this code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The unit that all figures share, if they share one.
    pub fn common_unit(&self) -> Option<&str> {
        let first = self.indicators.first()?.unit.as_str();
        self.indicators.iter().all(|indicator| indicator.unit == first).then_some(first)
    }
}

/// Figures without those that are withheld.
pub(super) fn guarded_rows(
    figures: &[observation::Model],
    hidden: impl Fn(&observation::Model) -> bool,
) -> Vec<Row> {
    figures
        .iter()
        .filter_map(|o| {
            let cell = match o.value {
                _ if hidden(o) => Cell::Withheld,
                Some(value) if value.is_finite() => Cell::Value(value),
                _ => Cell::Missing,
            };
            Some(Row {
                indicator: o.indicator.clone(),
                geo: o.geo.clone(),
                period: o.period.parse().ok()?,
                sex: o.sex.clone(),
                age: o.age.clone(),
                cell,
                status: o.status.clone(),
                comparable: o.comparable.clone(),
                note: o.note.clone(),
                source_code: o.source_code.clone(),
                source_id: o.source_id.clone(),
            })
        })
        .collect()
}
