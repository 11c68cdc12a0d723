//! What the databases know when a file is looked at.

use std::collections::{BTreeMap, HashMap};

use entity::statistics::{codelist, dataset, indicator, observation, parts::Localised};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::DomainResult;

/// Codes of a file about which it is asked.
const MOST_CODES: usize = 500;

/// Code lists and datasets.
pub(super) struct Known {
    pub datasets: Vec<dataset::Model>,
    pub indicators: Vec<indicator::Model>,
    pub codes: Vec<codelist::Model>,
    /// What a code of a file was before: indicator, sex (nothing when there were several), age.
    pub before: BTreeMap<String, (String, String, String)>,
}

impl Known {
    /// Reads them. `spelled` are the codes for indicators of a file.
    pub async fn load<C: ConnectionTrait>(db: &C, spelled: &[&str]) -> DomainResult<Self> {
        let datasets = dataset::Entity::find().order_by_asc(dataset::Column::Position).all(db).await?;
        let indicators = indicator::Entity::find().order_by_asc(indicator::Column::Position).all(db).await?;
        let codes = codelist::Entity::find().order_by_asc(codelist::Column::Position).all(db).await?;
        let mut before: BTreeMap<String, (String, String, String)> = BTreeMap::new();
        if !spelled.is_empty() {
            let rows: Vec<(String, String, String, String)> = observation::Entity::find()
                .select_only()
                .columns([
                    observation::Column::SourceCode,
                    observation::Column::Indicator,
                    observation::Column::Sex,
                    observation::Column::Age,
                ])
                .distinct()
                .filter(observation::Column::SourceCode.is_in(spelled.iter().take(MOST_CODES).copied()))
                .into_tuple()
                .all(db)
                .await?;
            for (code, what, sex, age) in rows {
                let known = before.entry(code).or_insert_with(|| (what, sex.clone(), age.clone()));
                // A code that stood for several says nothing of them.
                if known.1 != sex || known.2 != age {
                    known.1.clear();
                }
            }
        }
        Ok(Self { datasets, indicators, codes, before })
    }

    /// Whether a code of a list is there.
    pub fn has(&self, kind: &str, code: &str) -> bool {
        self.codes.iter().any(|entry| entry.kind == kind && entry.code == code)
    }

    /// Indicators of a dataset that count people or cases, where small counts are withheld.
    pub fn guarded(&self, id: &str) -> Vec<String> {
        if self.dataset(id).is_none_or(|set| set.min_cell <= 0) {
            return Vec::new();
        }
        let counts = |unit: &str| {
            self.codes.iter().any(|code| code.kind == "unit" && code.code == unit && code.counts)
        };
        let own = self.indicators.iter().filter(|one| one.dataset_id == id && counts(&one.unit));
        own.map(|one| one.code.clone()).collect()
    }

    /// The dataset.
    pub fn dataset(&self, id: &str) -> Option<&dataset::Model> {
        self.datasets.iter().find(|set| set.id == id)
    }
}

/// A figure of the version that is shown.
pub(super) struct Old {
    pub value: Option<f64>,
    pub status: String,
    pub comparable: String,
    pub note: Option<Localised>,
    /// Identifier of its source.
    pub source: String,
}

/// The version that is shown.
#[derive(Default)]
pub(super) struct Present {
    pub n: i32,
    /// By [`key`].
    pub rows: HashMap<String, Old>,
    /// Newest period, status and key of comparison of every series.
    pub series: HashMap<String, (String, String, String)>,
}

/// What tells one figure from all others.
pub(super) fn key(indicator: &str, geo: &str, sex: &str, age: &str, period: &str) -> String {
    [indicator, geo, sex, age, period].join("\u{1f}")
}

/// What tells one series from all others.
pub(super) fn series(indicator: &str, geo: &str, sex: &str, age: &str) -> String {
    [indicator, geo, sex, age].join("\u{1f}")
}

type Stored = (String, String, String, String, Option<f64>, String, String, Option<Localised>, String);

impl Present {
    /// Reads it.
    pub async fn load<C: ConnectionTrait>(db: &C, set: &dataset::Model) -> DomainResult<Self> {
        use entity::statistics::dataset_version;
        let version = dataset_version::Entity::find_by_id((set.id.clone(), set.version)).one(db).await?;
        let Some(version) = version else { return Ok(Self::default()) };
        let of_version = || {
            observation::Entity::find()
                .select_only()
                .filter(observation::Column::DatasetId.eq(set.id.as_str()))
                .filter(observation::Column::Version.eq(version.n))
        };
        let indicators: Vec<String> =
            of_version().column(observation::Column::Indicator).distinct().into_tuple().all(db).await?;
        let mut present = Self { n: version.n, ..Self::default() };
        // One after the other: what the database answers does not stand in memory beside all that is kept of it.
        for indicator in indicators {
            let stored: Vec<Stored> = of_version()
                .columns([
                    observation::Column::Geo,
                    observation::Column::Sex,
                    observation::Column::Age,
                    observation::Column::Period,
                    observation::Column::Value,
                    observation::Column::Status,
                    observation::Column::Comparable,
                    observation::Column::Note,
                    observation::Column::SourceId,
                ])
                .filter(observation::Column::Indicator.eq(indicator.as_str()))
                .into_tuple()
                .all(db)
                .await?;
            for (geo, sex, age, period, value, status, comparable, note, source) in stored {
                let newest = present.series.entry(series(&indicator, &geo, &sex, &age)).or_default();
                if newest.0 <= period && status != "missing" {
                    *newest = (period.clone(), status.clone(), comparable.clone());
                }
                let old = Old { value, status, comparable, note, source };
                present.rows.insert(key(&indicator, &geo, &sex, &age, &period), old);
            }
        }
        Ok(present)
    }
}
