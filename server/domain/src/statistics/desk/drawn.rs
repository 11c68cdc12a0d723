//! What a form says of a chart, checked: a chart that would say something wrong is not drawn.

use std::collections::HashSet;

use contract::{FieldCode, FieldError};
use entity::statistics::{
    observation,
    parts::{ChartFilter, Dimension, Localised},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    charts::{ChartForm, ChartPage},
    said::check_words,
};
use crate::{
    DomainResult,
    statistics::{Period, chart::PlotKind, map},
};

const SEXES: [&str; 3] = ["F", "M", "T"];
const TITLE_CHARS: usize = 300;
const NOTE_CHARS: usize = 1_000;
/// Figures of one chart: nobody reads more of them.
const MOST_POINTS: usize = 500;

fn dimension(text: &str) -> Option<Dimension> {
    Some(match text {
        "indicator" => Dimension::Indicator,
        "geo" => Dimension::Geo,
        "sex" => Dimension::Sex,
        "age" => Dimension::Age,
        "period" => Dimension::Period,
        _ => return None,
    })
}

pub(super) fn dimension_text(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Indicator => "indicator",
        Dimension::Geo => "geo",
        Dimension::Sex => "sex",
        Dimension::Age => "age",
        Dimension::Period => "period",
    }
}

/// What a form says, checked.
pub(super) struct Sound {
    pub kind: String,
    pub version: i32,
    pub filter: ChartFilter,
    pub position: i32,
    pub title: Localised,
    pub note: Option<Localised>,
}

/// Reads what a form says; nothing where it cannot be read at all. What is wrong is told.
pub(super) fn sound(errors: &mut Vec<FieldError>, page: &ChartPage, said: &ChartForm) -> Option<Sound> {
    let title = check_words(errors, "title", &said.title, TITLE_CHARS);
    let wordless = [&said.note.ar, &said.note.fr, &said.note.en].iter().all(|text| text.trim().is_empty());
    let note = (!wordless).then(|| check_words(errors, "note", &said.note, NOTE_CHARS));
    let mut want = |fine: bool, field: &str, code: FieldCode| {
        if !fine {
            errors.push(FieldError::new(field, code));
        }
    };
    let kind = said.kind.as_str();
    // Where there are no outlines nobody makes a map; one that is there is kept, for they may come back.
    let kept = page.charts.iter().any(|one| one.chart == said.chart && one.kind == kind);
    let known = PlotKind::WORDS.contains(&kind)
        && (PlotKind::parse(kind) != PlotKind::Map || page.has_shapes || kept);
    want(known, "kind", FieldCode::UnknownChoice);
    let version = said.version.parse::<i32>().ok().filter(|n| page.versions.contains(n));
    want(version.is_some(), "version", FieldCode::UnknownChoice);
    let drawn = PlotKind::parse(kind);
    let series = dimension(&said.series);
    // Along time, and where one figure is written large, there are no groups.
    let categories = if drawn.has_categories() { dimension(&said.categories) } else { None };
    want(
        series.is_some_and(|one| drawn.has_categories() || one != Dimension::Period),
        "series",
        FieldCode::UnknownChoice,
    );
    let grouped = !drawn.has_categories() || categories.is_some_and(|one| Some(one) != series);
    want(grouped, "categories", FieldCode::UnknownChoice);
    let is_pyramid = series == Some(Dimension::Sex) && categories == Some(Dimension::Age);
    want(drawn != PlotKind::Pyramid || is_pyramid, "pyramid", FieldCode::Unfit);
    want(drawn != PlotKind::Map || categories == Some(Dimension::Geo), "map", FieldCode::Unfit);
    let known: Vec<&str> = page.indicators.iter().map(|(code, _, _)| code.as_str()).collect();
    want(!said.indicators.is_empty(), "indicators", FieldCode::Required);
    let within = |list: &[String], known: &[&str]| list.iter().all(|code| known.contains(&code.as_str()));
    want(within(&said.indicators, &known), "indicators", FieldCode::UnknownChoice);
    let mut units: Vec<&str> = page
        .indicators
        .iter()
        .filter(|(code, _, _)| said.indicators.contains(code))
        .map(|(_, _, unit)| unit.as_str())
        .collect();
    units.sort_unstable();
    units.dedup();
    // One scale cannot measure two things.
    want(units.len() < 2, "units", FieldCode::Unfit);
    let of = |list: &[(String, Localised)]| list.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>();
    let (geos, ages) = (of(&page.geos), of(&page.ages));
    want(said.geos.iter().all(|code| geos.contains(code)), "geos", FieldCode::UnknownChoice);
    want(said.ages.iter().all(|code| ages.contains(code)), "ages", FieldCode::UnknownChoice);
    want(within(&said.sexes, &SEXES), "sexes", FieldCode::UnknownChoice);
    let periods: Option<Vec<String>> = said
        .periods
        .split_whitespace()
        .take(MOST_POINTS)
        .map(|text| text.parse::<Period>().ok().map(|period| period.to_string()))
        .collect();
    want(periods.is_some(), "periods", FieldCode::BadCharacters);
    let position = said.position.trim().parse::<i32>().ok().filter(|place| (1..=99).contains(place));
    want(position.is_some(), "position", FieldCode::NotANumber);
    let filter = ChartFilter {
        series: series?,
        categories,
        indicators: said.indicators.clone(),
        geos: said.geos.clone(),
        sexes: said.sexes.clone(),
        ages: said.ages.clone(),
        periods: periods?,
    };
    Some(Sound { kind: kind.to_owned(), version: version?, filter, position: position?, title, note })
}

