//! Datasets with so many figures that a page reads only what it shows. What does not change between two versions (the
//! figures of charts, the sources, what there is to choose) is kept in memory, by the version's own hash.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use entity::statistics::{figure_source, observation, parts::Localised};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder,
    QuerySelect, Select, Statement, sea_query::Expr,
};

use super::{
    catalogue::sha256,
    choice::{Choice, LONG, Offers, Sort},
    dataset::{Cell, Row, Source},
    guard,
    load::Head,
};
use crate::{DomainResult, Services};

/// Datasets kept in memory.
const MOST: usize = 32;

/// What is known of a long dataset.
pub(super) struct Known {
    /// Figures of its charts, by version.
    pub drawn: HashMap<i32, Vec<Row>>,
    /// Figures of its headline.
    pub key_rows: Vec<Row>,
    /// Sources.
    pub sources: Vec<Source>,
    /// What there is to choose.
    pub offers: Offers,
}

static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Known>>>> = LazyLock::new(Mutex::default);

/// What its contents are known by: another version, another smallest count or another chart makes another key.
pub(super) fn key(head: &Head) -> String {
    let Head { set, version, drawings } = head;
    // What an indicator counts is part of the description.
    let described = format!("{}|{}|{}|{}", set.id, set.min_cell, set.catalogue_sha256, set.edit);
    let facts = format!("{described}|{}|{drawings:?}", version.n);
    sha256(&[facts.as_bytes(), version.rows_sha256.as_bytes(), version.sha256.as_bytes()])
}

/// What is known under this key.
pub(super) fn known(key: &str) -> Option<Arc<Known>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

#[derive(Debug, FromQueryResult)]
struct Read {
    version: i32,
    indicator: String,
    geo: String,
    period: String,
    sex: String,
    age: String,
    value: Option<f64>,
    status: String,
    comparable: String,
    note: Option<Localised>,
    source_code: String,
    source_id: String,
    hidden: i32,
    unguarded: i32,
}

impl Read {
    fn row(self) -> Option<(i32, Row)> {
        let cell = match self.value {
            _ if self.hidden != 0 || self.unguarded != 0 => Cell::Withheld,
            Some(value) if value.is_finite() => Cell::Value(value),
            _ => Cell::Missing,
        };
        let row = Row {
            indicator: self.indicator,
            geo: self.geo,
            period: self.period.parse().ok()?,
            sex: self.sex,
            age: self.age,
            cell,
            status: self.status,
            comparable: self.comparable,
            note: self.note,
            source_code: self.source_code,
            source_id: self.source_id,
        };
        Some((self.version, row))
    }
}

/// SQL: 1 when it was not yet worked out what is withheld of the version of a row.
const UNGUARDED: &str = "CASE WHEN EXISTS (SELECT 1 FROM statistics_guard g \
    JOIN dataset d ON d.id = g.dataset_id AND d.min_cell = g.min_cell AND d.catalogue_sha256 = g.catalogue_sha256 \
    WHERE g.dataset_id = observation.dataset_id AND g.version = observation.version) THEN 0 ELSE 1 END";

pub(super) fn figures(head: &Head) -> Select<observation::Entity> {
    let guarded = head.set.min_cell > 0;
    observation::Entity::find()
        .select_only()
        .columns([
            observation::Column::Version,
            observation::Column::Indicator,
            observation::Column::Geo,
            observation::Column::Period,
            observation::Column::Sex,
            observation::Column::Age,
            observation::Column::Value,
            observation::Column::Status,
            observation::Column::Comparable,
            observation::Column::Note,
            observation::Column::SourceCode,
            observation::Column::SourceId,
        ])
        .expr_as(Expr::cust(if guarded { guard::HIDDEN } else { "0" }), "hidden")
        .expr_as(Expr::cust(if guarded { UNGUARDED } else { "0" }), "unguarded")
        .filter(observation::Column::DatasetId.eq(&head.set.id))
}

