//! The figure each dataset is known by: for the index, sections and the home page.

use contract::{Locale, ids::DatasetId};
use entity::statistics::{codelist, dataset as stored, parts::Localised};
use sea_orm::{
    ColumnTrait, DatabaseBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement,
};

use super::{dataset::Dataset, guard, period::Period, table::headline_rows};
use crate::{DomainResult, Services, services::TUNISIA_MS};

/// A figure with what a sentence about it needs.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadlineFigure {
    /// Dataset.
    pub dataset: DatasetId,
    /// Its slug.
    pub slug: Localised,
    /// Its title.
    pub title: Localised,
    /// Slug of its section.
    pub section: String,
    /// Sentence with `{value}`.
    pub clause: Localised,
    /// What is measured, in plain words.
    pub meaning: Localised,
    /// Code of the unit.
    pub unit: String,
    /// Decimals shown.
    pub decimals: usize,
    /// When.
    pub period: Period,
    /// The figure.
    pub value: f64,
    /// The earliest comparable figure.
    pub first: Option<(Period, f64)>,
    /// The same figure for men, when the figure is about women (dataset page only).
    pub men: Option<f64>,
    /// Where it was read.
    pub source_title: Localised,
    /// Address of the source.
    pub source_url: String,
}

/// A dataset in a list.
#[derive(Clone, Debug)]
pub struct DatasetCard {
    /// Dataset.
    pub id: DatasetId,
    /// Slug.
    pub slug: Localised,
    /// Title.
    pub title: Localised,
    /// What it holds.
    pub summary: Localised,
    /// Slug of its section.
    pub section: String,
    /// Code of its theme.
    pub theme: String,
    /// Its figure; nothing when it is missing or withheld.
    pub figure: Option<HeadlineFigure>,
}

/// A theme with its datasets.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Code.
    pub code: String,
    /// Name.
    pub label: Localised,
    /// Datasets, in order.
    pub datasets: Vec<DatasetCard>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct HeadlineRow {
    id: String,
    slug: Localised,
    title: Localised,
    section: String,
    unguarded: i32,
    hidden: i32,
    clause: Localised,
    meaning: Localised,
    unit: String,
    decimals: i32,
    period: String,
    value: f64,
    comparable: String,
    source_title: Localised,
    source_url: String,
}

/// Newest figure and oldest figure with the same comparability key, of every dataset, in one query. The age is asked of
/// the dataset, not of each figure: so it is worked out once, and the figures of other ages are never read.
const HEADLINES: &str = "
SELECT d.id, d.slug, d.title, d.section, d.headline_clause AS clause,
       CASE WHEN d.min_cell > 0 AND NOT EXISTS (SELECT 1 FROM statistics_guard g
                         WHERE g.dataset_id = d.id AND g.version = d.version AND g.min_cell = d.min_cell
                         AND g.catalogue_sha256 = d.catalogue_sha256) THEN 1 ELSE 0 END AS unguarded,
       CASE WHEN d.min_cell > 0 AND EXISTS (SELECT 1 FROM withheld_figure w
                         WHERE w.dataset_id = o.dataset_id AND w.version = o.version
                         AND w.indicator = o.indicator AND w.geo = o.geo AND w.sex = o.sex AND w.age = o.age
                         AND w.period = o.period) THEN 1 ELSE 0 END AS hidden,
       i.definition AS meaning, i.unit, i.decimals,
       o.period, o.value, o.comparable, s.title AS source_title, s.url AS source_url
FROM dataset d
JOIN observation o ON o.dataset_id = d.id AND o.version = d.version AND o.indicator = d.headline_indicator
                  AND o.geo = d.headline_geo AND o.sex = d.headline_sex
