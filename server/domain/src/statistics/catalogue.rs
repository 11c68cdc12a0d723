//! The catalogue of datasets as it ships: what each figure means, in three languages.

use std::collections::{BTreeMap, BTreeSet};

use entity::statistics::parts::{ChartFilter, Dimension, Localised, TableLayout};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::chart::PlotKind;

/// A catalogue that contradicts itself or cannot be read; says where.
#[derive(Debug, thiserror::Error)]
#[error("the catalogue of datasets: {0}")]
pub struct CatalogueError(pub String);

/// A code with its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// `theme`, `geo`, `age`.
    pub kind: String,
    /// Code.
    pub code: String,
    /// Spelling in the source file.
    #[serde(default)]
    pub csv: Option<String>,
    /// What contains it.
    #[serde(default)]
    pub parent: Option<String>,
    /// Name.
    pub label: Localised,
}

/// A unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Code.
    pub code: String,
    /// Spellings in the source file.
    pub csv: Vec<String>,
    /// Counts people or cases.
    #[serde(default)]
    pub counts: bool,
    /// Name.
    pub label: Localised,
}

/// A code of the file that is not published.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Code.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// The name of a source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title in the file.
    pub csv: String,
    /// Title people read.
    pub title: Localised,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodesFile {
    accessed: String,
    codes: Vec<Code>,
    units: Vec<Unit>,
    left_out: Vec<LeftOut>,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatasetsFile {
    datasets: Vec<DatasetSpec>,
}

/// The figure a dataset is known by.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Indicator.
    pub indicator: String,
    /// Place.
    pub geo: String,
    /// Sex.
    pub sex: String,
    /// Sentence with `{value}`.
    pub clause: Localised,
}

/// What is measured.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSpec {
    /// Code.
    pub code: String,
    /// Codes of the file, without their quarter.
    pub from: Vec<String>,
    /// Name.
    pub label: Localised,
    /// Meaning.
    pub definition: Localised,
    /// Unit.
    pub unit: String,
    /// Decimals shown.
    pub decimals: u8,
    /// `up`, `down`, `neutral`.
    pub direction: String,
    /// The indicator that counts whatever this one counts, and more: the two tell how many are left.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Age group.
    #[serde(default = "total")]
    pub age: String,
    /// Status of its figures.
    #[serde(default = "normal")]
    pub status: String,
    /// Comparability key; the code itself when nothing is said.
    #[serde(default)]
    pub comparable: Option<String>,
    /// Period when the file's year says too little, with `{year}`.
    #[serde(default)]
    pub period: Option<String>,
}

fn total() -> String {
    "total".to_owned()
}

fn normal() -> String {
    "normal".to_owned()
}

/// A drawing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSpec {
    /// `line`, `step`, `bars`, `ranked`, `stacked`, `multiples`, `pyramid`, `number`.
    pub kind: String,
    /// Title.
    pub title: Localised,
    /// Remark.
    #[serde(default)]
    pub note: Option<Localised>,
    series: Dimension,
    #[serde(default)]
    categories: Option<Dimension>,
    #[serde(default)]
    indicators: Vec<String>,
    #[serde(default)]
    geos: Vec<String>,
    #[serde(default)]
    sexes: Vec<String>,
    #[serde(default)]
    periods: Vec<String>,
}

impl ChartSpec {
    /// What it shows.
    pub fn filter(&self) -> ChartFilter {
        ChartFilter {
            series: self.series,
            categories: self.categories,
            indicators: self.indicators.clone(),
            geos: self.geos.clone(),
            sexes: self.sexes.clone(),
            ages: Vec::new(),
            periods: self.periods.clone(),
        }
    }
}

/// What is said of some figures of an indicator, or corrected. An empty list means all.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Indicator.
    pub code: String,
    /// Periods.
    #[serde(default)]
    pub periods: Vec<String>,
    /// Places.
    #[serde(default)]
    pub geos: Vec<String>,
    /// Value published instead of the file's; needs a note.
    #[serde(default)]
    pub value: Option<f64>,
    /// Status.
    #[serde(default)]
    pub status: Option<String>,
    /// Comparability key.
    #[serde(default)]
    pub comparable: Option<String>,
    /// Remark.
    #[serde(default)]
    pub note: Option<Localised>,
}

/// A dataset.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetSpec {
    /// Identifier.
    pub id: String,
    /// Theme.
    pub theme: String,
    /// Section.
    pub section: String,
    /// Slug per language.
    pub slug: Localised,
    /// Title.
    pub title: Localised,
    /// What it holds.
    pub summary: Localised,
    /// Producer.
    pub publisher: Localised,
    /// Licence.
    pub licence: String,
    /// Coverage.
    pub coverage: Localised,
    /// Frequency.
    pub frequency: String,
    /// Smallest count shown.
    #[serde(default)]
    pub min_cell: u16,
    /// Notes of method.
    pub method: Vec<Localised>,
    /// Headline figure.
    pub headline: Headline,
    /// Table.
    pub table: TableLayout,
    /// Indicators, in order.
    pub indicators: Vec<IndicatorSpec>,
    /// Charts, in order.
    #[serde(default)]
    pub charts: Vec<ChartSpec>,
    /// Remarks and corrections.
    #[serde(default)]
    pub overrides: Vec<Override>,
}

/// The catalogue, checked.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// ISO day on which the sources were read.
    pub accessed: String,
    /// Themes, places, ages.
    pub codes: Vec<Code>,
    /// Units.
    pub units: Vec<Unit>,
    /// What is not published.
    pub left_out: Vec<LeftOut>,
    /// Names of sources.
    pub sources: Vec<Source>,
    /// Datasets, in order.
    pub datasets: Vec<DatasetSpec>,
    /// SHA-256 of the two files.
    pub sha256: String,
}

