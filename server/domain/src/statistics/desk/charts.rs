//! The charts of a dataset: how they are drawn, what they show of which version, and in which words.

use std::collections::HashSet;

use contract::{ErrorCode, FieldCode, FieldError};
use entity::statistics::{
    chart, codelist, dataset, dataset_version, indicator, observation,
    parts::{ChartFilter, Dimension, Localised},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::said::check_words;
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::{Period, chart::PlotKind},
    submission::{self, FormKey},
};

/// How a chart can be drawn.
pub const KINDS: [&str; 7] = ["line", "step", "bars", "stacked", "multiples", "pyramid", "number"];
/// What can tell series and groups apart.
pub const DIMENSIONS: [&str; 5] = ["indicator", "geo", "sex", "age", "period"];
const SEXES: [&str; 3] = ["F", "M", "T"];
const TITLE_CHARS: usize = 300;
const NOTE_CHARS: usize = 1_000;
/// Charts of one dataset; what they draw together is kept in memory.
const MOST_CHARTS: usize = 10;
/// Figures of one chart: nobody reads more of them.
const MOST_POINTS: usize = 500;

/// A chart, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartForm {
    /// Identifier; empty for a new one.
    pub chart: String,
    /// How it is drawn.
    pub kind: String,
    /// The version that it draws.
    pub version: String,
    /// What tells its series apart.
    pub series: String,
    /// What tells its groups apart; nothing along time.
    pub categories: String,
    /// Indicators.
    pub indicators: Vec<String>,
    /// Places; none means all.
    pub geos: Vec<String>,
    /// `F`, `M`, `T`; none means all.
    pub sexes: Vec<String>,
    /// Age groups; none means all.
    pub ages: Vec<String>,
    /// Periods, with spaces between; nothing means all.
    pub periods: String,
    /// Place among the charts, from 1.
    pub position: String,
    /// Title.
    pub title: Localised,
    /// How to read it; nothing says nothing.
    pub note: Localised,
}

/// The charts of a dataset, and what can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartPage {
    /// Title of the dataset.
    pub title: Localised,
    /// The version that is shown.
    pub shown: i32,
    /// Versions, the newest first.
    pub versions: Vec<i32>,
    /// Its charts, in order.
    pub charts: Vec<ChartForm>,
    /// Indicators and their units.
    pub indicators: Vec<(String, Localised, String)>,
    /// Places.
    pub geos: Vec<(String, Localised)>,
    /// Age groups.
    pub ages: Vec<(String, Localised)>,
    /// Which edition of the description this is.
    pub edit: i32,
}

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

fn dimension_text(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Indicator => "indicator",
        Dimension::Geo => "geo",
        Dimension::Sex => "sex",
        Dimension::Age => "age",
        Dimension::Period => "period",
    }
}

async fn stored(services: &Services, id: &str) -> DomainResult<dataset::Model> {
    if id.parse::<contract::ids::DatasetId>().is_err() {
        return Err(DomainError::not_found());
    }
    dataset::Entity::find_by_id(id).one(services.db.read()).await?.ok_or_else(DomainError::not_found)
}

/// The charts of a dataset.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; not found.
pub async fn charts(services: &Services, actor: &Actor, id: &str) -> DomainResult<ChartPage> {
    require(actor, Permission::StatisticsManage, None)?;
    let set = stored(services, id).await?;
    let db = services.db.read();
    let rows = chart::Entity::find()
        .filter(chart::Column::DatasetId.eq(id))
        .order_by_asc(chart::Column::Position)
        .order_by_asc(chart::Column::Id)
        .all(db)
        .await?;
    let versions: Vec<i32> = dataset_version::Entity::find()
        .select_only()
        .column(dataset_version::Column::N)
        .filter(dataset_version::Column::DatasetId.eq(id))
        // One without a hash is still being written.
        .filter(dataset_version::Column::RowsSha256.ne(""))
        .order_by_desc(dataset_version::Column::N)
        .into_tuple()
        .all(db)
        .await?;
    let indicators = indicator::Entity::find()
        .filter(indicator::Column::DatasetId.eq(id))
        .order_by_asc(indicator::Column::Position)
        .all(db)
        .await?;
    let codes = codelist::Entity::find()
        .filter(codelist::Column::Kind.is_in(["geo", "age"]))
        .order_by_asc(codelist::Column::Position)
        .all(db)
        .await?;
    let of = |kind: &str| {
        codes
            .iter()
            .filter(|code| code.kind == kind)
            .map(|code| (code.code.clone(), code.label.clone()))
            .collect()
    };
    Ok(ChartPage {
        title: set.title,
        shown: set.version,
        versions,
        charts: rows.into_iter().map(form_of).collect(),
        indicators: indicators.into_iter().map(|one| (one.code, one.label, one.unit)).collect(),
        geos: of("geo"),
        ages: of("age"),
        edit: set.edit,
    })
}

