//! A new version: what it changes, and its figures.

use std::collections::HashMap;

use entity::statistics::{dataset_version, observation};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{CHUNK, NewVersion};
use crate::{
    DomainResult,
    statistics::{
        catalogue::{Catalogue, DatasetSpec},
        read::{DatasetRows, ReadFile},
    },
};

type Key = (String, String, String, String, String);
type Facts = (Option<f64>, String, String, Option<entity::statistics::parts::Localised>, String);

/// What the new rows add, change and remove against the version before.
pub(super) async fn difference(
    tx: &DatabaseTransaction,
    spec: &DatasetSpec,
    rows: &DatasetRows,
    n: i32,
) -> DomainResult<NewVersion> {
    let mut before: HashMap<Key, Facts> = observation::Entity::find()
        .filter(observation::Column::DatasetId.eq(&spec.id))
        .filter(observation::Column::Version.eq(n - 1))
        .all(tx)
        .await?
        .into_iter()
        .map(|o| {
            (
                (o.indicator, o.geo, o.period, o.sex, o.age),
                (o.value, o.status, o.comparable, o.note, o.source_id),
            )
        })
        .collect();
    let (mut added, mut changed) = (0, 0);
    for f in &rows.figures {
        let key = (f.indicator.clone(), f.geo.clone(), f.period.to_string(), f.sex.clone(), f.age.clone());
        match before.remove(&key) {
            None => added += 1,
            Some((value, status, comparable, note, source)) => {
                let same = value == f.value
                    && status == f.status
                    && comparable == f.comparable
                    && note == f.note
                    && source == f.source_id;
                changed += usize::from(!same);
            }
        }
    }
    Ok(NewVersion { dataset: spec.id.clone(), n, added, changed, removed: before.len() })
}

/// Writes the version with all of its figures.
pub(super) async fn write_version(
    tx: &DatabaseTransaction,
    catalogue: &Catalogue,
    content: &ReadFile,
    spec: &DatasetSpec,
    rows: &DatasetRows,
    version: &NewVersion,
    now: i64,
) -> DomainResult<()> {
    let NewVersion { n, added, changed, removed, .. } = version;
    let head = dataset_version::ActiveModel {
        dataset_id: Set(spec.id.clone()),
        n: Set(*n),
        imported_at: Set(now),
        sha256: Set(content.sha256.clone()),
        rows_sha256: Set(rows.sha256.clone()),
        note: Set(format!("{added} added, {changed} changed, {removed} removed")),
        member_id: Set(None),
        added: Set(i32::try_from(*added).ok()),
        changed: Set(i32::try_from(*changed).ok()),
        removed: Set(i32::try_from(*removed).ok()),
        accessed: Set(Some(catalogue.accessed.clone())),
    };
    // What an import of the desk left behind that broke off: nobody ever saw it.
    dataset_version::Entity::delete_many()
        .filter(dataset_version::Column::DatasetId.eq(&spec.id))
        .filter(dataset_version::Column::RowsSha256.eq(""))
        .exec(tx)
        .await?;
    dataset_version::Entity::insert(head).exec_without_returning(tx).await?;
    for chunk in rows.figures.chunks(CHUNK) {
        let figures = chunk.iter().map(|f| observation::ActiveModel {
            dataset_id: Set(spec.id.clone()),
            version: Set(*n),
            indicator: Set(f.indicator.clone()),
            geo: Set(f.geo.clone()),
            period: Set(f.period.to_string()),
            sex: Set(f.sex.clone()),
            age: Set(f.age.clone()),
            value: Set(f.value),
            status: Set(f.status.clone()),
            comparable: Set(f.comparable.clone()),
            note: Set(f.note.clone()),
            source_code: Set(f.source_code.clone()),
            source_id: Set(f.source_id.clone()),
        });
        observation::Entity::insert_many(figures).exec_without_returning(tx).await?;
    }
    Ok(())
}
