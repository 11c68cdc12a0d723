//! What a chart shows, without geometry: series, points, and which points may be joined. A map takes outlines along.

use std::sync::Arc;

use entity::statistics::parts::{ChartFilter, Dimension, Localised};

use super::{
    dataset::{Cell, Names, Row},
    map,
    period::Period,
    shapes::Shapes,
};

/// The longest stretch, in years, that a line crosses without a figure.
pub const LONGEST_GAP: f64 = 6.0;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotKind {
    /// Points joined by straight lines.
    Line,
    /// An amount that holds until the next one.
    Step,
    /// Bars.
    Bars,
    /// Bars, the highest first: how places compare; a map would make large ones look important.
    Ranked,
    /// Bars whose parts stand one behind the other and make a whole.
    Stacked,
    /// One small drawing of lines for each series, all on the same scale.
    Multiples,
    /// Women to one side, men to the other, age by age.
    Pyramid,
    /// The newest figure, written large.
    Number,
    /// Governorates on a map, in classes of values.
    Map,
}

impl PlotKind {
    /// All of them, as stored.
    pub const WORDS: [&str; 9] =
        ["line", "step", "bars", "ranked", "stacked", "multiples", "pyramid", "number", "map"];

    /// Reads a stored kind; an unknown one is drawn as bars.
    pub fn parse(kind: &str) -> Self {
        match kind {
            "line" => Self::Line,
            "step" => Self::Step,
            "ranked" => Self::Ranked,
            "stacked" => Self::Stacked,
            "multiples" => Self::Multiples,
            "pyramid" => Self::Pyramid,
            "number" => Self::Number,
            "map" => Self::Map,
            _ => Self::Bars,
        }
    }

    /// Whether it runs along a time axis.
    pub fn is_over_time(self) -> bool {
        matches!(self, Self::Line | Self::Step | Self::Multiples)
    }

    /// Whether its figures stand in groups.
    pub fn has_categories(self) -> bool {
        matches!(self, Self::Bars | Self::Ranked | Self::Stacked | Self::Pyramid | Self::Map)
    }
}

/// One point or bar.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotPoint {
    /// Period.
    pub period: Period,
    /// Code of the category (bars).
    pub category: String,
    /// Value; nothing when missing or withheld, which breaks a line.
    pub value: Option<f64>,
    /// There is a figure, and it is not shown because it is small or would give a small one away.
    pub withheld: bool,
    /// Comparability key.
    pub comparable: String,
}

/// Points of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotSeries {
    /// Code of the series along its dimension.
    pub code: String,
    /// Points, in order of time.
    pub points: Vec<PlotPoint>,
}

impl PlotSeries {
    /// Runs of points that may be joined: same comparability key, nothing missing between, no long gap.
    pub fn runs(&self) -> Vec<Vec<&PlotPoint>> {
        let mut runs: Vec<Vec<&PlotPoint>> = Vec::new();
        let mut open = false;
        for point in &self.points {
            if point.value.is_none() {
                open = false;
                continue;
            }
            match runs.last_mut() {
                Some(run) if open && run.last().is_some_and(|last| joins(last, point)) => run.push(point),
                _ => runs.push(vec![point]),
            }
            open = true;
        }
        runs
    }
}

/// What a series did between two figures that can be compared; nothing that is missing or withheld is guessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Story<'a> {
    /// The earliest figure that can be compared with the newest.
    pub first: &'a PlotPoint,
    /// The newest figure.
    pub last: &'a PlotPoint,
    /// The highest of them, when it is neither the first nor the last.
    pub highest: Option<&'a PlotPoint>,
    /// The lowest of them, likewise.
    pub lowest: Option<&'a PlotPoint>,
    /// Periods between them without a figure that is shown.
    pub without: usize,
    /// There are older figures that cannot be compared.
    pub broken: bool,
}

impl PlotSeries {
    /// What can be said of the series without saying anything wrong; nothing when no figure is shown.
    pub fn story(&self) -> Option<Story<'_>> {
        let is_shown = |point: &&PlotPoint| point.value.is_some_and(f64::is_finite);
        let last = self.points.iter().rev().find(is_shown)?;
        let alike: Vec<&PlotPoint> =
            self.points.iter().filter(is_shown).filter(|point| point.comparable == last.comparable).collect();
        let first = *alike.first()?;
        let ends = [first.value, last.value];
        let by_value = |a: &&&PlotPoint, b: &&&PlotPoint| {
            a.value.partial_cmp(&b.value).unwrap_or(std::cmp::Ordering::Equal)
        };
        let inner = |point: Option<&&PlotPoint>| point.is_some_and(|point| !ends.contains(&point.value));
        let (high, low) = (alike.iter().max_by(by_value), alike.iter().min_by(by_value));
        let range = first.period.position()..=last.period.position();
        let without =
            self.points.iter().filter(|p| !is_shown(p) && range.contains(&p.period.position())).count();
        Some(Story {
            first,
            last,
            highest: if inner(high) { high.copied() } else { None },
            lowest: if inner(low) { low.copied() } else { None },
            without,
            broken: self.points.iter().any(|p| is_shown(&p) && p.comparable != last.comparable),
        })
    }
}

