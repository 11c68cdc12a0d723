//! The charts of a dataset: how they are drawn, what they show of which version, and in which words.

use contract::{FieldCode, FieldError};
use entity::statistics::{chart, codelist, dataset_version, indicator, observation, parts::Localised};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    drawn::{dimension_text, drawable, sound},
    edition::{stored, take},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::map,
    submission::{self, FormKey},
};

/// What can tell series and groups apart.
pub const DIMENSIONS: [&str; 5] = ["indicator", "geo", "sex", "age", "period"];
/// Charts of one dataset; what they draw together is kept in memory.
const MOST_CHARTS: usize = 10;

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
    /// There are outlines to draw maps with.
    pub has_shapes: bool,
    /// There are, and the version that is shown has observations of enough governorates for a map.
    pub mappable: bool,
    /// Which edition of the description this is.
    pub edit: i32,
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
    let places: Vec<String> = observation::Entity::find()
        .select_only()
        .column(observation::Column::Geo)
        .distinct()
        .filter(observation::Column::DatasetId.eq(id))
        .filter(observation::Column::Version.eq(set.version))
        .filter(observation::Column::Geo.is_in(map::GOVERNORATES))
        .into_tuple()
        .all(db)
        .await?;
    let has_shapes = services.shapes().is_some();
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
        has_shapes,
        mappable: has_shapes && places.len() >= map::FEWEST,
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
    let Some(checked) = checked.filter(|_| errors.is_empty()) else {
        return Err(DomainError::fields(errors));
    };
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
