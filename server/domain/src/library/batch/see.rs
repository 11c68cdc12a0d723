//! Tables that she tries, and what came together.

use std::collections::BTreeMap;

use contract::{Locale, ids::ItemId};
use entity::library::{batch as batch_row, batch_item, item, item_text, trial as trial_row};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::{import::Report, trial::State};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::{ItemState, Localised, life::in_best, upload::is_id},
    permission::require,
    services::day_of,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Lines of a list.
const MOST_LINES: u64 = 50;

/// A table that she tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// What it is known by.
    pub id: String,
    /// Name of the table.
    pub table: String,
    /// Name of the archive.
    pub archive: Option<String>,
    /// How far it is.
    pub state: State,
    /// Lines that were looked at so far.
    pub done: u32,
    /// Lines that there are; 0 until that is known.
    pub total: u32,
    /// What she confirms: the hash over what was looked at.
    pub seal: String,
    /// What was found; not in lists.
    pub report: Option<Report>,
    /// The batch, once it is imported.
    pub batch: Option<String>,
    /// ISO day until which it is kept.
    pub kept_until: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    table_file: String,
    archive_file: Option<String>,
    state: String,
    done: i32,
    total: i32,
    seal: String,
    batch_id: Option<String>,
    expires_at: i64,
}

impl Row {
    fn shown(self, report: Option<Report>) -> Option<Trial> {
        Some(Trial {
            state: State::parse(&self.state)?,
            id: self.id,
            table: self.table_file,
            archive: self.archive_file,
            done: u32::try_from(self.done).unwrap_or_default(),
            total: u32::try_from(self.total).unwrap_or_default(),
            seal: self.seal,
            report,
            batch: self.batch_id,
            kept_until: day_of(self.expires_at),
        })
    }
}

/// The row of a table of hers.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; `NotFound` for what is not hers.
pub(super) async fn hers(services: &Services, actor: &Actor, id: &str) -> DomainResult<trial_row::Model> {
    let member = require(actor, Permission::LibraryManage, None)?;
    if !is_id(id) {
        return Err(DomainError::not_found());
    }
    trial_row::Entity::find_by_id(id)
        .filter(trial_row::Column::MemberId.eq(member.id.as_str()))
        .one(services.db.read())
        .await?
        .ok_or_else(DomainError::not_found)
}

/// The tables that she tries, the newest first.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn trials(services: &Services, actor: &Actor) -> DomainResult<Vec<Trial>> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let rows: Vec<Row> = trial_row::Entity::find()
        .select_only()
        .columns([
            trial_row::Column::Id,
            trial_row::Column::TableFile,
            trial_row::Column::ArchiveFile,
            trial_row::Column::State,
            trial_row::Column::Done,
            trial_row::Column::Total,
            trial_row::Column::Seal,
            trial_row::Column::BatchId,
            trial_row::Column::ExpiresAt,
        ])
        .filter(trial_row::Column::MemberId.eq(member.id.as_str()))
        .order_by_desc(trial_row::Column::CreatedAt)
        .order_by_desc(trial_row::Column::Id)
        .limit(MOST_LINES)
        .into_model::<Row>()
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.shown(None)).collect())
}

/// One of them, with what was found.
///
/// # Errors
/// As [`trials`]; `NotFound` for what is not hers.
pub async fn trial(services: &Services, actor: &Actor, id: &str) -> DomainResult<Trial> {
    let row = hers(services, actor, id).await?;
    // A form of it that is not read any more tells nothing.
    let report = row.report.as_deref().and_then(|json| serde_json::from_str(json).ok());
    let row = Row {
        id: row.id,
        table_file: row.table_file,
        archive_file: row.archive_file,
        state: row.state,
        done: row.done,
        total: row.total,
        seal: row.seal,
        batch_id: row.batch_id,
        expires_at: row.expires_at,
    };
    row.shown(report).ok_or_else(DomainError::not_found)
}

/// Items that came together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchLine {
    /// What it is known by.
    pub id: String,
    /// ISO day on which they came.
    pub day: String,
    /// How many are there still.
    pub items: u64,
}

/// What came together, the newest first.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn batches(services: &Services, actor: &Actor) -> DomainResult<Vec<BatchLine>> {
    require(actor, Permission::LibraryManage, None)?;
    let db = services.db.read();
    let rows = batch_row::Entity::find()
        .order_by_desc(batch_row::Column::CreatedAt)
        .order_by_desc(batch_row::Column::Id)
        .limit(MOST_LINES)
        .all(db)
        .await?;
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let counts: Vec<(String, i64)> = batch_item::Entity::find()
        .select_only()
        .column(batch_item::Column::BatchId)
        .column_as(batch_item::Column::ItemId.count(), "items")
        .filter(batch_item::Column::BatchId.is_in(ids))
        .group_by(batch_item::Column::BatchId)
        .into_tuple()
        .all(db)
        .await?;
    let counts: BTreeMap<String, i64> = counts.into_iter().collect();
    Ok(rows
        .into_iter()
        .map(|row| BatchLine {
            items: counts.get(&row.id).and_then(|count| u64::try_from(*count).ok()).unwrap_or_default(),
            day: day_of(row.created_at),
            id: row.id,
        })
        .collect())
}

/// An item of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchItem {
    /// The item.
    pub id: ItemId,
    /// Its title.
    pub title: Option<Localised>,
    /// Whether it goes when the batch is taken back: nobody published or changed it.
    pub goes: bool,
}

/// Items that came together, one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// What it is known by.
    pub id: String,
    /// ISO day on which they came.
    pub day: String,
    /// The items that are there still.
    pub items: Vec<BatchItem>,
}

/// What came together, before it is taken back. The log tells who read it.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; `NotFound` for one of which nothing is left.
pub async fn batch(services: &Services, actor: &Actor, locale: Locale, id: &str) -> DomainResult<Batch> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    if !is_id(id) {
        return Err(DomainError::not_found());
    }
    let tx = services.db.begin().await?;
    let row = batch_row::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let ids: Vec<String> = batch_item::Entity::find()
        .select_only()
        .column(batch_item::Column::ItemId)
        .filter(batch_item::Column::BatchId.eq(id))
        .into_tuple()
        .all(&tx)
        .await?;
    let rows: Vec<(String, String, Option<i64>, i32, i64, i64)> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::State, item::Column::SeenAt, item::Column::Version])
        .columns([item::Column::Datestamp, item::Column::CreatedAt])
        .filter(item::Column::Id.is_in(ids.iter().map(String::as_str)))
        .order_by_asc(item::Column::Id)
        .into_tuple()
        .all(&tx)
        .await?;
    let texts: Vec<(String, String, String)> = item_text::Entity::find()
        .select_only()
        .columns([item_text::Column::ItemId, item_text::Column::Locale, item_text::Column::Title])
        .filter(item_text::Column::ItemId.is_in(ids.iter().map(String::as_str)))
        .into_tuple()
        .all(&tx)
        .await?;
    let mut titles: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (item, language, title) in texts {
        titles.entry(item).or_default().push((language, title));
    }
    let entry = Entry::of(Action::LibraryRead).on("library_batch", id);
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    let items = rows
        .into_iter()
        .map(|(id, state, seen, version, changed, created)| BatchItem {
            title: titles.get(&id).and_then(|texts| in_best(texts, locale)),
            goes: state == ItemState::Draft.as_str() && seen.is_none() && version == 0 && changed == created,
            id: ItemId::trusted(id),
        })
        .collect();
    Ok(Batch { id: row.id, day: day_of(row.created_at), items })
}
