//! Keeping a source file: one immutable version of each dataset whose figures changed.

mod version;

use std::collections::{HashMap, HashSet};

use entity::statistics::{chart, codelist, dataset, dataset_version, figure_source, indicator, parts::Notes};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IdenStatic, Iterable,
    QueryFilter, sea_query::OnConflict,
};

use self::version::{difference, write_version};
use super::{
    catalogue::{Catalogue, DatasetSpec},
    read::{DatasetRows, LeftOutRow, ReadFile, RowError, read},
};
use crate::{DomainError, DomainResult, Services};

/// Rows written with one statement.
const CHUNK: usize = 200;

/// Why a file was not imported. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has faults; all of them are listed.
    #[error("{} fault(s), first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Rows(Vec<RowError>),
    /// The database refused.
    #[error(transparent)]
    Domain(#[from] DomainError),
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Domain(error.into())
    }
}

/// A version that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// Dataset.
    pub dataset: String,
    /// Its number.
    pub n: i32,
    /// Figures that are new.
    pub added: usize,
    /// Figures whose value, status or remark changed.
    pub changed: usize,
    /// Figures that are gone.
    pub removed: usize,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows below the header.
    pub rows: usize,
    /// Rows that are published.
    pub published: usize,
    /// Rows that are not, and why.
    pub left_out: Vec<LeftOutRow>,
    /// Versions written.
    pub versions: Vec<NewVersion>,
}

/// Imports a source file. A file whose figures are known already changes nothing but descriptions.
///
/// # Errors
/// Every fault of the file at once, or the database's refusal.
pub async fn import(
    services: &Services,
    file: &[u8],
    catalogue: &Catalogue,
) -> Result<ImportReport, ImportError> {
    let content = read(file, catalogue).map_err(ImportError::Rows)?;
    let mut report = ImportReport {
        rows: content.rows,
        published: content.datasets.values().map(|set| set.figures.len()).sum(),
        left_out: content.left_out.clone(),
        versions: Vec::new(),
    };
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    write_codes(&tx, catalogue).await?;
    write_sources(&tx, catalogue, &content).await?;
    for (position, spec) in catalogue.datasets.iter().enumerate() {
        let Some(rows) = content.datasets.get(&spec.id) else { continue };
        let position = i32::try_from(position).unwrap_or(i32::MAX);
        let written = write_dataset(&tx, catalogue, &content, spec, rows, position, now).await?;
        report.versions.extend(written);
    }
    // Also of what the desk made: units and places of the catalogue hold for it too.
    super::guard::forget_all(&tx).await?;
    super::guard::keep_all(&tx).await?;
    tx.commit().await?;
    Ok(report)
}

