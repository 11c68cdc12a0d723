//! The figures as they were imported, small counts too: for those who keep the statistics, and each reading is logged.

use contract::{FieldCode, ids::DatasetId};
use entity::statistics::{dataset, observation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Localised, export::harmless};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::audit::{self, Action, Entry},
};

/// Why the figures as they were imported may be read. A word of ours: nothing that somebody wrote comes into the log.
pub const REASONS: [&str; 4] = ["check", "correct", "method", "source_asks"];

/// What stands on the page before anything is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDesk {
    /// Dataset.
    pub id: DatasetId,
    /// Title.
    pub title: Localised,
    /// Number of the version.
    pub version: i32,
    /// Smallest count that others see.
    pub min_cell: i32,
}

async fn found(services: &Services, id: &DatasetId) -> DomainResult<dataset::Model> {
    let found = dataset::Entity::find_by_id(id.as_str()).one(services.db.read()).await?;
    found.ok_or_else(DomainError::not_found)
}

/// The page that asks why. It shows no figure.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; not found.
pub async fn raw_desk(services: &Services, actor: &Actor, id: &DatasetId) -> DomainResult<RawDesk> {
    require(actor, Permission::StatisticsManage, None)?;
    let set = found(services, id).await?;
    Ok(RawDesk { id: id.clone(), title: set.title, version: set.version, min_cell: set.min_cell })
}

/// The figures of the version that is shown, as CSV, nothing withheld.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; not found; a reason that is none.
pub async fn raw(services: &Services, actor: &Actor, id: &DatasetId, reason: &str) -> DomainResult<Vec<u8>> {
    let reader = require(actor, Permission::StatisticsManage, None)?;
    let set = found(services, id).await?;
    if !REASONS.contains(&reason) {
        return Err(DomainError::field("reason", FieldCode::UnknownChoice));
    }
    // Logged before anything is read; and whoever writes does not wait for a long table to be read.
    let tx = services.db.begin().await?;
    audit::record(&tx, Some(reader), entry(id.as_str(), set.version, reason), services.now_ms()).await?;
    tx.commit().await?;
    let rows = observation::Entity::find()
        .filter(observation::Column::DatasetId.eq(id.as_str()))
        .filter(observation::Column::Version.eq(set.version))
        .order_by_asc(observation::Column::Indicator)
        .order_by_asc(observation::Column::Geo)
        .order_by_asc(observation::Column::Sex)
        .order_by_asc(observation::Column::Age)
        .order_by_asc(observation::Column::Period)
        .all(services.db.for_work().read())
        .await?;
    written(&rows)
}

/// What the log says of somebody who reads them.
pub(super) fn entry(id: &str, version: i32, reason: &str) -> Entry {
    Entry::of(Action::StatisticsRaw)
        .on("dataset", id)
        .because(Some(reason))
        .detail(format!("version:{version}"))
}

fn written(rows: &[observation::Model]) -> DomainResult<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    let fail = |error: csv::Error| DomainError::caused(contract::ErrorCode::Internal, error);
    writer
        .write_record(["indicator", "place", "period", "sex", "age", "value", "status", "source_code"])
        .map_err(fail)?;
    for row in rows {
        let value = row.value.map_or_else(String::new, |value| value.to_string());
        let texts = [&row.indicator, &row.geo, &row.period, &row.sex, &row.age].map(|text| harmless(text));
        let more = [value, harmless(&row.status), harmless(&row.source_code)];
        writer.write_record(texts.iter().chain(&more)).map_err(fail)?;
    }
    writer.flush().map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?;
    drop(writer);
    Ok(out)
}
