//! Everything about one item.

use contract::{
    ErrorCode, Locale,
    ids::{FileId, ItemId},
};
use entity::library::{blob, file, item, item_text, waveform};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, RelationTrait,
};

use super::{
    blobs,
    life::refusal,
    list::{agreed_files, cards, cards_of, given_files, visible},
    model::{Agent, Coming, FileInfo, Item, ItemCard, Related, Transcript},
    record::{self, Record, Target, best},
    segments,
    words::{FileRole, Kind, RelationKind},
};
use crate::{DomainError, DomainResult, Services, markup, services::day_of};

/// Longest transcript that is shown on the page.
const TRANSCRIPT_LIMIT: u64 = 512 * 1024;
/// Most editions of one work that are listed.
const EDITIONS: u64 = 24;

/// An item with its files, in the best language there is for the reader.
///
/// # Errors
/// [`contract::ErrorCode::Gone`] for what was withdrawn or erased; not found when there is no such visible item.
pub async fn item(services: &Services, locale: Locale, id: &ItemId) -> DomainResult<Item> {
    let db = services.db.read();
    let found = item::Entity::find_by_id(id.as_str()).filter(visible(services)).one(db).await?;
    let Some(row) = found else { return Err(refusal(db, id).await?) };
    let mut same = Condition::any().add(item::Column::Id.eq(id.as_str()));
    if let Some(work) = &row.work {
        same = same.add(item::Column::Work.eq(&**work));
    }
    let mut editions = cards(services, locale, same, EDITIONS).await?;
    let position = editions.iter().position(|card| card.id == *id).ok_or_else(DomainError::not_found)?;
    let card = editions.remove(position);
    editions.sort_by_key(|edition| edition.languages.first().copied());
    let files = files(services, locale, id).await?;
    let (transcripts, segments) = if matches!(card.kind, Kind::Audio | Kind::Video) {
        (transcripts(services, &files).await?, segments::told(services, id.as_str()).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    let coming = if card.closed { coming(services, locale, id).await? } else { Vec::new() };
    let record = record::load(services, db, row).await?;
    let agents = record
        .contributors
        .iter()
        .filter_map(|one| Some(Agent { role: one.role, name: best(&one.names, locale)? }))
        .collect();
    let described_in = record.texts.iter().map(|(l, text)| (*l, text.slug.clone())).collect();
    let (relations, inverse) = related(services, locale, &record).await?;
    Ok(Item {
        agents,
        files,
        coming,
        transcripts,
        segments,
        editions,
        described_in,
        relations,
        inverse,
        record,
        card,
    })
}

/// Relations of an item, and those of others to it, each with what stands at its other end.
type Ends = (Vec<(RelationKind, Related)>, Vec<(RelationKind, ItemCard)>);

/// Gives every relation its other end. No query when there are none between items.
async fn related(services: &Services, locale: Locale, record: &Record) -> DomainResult<Ends> {
    let own = record.relations.iter().filter_map(|(_, target)| match target {
        Target::Item(id) => Some(id.as_str()),
        Target::Url(_) => None,
    });
    let ids: Vec<&str> = own.chain(record.inverse.iter().map(|(_, id)| id.as_str())).collect();
    let cards: Vec<ItemCard> =
        if ids.is_empty() { Vec::new() } else { cards_of(services, locale, &ids).await? };
    let inverse = record
        .inverse
        .iter()
        .filter_map(|(kind, id)| Some((*kind, cards.iter().find(|card| card.id == *id)?.clone())))
        .collect();
    let relations = record
        .relations
        .iter()
        .filter_map(|(kind, target)| match target {
            Target::Url(url) => Some((*kind, Related::Url(url.clone()))),
            Target::Item(id) => {
                let card = cards.iter().find(|card| card.id == *id)?;
                Some((*kind, Related::Item(Box::new(card.clone()))))
            }
        })
        .collect();
    Ok((relations, inverse))
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
    alt: Option<String>,
    peaks: Option<String>,
    size: i64,
    media_type: String,
}

/// Files of a visible item, the reader's language first. What is out of service is not offered.
pub(super) async fn files(services: &Services, locale: Locale, id: &ItemId) -> DomainResult<Vec<FileInfo>> {
    let heard: RelationDef = file::Entity::belongs_to(waveform::Entity)
        .from(file::Column::Sha256)
        .to(waveform::Column::Sha256)
        .into();
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
            file::Column::Alt,
        ])
        .columns([blob::Column::Size, blob::Column::MediaType])
        .column(waveform::Column::Peaks)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .join(JoinType::LeftJoin, heard)
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::ItemId.eq(id.as_str()))
        .filter(given_files(services))
        .filter(blob::Column::BadSince.is_null())
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
                media_type: row.media_type,
                alt: row.alt,
                peaks: row.peaks.filter(|peaks| !peaks.is_empty()),
            })
        })
        .collect();
    files.sort_by_key(|file| file.language.rank(locale));
    Ok(files)
}

/// Files of a visible item that open later, the reader's language first.
async fn coming(services: &Services, locale: Locale, id: &ItemId) -> DomainResult<Vec<Coming>> {
    let rows: Vec<(String, String, Option<i64>, Option<String>)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Role, file::Column::Language])
        .columns([file::Column::VisibleFrom, file::Column::EmbargoReason])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::ItemId.eq(id.as_str()))
        .filter(agreed_files())
        .filter(file::Column::VisibleFrom.gt(services.now_ms()))
        // It stands before an item; it is nothing to wait for.
        .filter(file::Column::Role.ne(FileRole::Cover.as_str()))
        .filter(blob::Column::BadSince.is_null())
        .order_by_asc(file::Column::Position)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut files: Vec<Coming> = rows
        .into_iter()
        .filter_map(|(role, language, from, reason)| {
            Some(Coming {
                role: FileRole::parse(&role)?,
                language: language.parse().ok()?,
                day: day_of(from?),
                reason,
            })
        })
        .collect();
    files.sort_by_key(|file| file.language.rank(locale));
    Ok(files)
}

async fn transcripts(services: &Services, files: &[FileInfo]) -> DomainResult<Vec<Transcript>> {
    let mut list = Vec::new();
    for file in files.iter().filter(|file| file.role == FileRole::Transcript) {
        let source = match blobs::read_text(services, &file.sha256, TRANSCRIPT_LIMIT).await {
            Ok(source) => source,
            // The rest of the page needs no bytes.
            Err(error) if error.code == ErrorCode::Unavailable => continue,
            Err(error) => return Err(error),
        };
        list.push(Transcript { language: file.language, html: markup::article(&source) });
    }
    Ok(list)
}
