//! Which figures of a version are withheld, worked out once and kept: long tables are read a page at a time, and what a
//! page withholds follows from the whole version, never from what was chosen of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::statistics::{
    codelist, dataset, dataset_version, indicator, observation, statistics_guard, withheld_figure,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement, sea_query::OnConflict,
};

use super::{
    shares::Counts,
    suppress::{Earlier, Guarded, Within, withheld},
};
use crate::{DomainResult, Services};

/// Rows written with one statement: 7 columns, and SQLite takes 32 766 values.
const CHUNK: usize = 2_000;
/// The unit of shares of a hundred.
const PERCENT: &str = "percent";

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

/// What is withheld of a version: counts, and shares that would give them back. A sum reaches over periods and over
/// indicators that are parts of each other, not over others.
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
    let indicators =
        indicator::Entity::find().filter(indicator::Column::DatasetId.eq(&set.id)).all(db).await?;
    let places: HashMap<String, String> = codes
        .iter()
        .filter(|code| code.kind == "geo")
        .filter_map(|code| Some((code.code.clone(), code.parent.clone()?)))
        .collect();
    let counted: Vec<&indicator::Model> =
        indicators.iter().filter(|one| counting.contains(&one.unit.as_str())).collect();
    let wholes: HashMap<String, String> = counted
        .iter()
        .filter_map(|one| Some((one.code.clone(), one.part_of.clone()?)))
        .filter(|(_, whole)| counted.iter().any(|one| one.code == *whole))
        .collect();
    let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in &counted {
        let mut root = one.code.as_str();
        // No indicator is part of itself, whatever the list says.
        for _ in 0..wholes.len() {
            let Some(above) = wholes.get(root) else { break };
            root = above;
        }
        families.entry(root).or_default().push(&one.code);
    }
    let before = before(db, set, version).await?;
    let min_cell = u16::try_from(set.min_cell).unwrap_or_default();
    let mut found = Vec::new();
    let mut counts = Counts::default();
    for family in families.into_values() {
        // A small count may be written nowhere and follow from two large ones: all of them are looked at.
        let rows = counted_rows(db, set, version, &family).await?;
        let all: Vec<Guarded<'_>> = rows.iter().map(|row| guarded(row, true)).collect();
        let earlier = match before.version {
            None => Vec::new(),
            Some(last) => {
                let old = counted_rows(db, set, last, &family).await?;
                let old: HashMap<[&str; 5], Option<f64>> =
                    old.iter().map(|row| (key(&guarded(row, true)), row.5)).collect();
                all.iter().map(|row| before.of(row, &old)).collect()
            }
        };
        let hidden = withheld(&all, min_cell, Within { places: &places, indicators: &wholes }, &earlier);
        counts.note(&all, &hidden);
        for (row, _) in all.iter().zip(&hidden).filter(|(_, hidden)| **hidden) {
            found.push(row_of(set, version, row));
        }
        // Others are answered between two long ones.
        tokio::task::yield_now().await;
    }
    for share in indicators.iter().filter(|one| one.unit == PERCENT && !counts.is_open()) {
        let rows = counted_rows(db, set, version, &[share.code.as_str()]).await?;
        for row in rows.iter().map(|row| guarded(row, false)) {
            if counts.given_back(&row, share.decimals, min_cell) {
                found.push(row_of(set, version, &row));
            }
        }
        tokio::task::yield_now().await;
    }
    Ok(found)
}

/// Indicator, period, place, sex, age and figure.
type Counted = (String, String, String, String, String, Option<f64>);

async fn counted_rows<C: ConnectionTrait>(
    db: &C,
    set: &dataset::Model,
    version: i32,
    indicators: &[&str],
) -> DomainResult<Vec<Counted>> {
    let rows = observation::Entity::find()
        .select_only()
        .columns([
            observation::Column::Indicator,
            observation::Column::Period,
            observation::Column::Geo,
            observation::Column::Sex,
            observation::Column::Age,
            observation::Column::Value,
        ])
        .filter(observation::Column::DatasetId.eq(&set.id))
        .filter(observation::Column::Version.eq(version))
        .filter(observation::Column::Indicator.is_in(indicators.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

fn guarded((indicator, period, geo, sex, age, value): &Counted, counts: bool) -> Guarded<'_> {
    Guarded { indicator, geo, period, sex, age, value: *value, counts }
}

fn key<'a>(row: &Guarded<'a>) -> [&'a str; 5] {
    [row.indicator, row.geo, row.sex, row.age, row.period]
}

fn row_of(set: &dataset::Model, version: i32, row: &Guarded<'_>) -> withheld_figure::ActiveModel {
    withheld_figure::ActiveModel {
        dataset_id: Set(set.id.clone()),
        version: Set(version),
        indicator: Set(row.indicator.to_owned()),
        geo: Set(row.geo.to_owned()),
        period: Set(row.period.to_owned()),
        sex: Set(row.sex.to_owned()),
        age: Set(row.age.to_owned()),
    }
}

/// What older versions withhold, and the last one of them.
struct Before {
    version: Option<i32>,
    /// Values that are withheld somewhere.
    hidden: HashMap<Figure, Vec<f64>>,
}

#[derive(FromQueryResult)]
struct HiddenBefore {
    indicator: String,
    geo: String,
    sex: String,
    age: String,
    period: String,
    value: f64,
}

async fn before<C: ConnectionTrait>(db: &C, set: &dataset::Model, version: i32) -> DomainResult<Before> {
    let last: Option<i32> = dataset_version::Entity::find()
        .select_only()
        .column(dataset_version::Column::N)
        .filter(dataset_version::Column::DatasetId.eq(&set.id))
        .filter(dataset_version::Column::N.lt(version))
        .filter(dataset_version::Column::RowsSha256.ne(""))
        .order_by_desc(dataset_version::Column::N)
        .into_tuple()
        .one(db)
        .await?;
    let mut hidden: HashMap<Figure, Vec<f64>> = HashMap::new();
    if last.is_some() {
        // An identifier of letters and digits, as its address has it.
        let sql = format!(
            "SELECT DISTINCT o.indicator AS indicator, o.geo AS geo, o.sex AS sex, o.age AS age, \
             o.period AS period, o.value AS value FROM withheld_figure w JOIN observation o \
             ON o.dataset_id = w.dataset_id AND o.version = w.version AND o.indicator = w.indicator \
             AND o.geo = w.geo AND o.sex = w.sex AND o.age = w.age AND o.period = w.period \
             WHERE w.dataset_id = '{}' AND w.version < {version} AND o.value IS NOT NULL",
            set.id
        );
        let statement = Statement::from_string(db.get_database_backend(), sql);
        for row in HiddenBefore::find_by_statement(statement).all(db).await? {
            let key = (row.indicator, row.geo, row.sex, row.age, row.period);
            hidden.entry(key).or_default().push(row.value);
        }
    }
    Ok(Before { version: last, hidden })
}

impl Before {
    /// What older versions do with a figure: any of them may withhold it, the last one may show it.
    fn of(&self, row: &Guarded<'_>, old: &HashMap<[&str; 5], Option<f64>>) -> Earlier {
        let Some(value) = row.value else { return Earlier::Nothing };
        let [indicator, geo, sex, age, period] = key(row).map(str::to_owned);
        let hidden = self.hidden.get(&(indicator, geo, sex, age, period));
        if hidden.is_some_and(|values| values.contains(&value)) {
            Earlier::Hidden
        } else if old.get(&key(row)).is_some_and(|old| *old == Some(value)) {
            Earlier::Shown
        } else {
            Earlier::Nothing
        }
    }
}