JOIN indicator i ON i.code = o.indicator
JOIN figure_source s ON s.id = o.source_id
WHERE o.value IS NOT NULL
  AND o.age = (SELECT COALESCE(MAX(CASE WHEN t.age = 'total' THEN t.age END), MIN(t.age)) FROM observation t
               WHERE t.dataset_id = d.id AND t.version = d.version AND t.indicator = d.headline_indicator
                 AND t.geo = d.headline_geo AND t.sex = d.headline_sex)
  AND (NOT EXISTS (SELECT 1 FROM observation x
                   WHERE x.dataset_id = o.dataset_id AND x.version = o.version AND x.indicator = o.indicator
                     AND x.geo = o.geo AND x.sex = o.sex AND x.age = o.age AND x.value IS NOT NULL
                     AND x.period > o.period)
    OR NOT EXISTS (SELECT 1 FROM observation x
                   WHERE x.dataset_id = o.dataset_id AND x.version = o.version AND x.indicator = o.indicator
                     AND x.geo = o.geo AND x.sex = o.sex AND x.age = o.age AND x.value IS NOT NULL
                     AND x.comparable = o.comparable AND x.period < o.period))";

async fn headline_pairs(services: &Services, condition: &str) -> DomainResult<Vec<HeadlineFigure>> {
    let db = services.db.read();
    let backend: DatabaseBackend = services.db.backend();
    let sql = format!("{HEADLINES} {condition} ORDER BY d.position, o.period");
    let read = || HeadlineRow::find_by_statement(Statement::from_string(backend, sql.clone())).all(db);
    let mut rows = read().await?;
    // What was imported before it was worked out what is withheld: once.
    if rows.iter().any(|row| row.unguarded != 0) {
        guard::keep_all_now(services).await?;
        rows = read().await?;
    }
    let mut figures = Vec::new();
    for group in rows.chunk_by(|a, b| a.id == b.id) {
        let Some(latest) = group.iter().max_by(|a, b| a.period.cmp(&b.period)) else { continue };
        let Ok(period) = latest.period.parse() else { continue };
        // What was described anew while it was read is shown the next time.
        if latest.hidden != 0 || latest.unguarded != 0 {
            continue;
        }
        let first = group
            .iter()
            .find(|row| row.comparable == latest.comparable && row.period != latest.period)
            .filter(|row| row.hidden == 0)
            .and_then(|row| Some((row.period.parse().ok()?, row.value)));
        figures.push(HeadlineFigure {
            dataset: DatasetId::trusted(&latest.id),
            slug: latest.slug.clone(),
            title: latest.title.clone(),
            section: latest.section.clone(),
            clause: latest.clause.clone(),
            meaning: latest.meaning.clone(),
            unit: latest.unit.clone(),
            decimals: usize::try_from(latest.decimals).unwrap_or_default(),
            period,
            value: latest.value,
            first,
            men: None,
            source_title: latest.source_title.clone(),
            source_url: latest.source_url.clone(),
        });
    }
    Ok(figures)
}

/// The figure of every dataset, in the order of the index.
///
/// # Errors
/// The database refuses.
pub async fn headline_figures(services: &Services) -> DomainResult<Vec<HeadlineFigure>> {
    headline_pairs(services, "").await
}

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// That a dataset may give the figure of the day: everybody sees it, its figure is there, and what it means and cannot
/// say is written down. Empty words are looked for in the stored JSON, in which no text has a bare quotation mark.
fn may_stand_alone(alias: &str) -> String {
    format!(
        "{alias}.min_cell = 0 AND {alias}.version > 0 AND CAST({alias}.method AS TEXT) <> '[]' \
         AND EXISTS (SELECT 1 FROM observation p JOIN indicator j ON j.code = p.indicator \
         WHERE p.dataset_id = {alias}.id AND p.version = {alias}.version \
         AND p.indicator = {alias}.headline_indicator AND p.geo = {alias}.headline_geo \
         AND p.sex = {alias}.headline_sex AND p.value IS NOT NULL \
         AND CAST(j.definition AS TEXT) NOT LIKE '%:\"\"%' AND CAST(j.definition AS TEXT) NOT LIKE '%: \"\"%')"
    )
}

/// One figure for the home page, explained and with its source: the same all day in Tunisia, another one tomorrow. One
/// query. Counts of violence registers are never taken: a number without its notes would mislead there.
///
/// # Errors
/// The database refuses.
pub async fn figure_of_the_day(services: &Services) -> DomainResult<Option<HeadlineFigure>> {
    // A stride that shares no factor with usual counts, so that neighbours in the index do not follow each other.
    let turn = (services.now_ms() + TUNISIA_MS).div_euclid(DAY_MS).unsigned_abs() * 7;
    let (one, all) = (may_stand_alone("e"), may_stand_alone("f"));
    // The dataset is chosen first: the home page needs one figure, not those of all.
    let condition = format!(
        "AND d.id = (SELECT e.id FROM dataset e WHERE {one} ORDER BY e.position, e.id LIMIT 1 OFFSET \
         (SELECT CASE WHEN COUNT(*) = 0 THEN 0 ELSE {turn} % COUNT(*) END FROM dataset f WHERE {all}))"
    );
    Ok(headline_pairs(services, &condition).await?.into_iter().next())
}

