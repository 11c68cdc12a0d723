//! What she is bringing, and how far it is.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale};
use entity::library::{file, item_text, upload};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Media, Refusal, State, Suggestion, Trace, traces::traces_in};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::{permits, require},
    services::day_of,
};

/// Most lines of her list.
const MOST_LINES: u64 = 200;

/// How far an upload is, for who sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are here for sure.
    pub received: u64,
    /// Bytes that it will have.
    pub size: u64,
    /// UTC milliseconds from which it is gone when nothing more comes; nothing when it is complete.
    pub expires_at: Option<i64>,
}

/// What has the same bytes already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// An item of the library, by its title.
    Item(String),
    /// Another file of hers, by its name.
    Upload(String),
}

/// A line of her list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadLine {
    /// What it is known by.
    pub id: String,
    /// Its name.
    pub file_name: String,
    /// Bytes that it will have.
    pub size: u64,
    /// Bytes that are here.
    pub received: u64,
    /// How far it is.
    pub state: State,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// In which line of it, from 1.
    pub refusal_line: Option<u32>,
    /// What it is.
    pub media: Option<Media>,
    /// Whether it was searched for viruses.
    pub scanned: bool,
    /// Name of the virus that was found in it.
    pub finding: Option<String>,
    /// What has the same bytes already.
    pub held: Option<Held>,
    /// What stays in it and tells of people, devices and places.
    pub traces: Vec<Trace>,
    /// ISO day until which it is kept unfinished, or in no item.
    pub kept_until: String,
}

/// Whether it can be what an upload is known by: not every sign is one that a database takes.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The row of an upload of hers.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; `NotFound` for what is not hers.
pub(super) async fn hers(services: &Services, actor: &Actor, id: &str) -> DomainResult<upload::Model> {
    let member = require(actor, Permission::LibraryManage, None)?;
    if !is_id(id) {
        return Err(DomainError::not_found());
    }
    upload::Entity::find_by_id(id)
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .one(services.db.read())
        .await?
        .ok_or_else(DomainError::not_found)
}

/// Name and type of a file of hers of which an item can be made, and what it says of itself.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; `NotFound` for what is not hers or not ready.
pub async fn ready(
    services: &Services,
    actor: &Actor,
    id: &str,
) -> DomainResult<(String, Media, Option<Suggestion>)> {
    let row = hers(services, actor, id).await?;
    let media = row.media_type.as_deref().and_then(Media::parse);
    let media = media.filter(|_| row.state == State::Ready.as_str()).ok_or_else(DomainError::not_found)?;
    // A form of it that is not read any more suggests nothing.
    let said = row.suggestion.as_deref().and_then(|json| serde_json::from_str(json).ok());
    Ok((row.file_name, media, said))
}

/// How far an upload of hers is.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; `NotFound`; [`ErrorCode::Gone`] when its time is over.
pub async fn progress(services: &Services, actor: &Actor, id: &str) -> DomainResult<Progress> {
    let row = hers(services, actor, id).await?;
    let open = row.state == State::Uploading.as_str();
    if open && row.expires_at <= services.now_ms() {
        return Err(DomainError::new(ErrorCode::Gone));
    }
    Ok(Progress {
        received: row.received.cast_unsigned(),
        size: row.size.cast_unsigned(),
        expires_at: open.then_some(row.expires_at),
    })
}

/// Everything she is bringing, the newest first.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn mine(services: &Services, actor: &Actor, locale: Locale) -> DomainResult<Vec<UploadLine>> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let rows = upload::Entity::find()
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .order_by_desc(upload::Column::CreatedAt)
        .order_by_desc(upload::Column::Id)
        .limit(MOST_LINES)
        .all(services.db.read())
        .await?;
    let hashes: Vec<String> = rows.iter().filter_map(|row| row.sha256.clone()).collect();
    let titles = titles(services, hashes, locale).await?;
    Ok(rows.iter().filter_map(|row| line(row, &rows, &titles)).collect())
}

/// How many files of hers are to become items, or need her, if she keeps the library; nothing for everybody else.
///
/// # Errors
/// The database is away.
pub async fn waiting(services: &Services, actor: &Actor) -> DomainResult<Option<u64>> {
    let keeper = actor.member().filter(|_| permits(actor, Permission::LibraryManage, None));
    let Some(keeper) = keeper else { return Ok(None) };
    let count = upload::Entity::find()
        .filter(upload::Column::MemberId.eq(keeper.id.as_str()))
        .filter(upload::Column::State.is_in([State::Ready.as_str(), State::NeedsAttention.as_str()]))
        .count(services.db.read())
        .await?;
    Ok(Some(count))
}

/// One of them.
///
/// # Errors
/// As [`mine`]; `NotFound`.
pub async fn one(services: &Services, actor: &Actor, id: &str, locale: Locale) -> DomainResult<UploadLine> {
    hers(services, actor, id).await?;
    let lines = mine(services, actor, locale).await?;
    lines.into_iter().find(|line| line.id == id).ok_or_else(DomainError::not_found)
}

/// By hash: the title of an item that has a file of these bytes.
async fn titles(
    services: &Services,
    hashes: Vec<String>,
    locale: Locale,
) -> DomainResult<BTreeMap<String, String>> {
    if hashes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let db = services.db.read();
    let files: Vec<(String, String)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Sha256, file::Column::ItemId])
        .filter(file::Column::Sha256.is_in(hashes))
        .order_by_asc(file::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let items: Vec<String> = files.iter().map(|(_, item)| item.clone()).collect();
    let texts = item_text::Entity::find()
        .filter(item_text::Column::ItemId.is_in(items))
        .order_by_asc(item_text::Column::Locale)
        .all(db)
        .await?;
    Ok(files
        .into_iter()
        .filter_map(|(hash, item)| {
            let of_item = || texts.iter().filter(|text| text.item_id == item);
            let text = of_item().find(|text| text.locale == locale.code()).or_else(|| of_item().next())?;
            Some((hash, text.title.clone()))
        })
        .collect())
}

fn line(row: &upload::Model, all: &[upload::Model], titles: &BTreeMap<String, String>) -> Option<UploadLine> {
    let hash = row.sha256.as_ref();
    // The older one has it, the newer one is the second.
    let older = all
        .iter()
        .find(|other| hash.is_some() && other.sha256.as_ref() == hash && other.created_at < row.created_at);
    let held = hash.and_then(|hash| titles.get(hash)).map(|title| Held::Item(title.clone()));
    Some(UploadLine {
        id: row.id.clone(),
        file_name: row.file_name.clone(),
        size: row.size.cast_unsigned(),
        received: row.received.cast_unsigned(),
        state: State::parse(&row.state)?,
        refusal: row.refusal.as_deref().and_then(Refusal::parse),
        refusal_line: row.refusal_line.and_then(|line| u32::try_from(line).ok()),
        media: row.media_type.as_deref().and_then(Media::parse),
        scanned: row.scanned_at.is_some(),
        finding: row.finding.clone(),
        held: held.or_else(|| older.map(|other| Held::Upload(other.file_name.clone()))),
        traces: traces_in(row.suggestion.as_deref()),
        kept_until: day_of(row.expires_at),
    })
}
