//! Which figures of a version are withheld, worked out once and kept: long tables are read a page at a time, and what a
//! page withholds follows from the whole version, never from what was chosen of it.

use std::collections::{BTreeMap, HashMap};

use entity::statistics::{codelist, dataset, indicator, observation, statistics_guard, withheld_figure};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use super::suppress::{Guarded, withheld};
use crate::{DomainResult, Services};

/// Rows written with one statement: 7 columns, and SQLite takes 32 766 values.
const CHUNK: usize = 2_000;

/// SQL: 1 when the row of `observation` is withheld.
pub(super) const HIDDEN: &str = "CASE WHEN EXISTS (SELECT 1 FROM withheld_figure w \
    WHERE w.dataset_id = observation.dataset_id AND w.version = observation.version \
    AND w.indicator = observation.indicator AND w.geo = observation.geo AND w.sex = observation.sex \
    AND w.age = observation.age AND w.period = observation.period) THEN 1 ELSE 0 END";

/// Works it out for the version that is shown of every dataset with a smallest count, where it was not yet.
///
/// # Errors
/// The database refuses.
pub(super) async fn keep_all<C: ConnectionTrait>(tx: &C) -> DomainResult<()> {
    let sets = dataset::Entity::find()
        .filter(dataset::Column::MinCell.gt(0))
        // One without a version has no figure yet.
        .filter(dataset::Column::Version.gt(0))
        .all(tx)
        .await?;
    for set in &sets {
        keep(tx, set, set.version).await?;
    }
    Ok(())
}