fn card(set: stored::Model, figures: &[HeadlineFigure]) -> DatasetCard {
    DatasetCard {
        figure: figures.iter().find(|figure| figure.dataset.as_str() == set.id).cloned(),
        id: DatasetId::trusted(set.id),
        slug: set.slug,
        title: set.title,
        summary: set.summary,
        section: set.section,
        theme: set.theme,
    }
}

/// Datasets of a section, each with its figure.
///
/// # Errors
/// The database refuses.
pub async fn datasets_of_section(
    services: &Services,
    section: contract::Section,
) -> DomainResult<Vec<DatasetCard>> {
    // The condition holds a constant of ours, never anybody's text.
    let condition = format!("AND d.section = '{}'", section.slug());
    let figures = headline_pairs(services, &condition).await?;
    let sets = stored::Entity::find()
        .filter(stored::Column::Section.eq(section.slug()))
        .filter(stored::Column::Version.gt(0))
        .order_by_asc(stored::Column::Position)
        .all(services.db.read())
        .await?;
    Ok(sets.into_iter().map(|set| card(set, &figures)).collect())
}

/// Every dataset, by theme.
///
/// # Errors
/// The database refuses.
pub async fn index(services: &Services) -> DomainResult<Vec<Theme>> {
    let db = services.db.read();
    let figures = headline_pairs(services, "").await?;
    let sets = stored::Entity::find()
        // Nobody sees what has no version yet.
        .filter(stored::Column::Version.gt(0))
        .order_by_asc(stored::Column::Position)
        .all(db)
        .await?;
    let themes = codelist::Entity::find()
        .filter(codelist::Column::Kind.eq("theme"))
        .order_by_asc(codelist::Column::Position)
        .all(db)
        .await?;
    let mut cards: Vec<DatasetCard> = sets.into_iter().map(|set| card(set, &figures)).collect();
    Ok(themes
        .into_iter()
        .map(|theme| {
            let (own, rest): (Vec<_>, Vec<_>) =
                std::mem::take(&mut cards).into_iter().partition(|card| card.theme == theme.code);
            cards = rest;
            Theme { code: theme.code, label: theme.label, datasets: own }
        })
        .filter(|theme| !theme.datasets.is_empty())
        .collect())
}

impl Dataset {
    /// The figure this dataset is known by.
    pub fn headline_figure(&self) -> Option<HeadlineFigure> {
        let rows = headline_rows(self);
        let latest = rows.first()?;
        let indicator = self.indicator(&latest.indicator)?;
        let source = self.sources.iter().find(|source| source.id == latest.source_id)?;
        let first = rows
            .iter()
            .rfind(|row| row.comparable == latest.comparable && row.period != latest.period)
            .and_then(|row| Some((row.period, row.cell.value()?)));
        let men = self
            .key_rows
            .iter()
            .find(|row| {
                self.headline.2 == "F"
                    && row.sex == "M"
                    && row.indicator == latest.indicator
                    && row.geo == latest.geo
                    && row.age == latest.age
                    && row.period == latest.period
            })
            .and_then(|row| row.cell.value());
        Some(HeadlineFigure {
            dataset: self.id.clone(),
            slug: self.slug.clone(),
            title: self.title.clone(),
            section: self.section.clone(),
            clause: self.clause.clone(),
            meaning: indicator.definition.clone(),
            unit: indicator.unit.clone(),
            decimals: indicator.decimals,
            period: latest.period,
            value: latest.cell.value()?,
            first,
            men,
            source_title: source.title.clone(),
            source_url: source.url.clone(),
        })
    }

    /// Slug in a language.
    pub fn slug_in(&self, locale: Locale) -> &str {
        super::text(&self.slug, locale)
    }
}