const LICENCES: [&str; 2] = ["cc-by-4.0", "not-stated"];
const FREQUENCIES: [&str; 7] = ["annual", "quarterly", "survey", "census", "on-change", "irregular", "once"];
const STATUSES: [&str; 5] = ["normal", "modelled", "partial", "adjusted", "missing"];

/// Hexadecimal SHA-256 of the parts, with a zero byte between them.
pub fn sha256(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            hasher.update([0]);
        }
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Catalogue {
    /// Reads and checks the two files.
    ///
    /// # Errors
    /// The first contradiction, with its place.
    pub fn parse(codes: &str, datasets: &str) -> Result<Self, CatalogueError> {
        let sha256 = sha256(&[codes.as_bytes(), datasets.as_bytes()]);
        let codes: CodesFile =
            toml::from_str(codes).map_err(|error| CatalogueError(format!("codes.toml: {error}")))?;
        let file: DatasetsFile =
            toml::from_str(datasets).map_err(|error| CatalogueError(format!("datasets.toml: {error}")))?;
        let catalogue = Self {
            accessed: codes.accessed,
            codes: codes.codes,
            units: codes.units,
            left_out: codes.left_out,
            sources: codes.sources,
            datasets: file.datasets,
            sha256,
        };
        catalogue.check()?;
        Ok(catalogue)
    }

    /// The catalogue that ships with this build.
    ///
    /// # Errors
    /// A file is missing or contradicts itself.
    pub fn shipped() -> Result<Self, CatalogueError> {
        Self::parse(shipped("codes.toml")?, shipped("datasets.toml")?)
    }

    /// The unit with this code.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.code == code)
    }

    fn has(&self, kind: &str, code: &str) -> bool {
        self.codes.iter().any(|entry| entry.kind == kind && entry.code == code)
    }

    fn check(&self) -> Result<(), CatalogueError> {
        let mut from = BTreeSet::new();
        let mut ids = BTreeSet::new();
        let mut indicators = BTreeMap::new();
        for set in &self.datasets {
            let fail = |what: String| Err(CatalogueError(format!("{}: {what}", set.id)));
            if set.id.parse::<contract::ids::DatasetId>().is_err() || !ids.insert(&set.id) {
                return fail("the identifier is malformed or stands twice".to_owned());
            }
            if set.section.parse::<contract::Section>().is_err() {
                return fail(format!("unknown section {}", set.section));
            }
            if !self.has("theme", &set.theme) {
                return fail(format!("unknown theme {}", set.theme));
            }
            if !LICENCES.contains(&set.licence.as_str()) || !FREQUENCIES.contains(&set.frequency.as_str()) {
                return fail(format!("unknown licence {} or frequency {}", set.licence, set.frequency));
            }
            for indicator in &set.indicators {
                if indicators.insert(&indicator.code, &set.id).is_some() {
                    return fail(format!("indicator {} stands twice", indicator.code));
                }
                if self.unit(&indicator.unit).is_none() || !self.has("age", &indicator.age) {
                    return fail(format!("{}: unknown unit or age", indicator.code));
                }
                if !STATUSES.contains(&indicator.status.as_str()) {
                    return fail(format!("{}: unknown status {}", indicator.code, indicator.status));
                }
                for code in &indicator.from {
                    if !from.insert(code) || self.left_out.iter().any(|out| out.code == *code) {
                        return fail(format!("{code} is used twice, or used and left out"));
                    }
                }
            }
            let own = |code: &String| set.indicators.iter().any(|indicator| indicator.code == *code);
            // Up to the widest one, in not more steps than there are indicators: no ring.
            for indicator in &set.indicators {
                let above =
                    |code: &String| set.indicators.iter().find(|one| one.code == *code)?.part_of.as_ref();
                let mut at = indicator.part_of.as_ref();
                for _ in &set.indicators {
                    if at.is_some_and(|code| !own(code)) {
                        return fail(format!("{} is part of an unknown indicator", indicator.code));
                    }
                    at = at.and_then(above);
                }
                if at.is_some() {
                    return fail(format!("{} is part of itself", indicator.code));
                }
            }
            if !own(&set.headline.indicator) || !self.has("geo", &set.headline.geo) {
                return fail("the headline names an unknown indicator or place".to_owned());
            }
            for text in [&set.headline.clause.ar, &set.headline.clause.fr, &set.headline.clause.en] {
                if text.matches("{value}").count() != 1 {
                    return fail("a headline clause needs {value} once".to_owned());
                }
            }
            for chart in &set.charts {
                let known =
                    PlotKind::WORDS.contains(&chart.kind.as_str()) && chart.indicators.iter().all(own);
                if !known || PlotKind::parse(&chart.kind).has_categories() != chart.categories.is_some() {
                    return fail(
                        "a chart has an unknown kind or indicator, or bars without categories".to_owned(),
                    );
                }
            }
            for entry in &set.overrides {
                let status = entry.status.as_deref().unwrap_or("normal");
                if !own(&entry.code) || !STATUSES.contains(&status) {
                    return fail(format!("an override names unknown {} or {status}", entry.code));
                }
                if entry.value.is_some() && entry.note.is_none() {
                    return fail("a corrected value needs a note".to_owned());
                }
            }
        }
        Ok(())
    }
}

/// A shipped file of the room.
pub(super) fn shipped(name: &str) -> Result<&'static str, CatalogueError> {
    migrations::CONTENT
        .get_file(format!("statistics/{name}"))
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| CatalogueError(format!("{name} is missing")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalogue_agrees_with_itself() {
        let catalogue = Catalogue::shipped().expect("a sound catalogue");
        assert!(catalogue.datasets.len() >= 14);
    }
}