/// Whether a line may join two points.
fn joins(a: &PlotPoint, b: &PlotPoint) -> bool {
    a.comparable == b.comparable && (b.period.position() - a.period.position()).abs() <= LONGEST_GAP
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// How it is drawn.
    pub kind: PlotKind,
    /// What tells the series apart.
    pub series_by: Dimension,
    /// What tells categories apart (bars).
    pub categories_by: Dimension,
    /// Series, in order.
    pub series: Vec<PlotSeries>,
    /// Categories, in order (bars).
    pub categories: Vec<String>,
    /// Code of the first indicator shown, for unit and decimals.
    pub indicator: String,
    /// Outlines to draw a map with; without them it is told in words.
    pub shapes: Option<Arc<Shapes>>,
}

/// A chart of a dataset.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Localised,
    /// Remark.
    pub note: Option<Localised>,
    /// It draws an older version than the table shows.
    pub outdated: bool,
    /// The version it draws.
    pub version: i32,
    /// What it shows.
    pub plot: Plot,
}

/// The code of a row along a dimension.
pub fn code_of(row: &Row, dimension: Dimension) -> String {
    match dimension {
        Dimension::Indicator => row.indicator.clone(),
        Dimension::Geo => row.geo.clone(),
        Dimension::Sex => row.sex.clone(),
        Dimension::Age => row.age.clone(),
        Dimension::Period => row.period.to_string(),
    }
}

/// Picks and orders the rows of a chart. `order` is the order of indicators.
pub fn plot(kind: &str, filter: &ChartFilter, rows: &[Row], order: &[&str], names: &Names) -> Plot {
    let kind = PlotKind::parse(kind);
    let wanted = |list: &[String], code: &str| list.is_empty() || list.iter().any(|entry| entry == code);
    let mut chosen: Vec<&Row> = rows
        .iter()
        .filter(|row| {
            wanted(&filter.indicators, &row.indicator)
                && wanted(&filter.geos, &row.geo)
                && wanted(&filter.sexes, &row.sex)
                && wanted(&filter.ages, &row.age)
                && wanted(&filter.periods, &row.period.to_string())
                // A country and its regions have no outline of their own.
                && (kind != PlotKind::Map || map::has(&row.geo))
        })
        .collect();
    chosen.sort_by_key(|row| (row.period.sort_key(), row.period));
    let categories_by = filter.categories.unwrap_or(Dimension::Period);
    let rank = |dimension: Dimension, code: &str| -> (i64, String) {
        let listed = |list: &[String]| list.iter().position(|entry| entry == code);
        let place = match dimension {
            Dimension::Indicator => listed(&filter.indicators)
                .or_else(|| order.iter().position(|entry| *entry == code))
                .map(|i| i as i64),
            Dimension::Geo => {
                listed(&filter.geos).map(|i| i as i64).or_else(|| Some(names.position("geo", code).into()))
            }
            Dimension::Sex => ["F", "M", "T"].iter().position(|entry| *entry == code).map(|i| i as i64),
            Dimension::Age => Some(names.position("age", code).into()),
            Dimension::Period => None,
        };
        (place.unwrap_or_default(), code.to_owned())
    };
    let codes = |dimension: Dimension| -> Vec<String> {
        let mut list: Vec<String> = chosen.iter().map(|row| code_of(row, dimension)).collect();
        list.sort_by_key(|code| rank(dimension, code));
        list.dedup();
        list
    };
    let series: Vec<PlotSeries> = codes(filter.series)
        .into_iter()
        .map(|code| {
            let points = chosen
                .iter()
                .filter(|row| code_of(row, filter.series) == code)
                .map(|row| PlotPoint {
                    period: row.period,
                    category: code_of(row, categories_by),
                    value: row.cell.value(),
                    withheld: row.cell == Cell::Withheld,
                    comparable: row.comparable.clone(),
                })
                .collect();
            PlotSeries { code, points }
        })
        .collect();
    let mut categories = if kind.has_categories() { codes(categories_by) } else { Vec::new() };
    if kind == PlotKind::Ranked {
        // By the first series. What is not shown keeps its place in the list, behind all others: the order tells nothing.
        let value = |category: &String| {
            let points = series.first().map(|one| one.points.as_slice()).unwrap_or_default();
            points.iter().find(|point| point.category == *category)?.value
        };
        categories.sort_by(|a, b| match (value(a), value(b)) {
            (Some(a), Some(b)) => b.partial_cmp(&a).unwrap_or(std::cmp::Ordering::Equal),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => std::cmp::Ordering::Equal,
        });
    }
    if kind == PlotKind::Map {
        // Every governorate is there, also one without an observation.
        categories = map::GOVERNORATES.map(str::to_owned).to_vec();
    }
    let indicator = codes(Dimension::Indicator).into_iter().next().unwrap_or_default();
    Plot { kind, series_by: filter.series, categories_by, series, categories, indicator, shapes: None }
}
