//! What is withheld of a version, worked out: from its own figures, and from what older ones say.

use std::collections::{BTreeMap, HashMap};

use entity::statistics::{codelist, dataset, dataset_version, indicator, observation, withheld_figure};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};

use super::Figure;
use crate::{
    DomainResult,
    statistics::{
        shares::Counts,
        suppress::{Earlier, Guarded, Within, withheld},
    },
};

/// The unit of shares of a hundred.
const PERCENT: &str = "percent";

/// What is withheld of a version: counts, and shares that would give them back. A sum reaches over periods and over
/// indicators that are parts of each other, not over others.
pub(super) async fn hidden<C: ConnectionTrait>(
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