/// The same in a transaction of its own.
///
/// # Errors
/// The database refuses.
pub(super) async fn keep_all_now(services: &Services) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    keep_all(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// The same for some versions of a dataset.
///
/// # Errors
/// The database refuses.
pub(super) async fn keep_now(
    services: &Services,
    set: &dataset::Model,
    versions: &[i32],
) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    for version in versions {
        keep(&tx, set, *version).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Works it out for a version that nobody reads yet, in several short transactions: so that whoever reads it first waits
/// for nothing.
///
/// # Errors
/// The database refuses.
pub(super) async fn prepare(services: &Services, set: &dataset::Model, version: i32) -> DomainResult<()> {
    if set.min_cell <= 0 {
        return Ok(());
    }
    let hidden = hidden(services.db.for_work().read(), set, version).await?;
    for chunk in hidden.chunks(CHUNK) {
        let tx = services.db.begin().await?;
        write(&tx, chunk).await?;
        tx.commit().await?;
    }
    let tx = services.db.begin().await?;
    seal(&tx, set, version).await?;
    tx.commit().await?;
    Ok(())
}

/// What was worked out for a dataset is worked out anew before anybody reads it: what it counts is another thing now.
///
/// # Errors
/// The database refuses.
pub(super) async fn forget<C: ConnectionTrait>(tx: &C, dataset: &str) -> DomainResult<()> {
    statistics_guard::Entity::delete_many()
        .filter(statistics_guard::Column::DatasetId.eq(dataset))
        .exec(tx)
        .await?;
    Ok(())
}

/// The same for all of them: units and places may be other ones.
///
/// # Errors
/// The database refuses.
pub(super) async fn forget_all<C: ConnectionTrait>(tx: &C) -> DomainResult<()> {
    statistics_guard::Entity::delete_many().exec(tx).await?;
    Ok(())
}

async fn keep<C: ConnectionTrait>(tx: &C, set: &dataset::Model, version: i32) -> DomainResult<()> {
    let known = statistics_guard::Entity::find_by_id((set.id.clone(), version)).one(tx).await?;
    if known
        .is_some_and(|known| known.min_cell == set.min_cell && known.catalogue_sha256 == set.catalogue_sha256)
    {
        return Ok(());
    }
    withheld_figure::Entity::delete_many()
        .filter(withheld_figure::Column::DatasetId.eq(&set.id))
        .filter(withheld_figure::Column::Version.eq(version))
        .exec(tx)
        .await?;
    let hidden = hidden(tx, set, version).await?;
    for chunk in hidden.chunks(CHUNK) {
        write(tx, chunk).await?;
    }
    seal(tx, set, version).await
}

async fn write<C: ConnectionTrait>(tx: &C, rows: &[withheld_figure::ActiveModel]) -> DomainResult<()> {
    let written = withheld_figure::Entity::insert_many(rows.to_vec())
        .on_conflict(
            OnConflict::columns([
                withheld_figure::Column::DatasetId,
                withheld_figure::Column::Version,
                withheld_figure::Column::Indicator,
                withheld_figure::Column::Geo,
                withheld_figure::Column::Sex,
                withheld_figure::Column::Age,
                withheld_figure::Column::Period,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(tx)
        .await;
    // Another reader was quicker: what she wrote is the same.
    match written {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// From now on it counts as worked out.
async fn seal<C: ConnectionTrait>(tx: &C, set: &dataset::Model, version: i32) -> DomainResult<()> {
    let seal = statistics_guard::ActiveModel {
        dataset_id: Set(set.id.clone()),
        version: Set(version),
        min_cell: Set(set.min_cell),
        catalogue_sha256: Set(set.catalogue_sha256.clone()),
    };
    statistics_guard::Entity::insert(seal)
        .on_conflict(
            OnConflict::columns([statistics_guard::Column::DatasetId, statistics_guard::Column::Version])
                .update_columns([
                    statistics_guard::Column::MinCell,
                    statistics_guard::Column::CatalogueSha256,
                ])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// What is withheld of a version. No sum reaches over two indicators or two periods.
async fn hidden<C: ConnectionTrait>(
    db: &C,
    set: &dataset::Model,
    version: i32,
) -> DomainResult<Vec<withheld_figure::ActiveModel>> {
    let codes =
        codelist::Entity::find().filter(codelist::Column::Kind.is_in(["unit", "geo"])).all(db).await?;
    let counting: Vec<&str> = codes
        .iter()
        .filter(|code| code.kind == "unit" && code.counts)
        .map(|code| code.code.as_str())
        .collect();
    let counted: Vec<String> = indicator::Entity::find()
        .select_only()
        .column(indicator::Column::Code)
        .filter(indicator::Column::DatasetId.eq(&set.id))
        .filter(indicator::Column::Unit.is_in(counting))
        .into_tuple()
        .all(db)
        .await?;
    let parents: HashMap<String, String> = codes
        .iter()
        .filter(|code| code.kind == "geo")
        .filter_map(|code| Some((code.code.clone(), code.parent.clone()?)))
        .collect();
    let mut hidden = Vec::new();
    let min_cell = u16::try_from(set.min_cell).unwrap_or_default();
    for indicator in counted {
        // A small count may be written nowhere and follow from two large ones: all of them are looked at.
        let rows: Vec<Counted> = observation::Entity::find()
            .select_only()
            .columns([
                observation::Column::Period,
                observation::Column::Geo,
                observation::Column::Sex,
                observation::Column::Age,
                observation::Column::Value,
            ])
            .filter(observation::Column::DatasetId.eq(&set.id))
            .filter(observation::Column::Version.eq(version))
            .filter(observation::Column::Indicator.eq(&indicator))
            .into_tuple()
            .all(db)
            .await?;
        let mut periods: BTreeMap<&str, Vec<Guarded<'_>>> = BTreeMap::new();
        for (period, geo, sex, age, value) in &rows {
            periods.entry(period).or_default().push(Guarded {
                indicator: &indicator,
                geo,
                period,
                sex,
                age,
                value: *value,
                counts: true,
            });
        }
        for guarded in periods.values() {
            let found = withheld(guarded, min_cell, &parents);
            for (row, _) in guarded.iter().zip(found).filter(|(_, hidden)| *hidden) {
                hidden.push(withheld_figure::ActiveModel {
                    dataset_id: Set(set.id.clone()),
                    version: Set(version),
                    indicator: Set(row.indicator.to_owned()),
                    geo: Set(row.geo.to_owned()),
                    sex: Set(row.sex.to_owned()),
                    age: Set(row.age.to_owned()),
                    period: Set(row.period.to_owned()),
                });
            }
        }
        // Others are answered between two long ones.
        tokio::task::yield_now().await;
    }
    Ok(hidden)
}

/// Period, place, sex, age and figure.
type Counted = (String, String, String, String, Option<f64>);
