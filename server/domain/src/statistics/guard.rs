//! Which figures of a version are withheld, worked out once and kept: long tables are read a page at a time, and what a
//! page withholds follows from the whole version, never from what was chosen of it.

mod work;

use std::collections::HashSet;

use entity::statistics::{dataset, dataset_version, observation, statistics_guard, withheld_figure};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement, sea_query::OnConflict,
};

use crate::{DomainResult, Services};
use work::hidden;

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
    // What older ones withhold is withheld here too.
    let tx = services.db.begin().await?;
    keep_before(&tx, set, version).await?;
    tx.commit().await?;
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

/// Figures by version, each with what tells it apart: indicator, place, sex, age, period.
#[derive(Debug, Default)]
pub(super) struct Withheld {
    versions: HashSet<i32>,
    figures: HashSet<(i32, Figure)>,
}

/// Indicator, place, sex, age, period.
type Figure = (String, String, String, String, String);

impl Withheld {
    /// Whether a figure is withheld; every one of a version of which it is not known what is.
    pub fn has(&self, row: &observation::Model) -> bool {
        !self.versions.contains(&row.version) || {
            let key = [&row.indicator, &row.geo, &row.sex, &row.age, &row.period].map(Clone::clone);
            let [indicator, geo, sex, age, period] = key;
            self.figures.contains(&(row.version, (indicator, geo, sex, age, period)))
        }
    }
}

#[derive(FromQueryResult)]
struct Kept {
    version: i32,
    indicator: Option<String>,
    geo: Option<String>,
    sex: Option<String>,
    age: Option<String>,
    period: Option<String>,
}

/// What is withheld of the versions of a dataset, in one query; it is worked out first where it was not yet.
///
/// # Errors
/// The database refuses.
pub(super) async fn of_versions(
    services: &Services,
    set: &dataset::Model,
    versions: &[i32],
) -> DomainResult<Withheld> {
    let known = read_kept(services, set).await?;
    let lacking: Vec<i32> =
        versions.iter().copied().filter(|version| !known.versions.contains(version)).collect();
    if lacking.is_empty() {
        return Ok(known);
    }
    keep_now(services, set, &lacking).await?;
    read_kept(services, set).await
}

async fn read_kept(services: &Services, set: &dataset::Model) -> DomainResult<Withheld> {
    // An identifier of letters and digits, as its address has it.
    let sql = format!(
        "SELECT g.version AS version, w.indicator AS indicator, w.geo AS geo, w.sex AS sex, w.age AS age, \
         w.period AS period FROM statistics_guard g JOIN dataset d ON d.id = g.dataset_id \
         AND d.min_cell = g.min_cell AND d.catalogue_sha256 = g.catalogue_sha256 \
         LEFT JOIN withheld_figure w ON w.dataset_id = g.dataset_id AND w.version = g.version \
         WHERE g.dataset_id = '{}'",
        set.id
    );
    let statement = Statement::from_string(services.db.backend(), sql);
    let mut found = Withheld::default();
    for row in Kept::find_by_statement(statement).all(services.db.read()).await? {
        found.versions.insert(row.version);
        if let (Some(indicator), Some(geo), Some(sex), Some(age), Some(period)) =
            (row.indicator, row.geo, row.sex, row.age, row.period)
        {
            found.figures.insert((row.version, (indicator, geo, sex, age, period)));
        }
    }
    Ok(found)
}

/// Works it out for a version, and for those before it, where it was not yet: they stay readable, and what they withhold may
/// not follow from a newer one.
async fn keep<C: ConnectionTrait>(tx: &C, set: &dataset::Model, version: i32) -> DomainResult<()> {
    keep_before(tx, set, version).await?;
    keep_one(tx, set, version).await
}

async fn keep_before<C: ConnectionTrait>(tx: &C, set: &dataset::Model, version: i32) -> DomainResult<()> {
    let older: Vec<i32> = dataset_version::Entity::find()
        .select_only()
        .column(dataset_version::Column::N)
        .filter(dataset_version::Column::DatasetId.eq(&set.id))
        .filter(dataset_version::Column::N.lt(version))
        // One without a hash is being written, or broke off.
        .filter(dataset_version::Column::RowsSha256.ne(""))
        .order_by_asc(dataset_version::Column::N)
        .into_tuple()
        .all(tx)
        .await?;
    for n in older {
        keep_one(tx, set, n).await?;
    }
    Ok(())
}

async fn keep_one<C: ConnectionTrait>(tx: &C, set: &dataset::Model, version: i32) -> DomainResult<()> {
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