/// Whether every figure that it draws has a place of its own, and whether there is any.
pub(super) async fn drawable<C: ConnectionTrait>(
    db: &C,
    errors: &mut Vec<FieldError>,
    dataset: &str,
    sound: &Sound,
) -> DomainResult<()> {
    let filter = &sound.filter;
    let is_map = PlotKind::parse(&sound.kind) == PlotKind::Map;
    let mut query = observation::Entity::find()
        .select_only()
        .columns([
            observation::Column::Indicator,
            observation::Column::Geo,
            observation::Column::Sex,
            observation::Column::Age,
            observation::Column::Period,
        ])
        .filter(observation::Column::DatasetId.eq(dataset))
        .filter(observation::Column::Version.eq(sound.version));
    for (column, list) in [
        (observation::Column::Indicator, &filter.indicators),
        (observation::Column::Geo, &filter.geos),
        (observation::Column::Sex, &filter.sexes),
        (observation::Column::Age, &filter.ages),
        (observation::Column::Period, &filter.periods),
    ] {
        if !list.is_empty() {
            query = query.filter(column.is_in(list.iter().map(String::as_str)));
        }
    }
    if is_map {
        query = query.filter(observation::Column::Geo.is_in(map::GOVERNORATES));
    }
    let rows: Vec<(String, String, String, String, String)> =
        query.limit(MOST_POINTS as u64 + 1).into_tuple().all(db).await?;
    if rows.is_empty() {
        errors.push(FieldError::new("empty", FieldCode::Unfit));
    }
    if rows.len() > MOST_POINTS {
        errors.push(FieldError::new("much", FieldCode::Unfit));
        return Ok(());
    }
    let across = filter.categories.unwrap_or(Dimension::Period);
    let code = |row: &(String, String, String, String, String), dimension: Dimension| match dimension {
        Dimension::Indicator => row.0.clone(),
        Dimension::Geo => row.1.clone(),
        Dimension::Sex => row.2.clone(),
        Dimension::Age => row.3.clone(),
        Dimension::Period => row.4.clone(),
    };
    if is_map && !rows.is_empty() {
        let mut series: Vec<String> = rows.iter().map(|row| code(row, filter.series)).collect();
        series.sort_unstable();
        series.dedup();
        if series.len() > 1 || !map::fits(rows.iter().map(|row| (row.1.as_str(), row.4.as_str()))) {
            errors.push(FieldError::new("map", FieldCode::Unfit));
        }
        return Ok(());
    }
    let mut seen = HashSet::new();
    if !rows.iter().all(|row| seen.insert((code(row, filter.series), code(row, across)))) {
        errors.push(FieldError::new("twice", FieldCode::Unfit));
    }
    Ok(())
}