/// Reads figures; what is withheld of their versions is worked out first, where it was not yet.
///
/// # Errors
/// The database refuses.
pub(super) async fn read(
    services: &Services,
    head: &Head,
    query: Select<observation::Entity>,
) -> DomainResult<Vec<(i32, Row)>> {
    let db = services.db.read();
    let mut found = query.clone().into_model::<Read>().all(db).await?;
    let unguarded: BTreeSet<i32> =
        found.iter().filter(|row| row.unguarded != 0).map(|row| row.version).collect();
    if !unguarded.is_empty() {
        let versions: Vec<i32> = unguarded.into_iter().collect();
        guard::keep_now(services, &head.set, &versions).await?;
        found = query.into_model::<Read>().all(db).await?;
    }
    Ok(found.into_iter().filter_map(Read::row).collect())
}

/// What there is to choose in the version that is shown. Looked up code by code: to read each figure of millions would
/// take seconds.
async fn occurring(services: &Services, head: &Head) -> DomainResult<Offers> {
    // An identifier of letters and digits, as its address has it.
    let (id, version) = (&head.set.id, head.set.version);
    let within = |more: &str| {
        format!("o.dataset_id = i.dataset_id AND o.version = {version} AND o.indicator = i.code AND {more}")
    };
    let geos = format!(
        "SELECT c.code AS found FROM codelist c WHERE c.kind = 'geo' AND EXISTS (SELECT 1 FROM indicator i \
         CROSS JOIN observation o WHERE i.dataset_id = '{id}' AND {})",
        within("o.geo = c.code")
    );
    let sexes = format!(
        "SELECT x.sex AS found FROM (SELECT 'F' AS sex UNION ALL SELECT 'M' UNION ALL SELECT 'T') x \
         WHERE EXISTS (SELECT 1 FROM indicator i CROSS JOIN codelist c CROSS JOIN observation o \
         WHERE i.dataset_id = '{id}' AND c.kind = 'geo' AND {})",
        within("o.geo = c.code AND o.sex = x.sex")
    );
    let ends = ["MIN", "MAX"].map(|end| {
        let of_indicator = within("1 = 1");
        format!(
            "SELECT {end}(r.period) AS found FROM (SELECT (SELECT {end}(o.period) FROM observation o \
             WHERE {of_indicator}) AS period FROM indicator i WHERE i.dataset_id = '{id}') r"
        )
    });
    let mut years = Vec::new();
    for end in ends {
        let found = found(services, end).await?;
        years.extend(found.iter().filter_map(|period| period.get(..4)?.parse::<u16>().ok()));
    }
    let years = years.first().copied().zip(years.last().copied());
    Ok(Offers { geos: found(services, geos).await?, sexes: found(services, sexes).await?, years })
}

async fn found(services: &Services, sql: String) -> DomainResult<Vec<String>> {
    let statement = Statement::from_string(services.db.backend(), sql);
    let rows = services.db.read().query_all_raw(statement).await?;
    let texts =
        rows.iter().map(|row| row.try_get::<Option<String>>("", "found")).collect::<Result<Vec<_>, _>>()?;
    Ok(texts.into_iter().flatten().collect())
}

