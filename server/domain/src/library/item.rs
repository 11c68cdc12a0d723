//! Everything about one item.

use std::collections::BTreeMap;

use contract::{
    Locale,
    ids::{FileId, ItemId},
};
use entity::library::{agent_text, blob, file, item, item_agent, item_text};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};

use super::{
    blobs,
    list::{cards, visible},
    model::{Agent, AgentRole, FileInfo, FileRole, Item, Kind, Licence, Localised, Transcript},
};
use crate::{DomainError, DomainResult, Services, markup};

/// Longest transcript that is shown on the page.
const TRANSCRIPT_LIMIT: u64 = 512 * 1024;
/// Most editions of one work that are listed.
const EDITIONS: u64 = 24;

/// An item with its files, in the best language there is for the reader.
///
/// # Errors
/// Not found when there is no such visible item.
pub async fn item(services: &Services, locale: Locale, id: &ItemId) -> DomainResult<Item> {
    let db = services.db.read();
    let row = item::Entity::find_by_id(id.as_str())
        .filter(visible(services))
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let mut same = Condition::any().add(item::Column::Id.eq(id.as_str()));
    if let Some(work) = &row.work {
        same = same.add(item::Column::Work.eq(&**work));
    }
    let mut editions = cards(services, locale, same, EDITIONS).await?;
    let position = editions.iter().position(|card| card.id == *id).ok_or_else(DomainError::not_found)?;
    let card = editions.remove(position);
    editions.sort_by_key(|edition| edition.languages.first().copied());
    let files = files(services, locale, id).await?;
    let transcripts = if matches!(card.kind, Kind::Audio | Kind::Video) {
        transcripts(services, &files).await?
    } else {
        Vec::new()
    };
    Ok(Item {
        agents: agents(services, locale, id).await?,
        files,
        transcripts,
        editions,
        described_in: described_in(services, id).await?,
        year: row.year,
        licence: Licence::parse(&row.licence).ok_or_else(|| {
            DomainError::caused(contract::ErrorCode::Internal, "an item with an unknown licence")
        })?,
        source_url: row.source_url,
        machine_read: row.machine_read,
        published_on: row.published_on,
        card,
    })
}

/// Slug in each language in which an item is described.
pub(super) async fn described_in(services: &Services, id: &ItemId) -> DomainResult<Vec<(Locale, String)>> {
    let rows: Vec<(String, String)> = item_text::Entity::find()
        .select_only()
        .columns([item_text::Column::Locale, item_text::Column::Slug])
        .filter(item_text::Column::ItemId.eq(id.as_str()))
        .order_by_asc(item_text::Column::Locale)
        .into_tuple()
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().filter_map(|(locale, slug)| Some((locale.parse().ok()?, slug))).collect())
}

#[derive(FromQueryResult)]
struct FileRow {
    id: String,
    role: String,
    language: String,
    file_name: String,
    sha256: String,
    seconds: Option<i32>,
    words: Option<i32>,
    size: i64,
}

/// Files of a visible item, the reader's language first.
pub(super) async fn files(services: &Services, locale: Locale, id: &ItemId) -> DomainResult<Vec<FileInfo>> {
    let rows = file::Entity::find()
        .select_only()
        .columns([
            file::Column::Id,
            file::Column::Role,
            file::Column::Language,
            file::Column::FileName,
            file::Column::Sha256,
            file::Column::Seconds,
            file::Column::Words,
        ])
        .column(blob::Column::Size)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(id.as_str()))
        .order_by_asc(file::Column::Position)
        .into_model::<FileRow>()
        .all(services.db.read())
        .await?;
    let mut files: Vec<FileInfo> = rows
        .into_iter()
        .filter_map(|row| {
            Some(FileInfo {
                id: FileId::trusted(row.id),
                role: FileRole::parse(&row.role)?,
                language: row.language.parse().ok()?,
                file_name: row.file_name,
                sha256: row.sha256,
                size: u64::try_from(row.size).ok()?,
                seconds: row.seconds.and_then(|n| u32::try_from(n).ok()),
                words: row.words.and_then(|n| u32::try_from(n).ok()),
            })
        })
        .collect();
    files.sort_by_key(|file| locale.fallbacks().position(|l| l == file.language));
    Ok(files)
}

async fn transcripts(services: &Services, files: &[FileInfo]) -> DomainResult<Vec<Transcript>> {
    let mut list = Vec::new();
    for file in files.iter().filter(|file| file.role == FileRole::Transcript) {
        let source = blobs::read_text(services, &file.sha256, TRANSCRIPT_LIMIT).await?;
        list.push(Transcript { language: file.language, html: markup::article(&source) });
    }
    Ok(list)
}

async fn agents(services: &Services, locale: Locale, id: &ItemId) -> DomainResult<Vec<Agent>> {
    let db = services.db.read();
    let links = item_agent::Entity::find()
        .filter(item_agent::Column::ItemId.eq(id.as_str()))
        .order_by_asc(item_agent::Column::Position)
        .all(db)
        .await?;
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = links.iter().map(|link| link.agent_id.as_str()).collect();
    let mut names: BTreeMap<(String, Locale), String> = BTreeMap::new();
    for text in agent_text::Entity::find().filter(agent_text::Column::AgentId.is_in(ids)).all(db).await? {
        if let Ok(l) = text.locale.parse() {
            names.insert((text.agent_id, l), text.name);
        }
    }
    Ok(links
        .into_iter()
        .filter_map(|link| {
            let name = locale.fallbacks().find_map(|l| {
                names.get(&(link.agent_id.clone(), l)).map(|name| Localised { locale: l, text: name.clone() })
            })?;
            Some(Agent { role: AgentRole::parse(&link.role)?, name })
        })
        .collect())
}