fn form_of(row: chart::Model) -> ChartForm {
    let filter = row.filter;
    ChartForm {
        chart: row.id,
        kind: row.kind,
        version: row.version.to_string(),
        series: dimension_text(filter.series).to_owned(),
        categories: filter.categories.map(dimension_text).unwrap_or_default().to_owned(),
        indicators: filter.indicators,
        geos: filter.geos,
        sexes: filter.sexes,
        ages: filter.ages,
        periods: filter.periods.join(" "),
        position: row.position.to_string(),
        title: row.title,
        note: row.note.unwrap_or_default(),
    }
}

/// What a form says, checked.
struct Sound {
    kind: String,
    version: i32,
    filter: ChartFilter,
    position: i32,
    title: Localised,
    note: Option<Localised>,
}

fn sound(errors: &mut Vec<FieldError>, page: &ChartPage, said: &ChartForm) -> Option<Sound> {
    let title = check_words(errors, "title", &said.title, TITLE_CHARS);
    let wordless = [&said.note.ar, &said.note.fr, &said.note.en].iter().all(|text| text.trim().is_empty());
    let note = (!wordless).then(|| check_words(errors, "note", &said.note, NOTE_CHARS));
    let mut want = |fine: bool, field: &str, code: FieldCode| {
        if !fine {
            errors.push(FieldError::new(field, code));
        }
    };
    let kind = said.kind.as_str();
    want(KINDS.contains(&kind), "kind", FieldCode::UnknownChoice);
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
async fn drawable<C: ConnectionTrait>(
    db: &C,
    errors: &mut Vec<FieldError>,
    dataset: &str,
    sound: &Sound,
) -> DomainResult<()> {
    let filter = &sound.filter;
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
    let mut seen = HashSet::new();
    if !rows.iter().all(|row| seen.insert((code(row, filter.series), code(row, across)))) {
        errors.push(FieldError::new("twice", FieldCode::Unfit));
    }
    Ok(())
}

/// Takes the edition that she changes; whoever comes second finds another one.
async fn take<C: ConnectionTrait>(tx: &C, id: &str, edit: i32, now: i64) -> DomainResult<()> {
    let changed = dataset::Entity::update_many()
        .col_expr(dataset::Column::Edit, Expr::value(edit.saturating_add(1)))
        .col_expr(dataset::Column::DeskAt, Expr::value(Some(now)))
        .filter(dataset::Column::Id.eq(id))
        .filter(dataset::Column::Edit.eq(edit))
        .exec(tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok(())
}

/// Makes a chart, or changes the one that the form names. `edit` is the edition that she changes. Answers which one.
///
/// # Errors
/// As [`charts`]; the refused fields; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn write_chart(
    services: &Services,
    actor: &Actor,
    id: &str,
    (form_key, edit): (&str, i32),
    said: &ChartForm,
) -> DomainResult<String> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("chart:{}", member.id);
    if let Some(first) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(first);
    }
    let page = charts(services, actor, id).await?;
    let known = page.charts.iter().any(|one| one.chart == said.chart);
    if !said.chart.is_empty() && !known {
        return Err(DomainError::not_found());
    }
    let mut errors = Vec::new();
    let checked = sound(&mut errors, &page, said);
    if !known && page.charts.len() >= MOST_CHARTS {
        errors.push(FieldError::new("full", FieldCode::Unfit));
    }
    let Some(checked) = checked.filter(|_| errors.is_empty()) else { return Err(DomainError::fields(errors)) };
    drawable(services.db.read(), &mut errors, id, &checked).await?;
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let chart_id = if known { said.chart.clone() } else { new_id() };
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    take(&tx, id, edit, now).await?;
    submission::spend(&tx, &scope, &key, &chart_id, now).await?;
    let row = chart::ActiveModel {
        id: Set(chart_id.clone()),
        dataset_id: Set(id.to_owned()),
        version: Set(checked.version),
        filter: Set(checked.filter),
        kind: Set(checked.kind),
        title: Set(checked.title),
        note: Set(checked.note),
        position: Set(checked.position),
    };
    if known {
        row.update(&tx).await?;
    } else {
        row.insert(&tx).await?;
    }
    let entry = Entry::of(Action::StatisticsDescribe).on("dataset", id).detail(format!("chart {chart_id}"));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(chart_id)
}

/// Takes a chart away. `sure`: she says that she means it.
///
/// # Errors
/// As [`charts`]; the refused field `sure`; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn remove_chart(
    services: &Services,
    actor: &Actor,
    id: &str,
    (chart_id, edit): (&str, i32),
    sure: bool,
) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    stored(services, id).await?;
    if !sure {
        return Err(DomainError::field("sure", FieldCode::Required));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    take(&tx, id, edit, now).await?;
    let gone = chart::Entity::delete_many()
        .filter(chart::Column::Id.eq(chart_id))
        .filter(chart::Column::DatasetId.eq(id))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    let entry =
        Entry::of(Action::StatisticsDescribe).on("dataset", id).detail(format!("chart {chart_id} removed"));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
