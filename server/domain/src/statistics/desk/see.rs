//! Files that she tries.

use entity::statistics::trial as row;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    mapping::Mapping,
    run::{Report, attempt, known, read},
    state::{Detected, State},
    trial::{HANDS, bytes_of, progress, seal},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, library::upload::is_id, permission::require,
    services::day_of, statistics::export::harmless,
};
use contract::ErrorCode;

/// Lines of a list.
const MOST_LINES: u64 = 50;

/// A file in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialLine {
    /// What it is known by.
    pub id: String,
    /// Its name.
    pub file: String,
    /// How far it is.
    pub state: State,
    /// ISO day until which it is kept.
    pub kept_until: String,
}

/// A file that she tries.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What it is known by.
    pub id: String,
    /// Its name.
    pub file: String,
    /// How far it is.
    pub state: State,
    /// What it is, once it is read.
    pub detected: Option<Detected>,
    /// What it means.
    pub mapping: Mapping,
    /// What was found.
    pub report: Option<Report>,
    /// Figures that were worked on so far.
    pub done: usize,
    /// What she confirms.
    pub seal: String,
    /// The version, once it is one.
    pub version: Option<i32>,
    /// ISO day until which it is kept.
    pub kept_until: String,
    /// Datasets into which it may go, with their titles.
    pub datasets: Vec<(String, entity::statistics::parts::Localised)>,
}

/// The row of a file of hers.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; `NotFound` for what is not hers.
pub(super) async fn hers(services: &Services, actor: &Actor, id: &str) -> DomainResult<row::Model> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    if !is_id(id) {
        return Err(DomainError::not_found());
    }
    row::Entity::find_by_id(id)
        .filter(row::Column::MemberId.eq(member.id.as_str()))
        .one(services.db.read())
        .await?
        .ok_or_else(DomainError::not_found)
}

/// The files that she tries, the newest first.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`].
pub async fn trials(services: &Services, actor: &Actor) -> DomainResult<Vec<TrialLine>> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    let rows: Vec<(String, String, String, i64)> = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::FileName, row::Column::State, row::Column::ExpiresAt])
        .filter(row::Column::MemberId.eq(member.id.as_str()))
        .order_by_desc(row::Column::CreatedAt)
        .order_by_desc(row::Column::Id)
        .limit(MOST_LINES)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let line = |(id, file, state, expires): (String, String, String, i64)| {
        Some(TrialLine { id, file, state: State::parse(&state)?, kept_until: day_of(expires) })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// One of them, with what was found.
///
/// # Errors
/// As [`trials`]; `NotFound` for what is not hers.
pub async fn trial(services: &Services, actor: &Actor, id: &str) -> DomainResult<Trial> {
    use entity::statistics::dataset;
    let row = hers(services, actor, id).await?;
    let datasets =
        dataset::Entity::find().order_by_asc(dataset::Column::Position).all(services.db.read()).await?;
    // A form of it that is not read any more tells nothing.
    fn of<T: serde::de::DeserializeOwned>(text: Option<&String>) -> Option<T> {
        text.and_then(|text| serde_json::from_str(text).ok())
    }
    Ok(Trial {
        state: State::parse(&row.state).ok_or_else(DomainError::not_found)?,
        detected: of(row.detected.as_ref()),
        mapping: of(row.mapping.as_ref()).unwrap_or_else(Mapping::empty),
        report: of(row.report.as_ref()),
        done: progress(id, row.done),
        seal: seal(&row),
        version: row.version,
        kept_until: day_of(row.expires_at),
        datasets: datasets.into_iter().map(|set| (set.id, set.title)).collect(),
        id: row.id,
        file: row.file_name,
    })
}

/// Everything that is wrong in a file, as CSV.
///
/// # Errors
/// As [`trial`]; not found for one in which nothing is known to be wrong.
pub async fn faults_csv(services: &Services, actor: &Actor, id: &str) -> DomainResult<Vec<u8>> {
    let row = hers(services, actor, id).await?;
    let mapping: Option<Mapping> = row.mapping.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let (Some(State::Faulty), Some(mapping)) = (State::parse(&row.state), mapping) else {
        return Err(DomainError::not_found());
    };
    // As costly as checking it: one at a time.
    let _hand = HANDS.acquire().await.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
    let Ok(read) = read(bytes_of(services, &row).await?, mapping.part).await?.0 else {
        return Err(DomainError::not_found());
    };
    let known = known(services, &read, Some(&mapping)).await?;
    let tried = attempt(services, read, mapping, known, |_| {}).await?;
    let internal = |error: csv::Error| DomainError::caused(ErrorCode::Internal, error);
    let mut csv = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    csv.write_record(["row", "column", "value", "expected"]).map_err(internal)?;
    for fault in &tried.checked.faults {
        // A spreadsheet must not take what somebody wrote for a formula; a figure is none.
        let told = |text: &str| if text.parse::<f64>().is_ok() { text.to_owned() } else { harmless(text) };
        let line =
            [fault.row.to_string(), told(&fault.column), told(&fault.value), fault.expected.to_string()];
        csv.write_record(line).map_err(internal)?;
    }
    csv.into_inner().map_err(|error| DomainError::caused(ErrorCode::Internal, error.to_string()))
}