/// Reads what is kept in memory.
///
/// # Errors
/// The database refuses.
pub(super) async fn learn(services: &Services, head: &Head, key: String) -> DomainResult<Arc<Known>> {
    let db = services.db.read();
    let set = &head.set;
    let mut wanted = Condition::any();
    for drawing in &head.drawings {
        let mut one = Condition::all().add(observation::Column::Version.eq(drawing.version));
        let filter = &drawing.filter;
        for (column, list) in [
            (observation::Column::Indicator, &filter.indicators),
            (observation::Column::Geo, &filter.geos),
            (observation::Column::Sex, &filter.sexes),
            (observation::Column::Age, &filter.ages),
            (observation::Column::Period, &filter.periods),
        ] {
            if !list.is_empty() {
                one = one.add(column.is_in(list.iter().map(String::as_str)));
            }
        }
        wanted = wanted.add(one);
    }
    let mut drawn: HashMap<i32, Vec<Row>> = HashMap::new();
    if !head.drawings.is_empty() {
        let found = read(services, head, figures(head).filter(wanted).limit(LONG + 1)).await?;
        // A chart of a part would say something else than its title: then there is none.
        if found.len() as u64 <= LONG {
            for (version, row) in found {
                drawn.entry(version).or_default().push(row);
            }
        }
    }
    let of_headline = figures(head)
        .filter(observation::Column::Version.eq(set.version))
        .filter(observation::Column::Indicator.eq(&set.headline_indicator))
        .filter(observation::Column::Geo.eq(&set.headline_geo))
        .order_by_desc(observation::Column::Period)
        .limit(LONG);
    let key_rows = read(services, head, of_headline).await?.into_iter().map(|(_, row)| row).collect();
    let offers = occurring(services, head).await?;
    let sources = figure_source::Entity::find()
        .filter(Expr::cust(format!(
            "EXISTS (SELECT 1 FROM observation o WHERE o.dataset_id = '{}' AND o.version = {} \
             AND o.source_id = figure_source.id)",
            set.id, set.version
        )))
        .order_by_asc(figure_source::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(|source| Source { id: source.id, title: source.title, url: source.url })
        .collect();
    let learnt = Arc::new(Known { drawn, key_rows, sources, offers });
    let mut all = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(key, learnt.clone());
    Ok(learnt)
}

/// Figures of the version that is shown, as far as they were chosen.
fn narrowed(head: &Head, choice: &Choice) -> Select<observation::Entity> {
    use observation::Column as C;
    let mut query = figures(head).filter(C::Version.eq(head.set.version));
    for (column, wanted) in [(C::Indicator, &choice.indicator), (C::Geo, &choice.geo), (C::Sex, &choice.sex)]
    {
        if let Some(code) = wanted {
            query = query.filter(column.eq(code));
        }
    }
    // Every way of writing a period begins with its year.
    if let Some(from) = choice.from {
        query = query.filter(C::Period.gte(from.to_string()));
    }
    if let Some(to) = choice.to {
        query = query.filter(C::Period.lt((to + 1).to_string()));
    }
    query
}

/// A page of them, in the order of their key, the newest first, or by their value: each order follows an index.
///
/// # Errors
/// The database refuses.
pub(super) async fn page(
    services: &Services,
    head: &Head,
    choice: &Choice,
    (offset, limit): (u64, u64),
) -> DomainResult<Vec<Row>> {
    use observation::Column as C;
    let mut query = narrowed(head, choice);
    if let Sort::Column { falling, .. } = choice.sort {
        // What is missing or withheld has no place among the figures: its order would tell it.
        query = query.filter(C::Value.is_not_null());
        if head.set.min_cell > 0 {
            query = query.filter(Expr::cust(format!("{} = 0", guard::HIDDEN)));
        }
        query = query.order_by(C::Value, if falling { Order::Desc } else { Order::Asc });
    }
    query = query.order_by_asc(C::Indicator);
    if choice.sort == Sort::Reversed {
        query = query.order_by_desc(C::Period);
    }
    let query = query
        .order_by_asc(C::Geo)
        .order_by_asc(C::Sex)
        .order_by_asc(C::Age)
        .order_by_asc(C::Period)
        .offset(offset)
        .limit(limit);
    Ok(read(services, head, query).await?.into_iter().map(|(_, row)| row).collect())
}

/// Those of one indicator that stand behind a figure in the order of the key; the first ones without one.
///
/// # Errors
/// The database refuses.
pub(super) async fn behind(
    services: &Services,
    head: &Head,
    choice: &Choice,
    last: Option<&Row>,
    limit: u64,
) -> DomainResult<Vec<Row>> {
    use observation::Column as C;
    let mut query = narrowed(head, choice);
    if let Some(row) = last {
        let same = |columns: &[(C, &str)], next: (C, &str)| {
            let alike =
                columns.iter().fold(Condition::all(), |all, (column, code)| all.add(column.eq(*code)));
            alike.add(next.0.gt(next.1))
        };
        let (geo, sex, age) = ((C::Geo, &*row.geo), (C::Sex, &*row.sex), (C::Age, &*row.age));
        let period = row.period.to_string();
        query = query.filter(C::Geo.gte(&row.geo)).filter(
            Condition::any()
                .add(same(&[], geo))
                .add(same(&[geo], sex))
                .add(same(&[geo, sex], age))
                .add(same(&[geo, sex, age], (C::Period, &*period))),
        );
    }
    let query = query
        .order_by_asc(C::Geo)
        .order_by_asc(C::Sex)
        .order_by_asc(C::Age)
        .order_by_asc(C::Period)
        .limit(limit);
    Ok(read(services, head, query).await?.into_iter().map(|(_, row)| row).collect())
}