async fn upsert<A>(
    tx: &DatabaseTransaction,
    rows: Vec<A>,
    keys: Vec<<A::Entity as EntityTrait>::Column>,
) -> DomainResult<()>
where
    A: sea_orm::ActiveModelTrait + Send,
{
    let others: Vec<_> = <A::Entity as EntityTrait>::Column::iter()
        .filter(|column| !keys.iter().any(|key| key.as_str() == column.as_str()))
        .collect();
    let on_conflict = OnConflict::columns(keys).update_columns(others).to_owned();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(CHUNK).collect();
        A::Entity::insert_many(chunk).on_conflict(on_conflict.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Names and order of codes. What the desk has in its hands stays as the desk wrote it.
async fn write_codes(tx: &DatabaseTransaction, catalogue: &Catalogue) -> DomainResult<()> {
    let hers = codelist::Entity::find().filter(codelist::Column::DeskAt.is_not_null()).all(tx).await?;
    let hers: HashSet<(String, String)> = hers.into_iter().map(|code| (code.kind, code.code)).collect();
    let codes =
        catalogue.codes.iter().map(|code| (code.kind.as_str(), &code.code, &code.label, &code.parent, false));
    let units = catalogue.units.iter().map(|unit| ("unit", &unit.code, &unit.label, &None, unit.counts));
    let rows: Vec<codelist::ActiveModel> = codes
        .chain(units)
        .zip(0..)
        .filter(|((kind, code, ..), _)| !hers.contains(&((*kind).to_owned(), (*code).clone())))
        .map(|((kind, code, label, parent, counts), position)| codelist::ActiveModel {
            kind: Set(kind.to_owned()),
            code: Set(code.clone()),
            label: Set(label.clone()),
            parent: Set(parent.clone()),
            counts: Set(counts),
            position: Set(position),
            ..Default::default()
        })
        .collect();
    let on_conflict = OnConflict::columns([codelist::Column::Kind, codelist::Column::Code])
        .update_columns([
            codelist::Column::Label,
            codelist::Column::Parent,
            codelist::Column::Counts,
            codelist::Column::Position,
        ])
        .to_owned();
    for chunk in rows.chunks(CHUNK) {
        codelist::Entity::insert_many(chunk.to_vec())
            .on_conflict(on_conflict.clone())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn write_sources(
    tx: &DatabaseTransaction,
    catalogue: &Catalogue,
    content: &ReadFile,
) -> DomainResult<()> {
    let names: HashMap<_, _> = catalogue.sources.iter().map(|source| (&source.csv, &source.title)).collect();
    let rows = content
        .sources
        .iter()
        .filter_map(|source| {
            Some(figure_source::ActiveModel {
                id: Set(source.id.clone()),
                title: Set((*names.get(&source.title)?).clone()),
                url: Set(source.url.clone()),
            })
        })
        .collect();
    upsert(tx, rows, vec![figure_source::Column::Id]).await
}

async fn write_dataset(
    tx: &DatabaseTransaction,
    catalogue: &Catalogue,
    content: &ReadFile,
    spec: &DatasetSpec,
    rows: &DatasetRows,
    position: i32,
    now: i64,
) -> DomainResult<Option<NewVersion>> {
    let current =
        dataset::Entity::find_by_id(&spec.id).find_also_related(dataset_version::Entity).one(tx).await?;
    let known = current.as_ref().and_then(|(_, version)| version.as_ref());
    let same = known.is_some_and(|version| version.rows_sha256 == rows.sha256);
    if let Some((set, _)) = current.as_ref().filter(|(set, _)| set.desk_at.is_some()) {
        // The desk has it in its hands: the shipped files leave it alone, and are not held against it again.
        let seen = dataset::ActiveModel {
            id: Set(set.id.clone()),
            catalogue_sha256: Set(catalogue.sha256.clone()),
            source_sha256: Set(content.sha256.clone()),
            ..Default::default()
        };
        dataset::Entity::update(seen).exec(tx).await?;
        return Ok(None);
    }
    let n = known.map_or(1, |version| if same { version.n } else { version.n + 1 });
    upsert(tx, vec![describe(catalogue, content, spec, rows, position, n)], vec![dataset::Column::Id])
        .await?;
    let indicators = spec
        .indicators
        .iter()
        .zip(0..)
        .map(|(indicator, position)| indicator::ActiveModel {
            code: Set(indicator.code.clone()),
            dataset_id: Set(spec.id.clone()),
            label: Set(indicator.label.clone()),
            definition: Set(indicator.definition.clone()),
            unit: Set(indicator.unit.clone()),
            decimals: Set(i32::from(indicator.decimals)),
            direction: Set(indicator.direction.clone()),
            position: Set(position),
            part_of: Set(indicator.part_of.clone()),
        })
        .collect();
    upsert(tx, indicators, vec![indicator::Column::Code]).await?;
    let written = if same {
        None
    } else {
        let version = difference(tx, spec, rows, n).await?;
        write_version(tx, catalogue, content, spec, rows, &version, now).await?;
        Some(version)
    };
    chart::Entity::delete_many().filter(chart::Column::DatasetId.eq(&spec.id)).exec(tx).await?;
    let charts: Vec<_> = spec
        .charts
        .iter()
        .zip(1..)
        .map(|(drawing, position)| chart::ActiveModel {
            id: Set(format!("{}-{position}", spec.id)),
            dataset_id: Set(spec.id.clone()),
            version: Set(n),
            filter: Set(drawing.filter()),
            kind: Set(drawing.kind.clone()),
            title: Set(drawing.title.clone()),
            note: Set(drawing.note.clone()),
            position: Set(position),
        })
        .collect();
    if !charts.is_empty() {
        chart::Entity::insert_many(charts).exec_without_returning(tx).await?;
    }
    Ok(written)
}

fn describe(
    catalogue: &Catalogue,
    content: &ReadFile,
    spec: &DatasetSpec,
    rows: &DatasetRows,
    position: i32,
    version: i32,
) -> dataset::ActiveModel {
    let main = rows.figures.iter().find(|figure| figure.indicator == spec.headline.indicator);
    let url = main
        .and_then(|figure| content.sources.iter().find(|source| source.id == figure.source_id))
        .map(|source| source.url.clone())
        .unwrap_or_default();
    dataset::ActiveModel {
        id: Set(spec.id.clone()),
        slug: Set(spec.slug.clone()),
        theme: Set(spec.theme.clone()),
        section: Set(spec.section.clone()),
        title: Set(spec.title.clone()),
        summary: Set(spec.summary.clone()),
        publisher: Set(spec.publisher.clone()),
        url: Set(url),
        accessed: Set(catalogue.accessed.clone()),
        licence: Set(spec.licence.clone()),
        coverage: Set(spec.coverage.clone()),
        frequency: Set(spec.frequency.clone()),
        method: Set(Notes(spec.method.clone())),
        min_cell: Set(i32::from(spec.min_cell)),
        layout: Set(spec.table.clone()),
        headline_indicator: Set(spec.headline.indicator.clone()),
        headline_geo: Set(spec.headline.geo.clone()),
        headline_sex: Set(spec.headline.sex.clone()),
        headline_clause: Set(spec.headline.clause.clone()),
        version: Set(version),
        position: Set(position),
        catalogue_sha256: Set(catalogue.sha256.clone()),
        source_sha256: Set(content.sha256.clone()),
        next_expected: Set(None),
        edit: Set(0),
        desk_at: Set(None),
    }
}

/// Whether every dataset of the catalogue stands in the database as this catalogue and file describe it.
pub(super) async fn is_current<C: ConnectionTrait>(
    db: &C,
    catalogue: &Catalogue,
    file_sha256: &str,
) -> DomainResult<bool> {
    use sea_orm::QuerySelect;
    let known: Vec<(String, String, String)> = dataset::Entity::find()
        .select_only()
        .columns([dataset::Column::Id, dataset::Column::CatalogueSha256, dataset::Column::SourceSha256])
        .into_tuple()
        .all(db)
        .await?;
    Ok(catalogue.datasets.iter().all(|spec| {
        known.iter().any(|(id, described, file)| {
            *id == spec.id && *described == catalogue.sha256 && file == file_sha256
        })
    }))
}
