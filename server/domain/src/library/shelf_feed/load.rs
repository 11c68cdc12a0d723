//! Items with everything that feeds say of them, many at a time in a fixed number of queries.

use std::collections::BTreeMap;

use contract::{
    Locale, Tongue,
    ids::{FileId, ItemId},
};
use entity::library::{blob, file, item};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use crate::{
    DomainResult, Services,
    library::{
        list::given_files,
        record::{self, Description, Record},
        records,
        words::FileRole,
    },
};

/// A file, as feeds name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedFile {
    /// Identifier.
    pub id: FileId,
    /// What it is for.
    pub role: FileRole,
    /// Language of the content.
    pub language: Tongue,
    /// Name to keep it under.
    pub file_name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// What the bytes are.
    pub media_type: String,
    /// Duration.
    pub seconds: Option<u32>,
}

/// An item with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// What is said about it.
    pub record: Record,
    /// Its files, in order.
    pub files: Vec<FeedFile>,
}

impl Publication {
    /// How it is described for a reader, and in which language that is.
    pub fn text(&self, locale: Locale) -> Option<(Locale, &Description)> {
        locale.fallbacks().find_map(|l| Some((l, self.record.texts.get(&l)?)))
    }

    /// The files that one takes along to read or hear it, those that programs for reading know best first.
    pub fn to_keep(&self, locale: Locale) -> Vec<&FeedFile> {
        let mut files: Vec<&FeedFile> = self.files.iter().filter(|file| rank(file.role).is_some()).collect();
        files.sort_by_key(|file| (file.language.rank(locale), rank(file.role)));
        files
    }

    /// The recording for a reader: in her language, else in the first one there is.
    pub fn recording(&self, locale: Locale) -> Option<&FeedFile> {
        self.to_keep(locale).into_iter().find(|file| file.role == FileRole::Audio)
    }
}

/// Order of the files that one takes along; nothing for those that go with others.
fn rank(role: FileRole) -> Option<u8> {
    match role {
        FileRole::Epub => Some(0),
        FileRole::Pdf => Some(1),
        FileRole::Audio => Some(2),
        FileRole::Video => Some(3),
        FileRole::Original => Some(4),
        FileRole::Html => Some(5),
        FileRole::Picture => Some(6),
        FileRole::Transcript | FileRole::Captions | FileRole::Cover => None,
    }
}

/// Roles of the files that one takes along, as stored.
pub(super) fn roles_to_keep() -> Vec<&'static str> {
    FileRole::ALL.iter().filter(|role| rank(**role).is_some()).map(|role| role.as_str()).collect()
}

#[derive(FromQueryResult)]
struct FileRow {
    id: String,
    item_id: String,
    role: String,
    language: String,
    file_name: String,
    sha256: String,
    seconds: Option<i32>,
    size: i64,
    media_type: String,
}

/// One item.
///
/// # Errors
/// [`contract::ErrorCode::Gone`] for what was withdrawn or erased, not found for what nobody sees.
pub async fn publication(services: &Services, id: &ItemId) -> DomainResult<Publication> {
    let record = record::record(services, id).await?;
    let files = files(services, &[id.as_str()]).await?.remove(id.as_str()).unwrap_or_default();
    Ok(Publication { record, files })
}

/// Items behind rows, in the order of these. Whoever calls saw to it that they may be read.
pub(super) async fn publications(
    services: &Services,
    rows: Vec<item::Model>,
) -> DomainResult<Vec<Publication>> {
    let records = records::load_all(services, services.db.read(), rows).await?;
    let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    let mut files = files(services, &ids).await?;
    Ok(records
        .into_iter()
        .map(|record| {
            let files = files.remove(record.id.as_str()).unwrap_or_default();
            Publication { record, files }
        })
        .collect())
}

/// Files of items that may be read, by item.
async fn files(services: &Services, items: &[&str]) -> DomainResult<BTreeMap<String, Vec<FeedFile>>> {
    let mut all: BTreeMap<String, Vec<FeedFile>> = BTreeMap::new();
    if items.is_empty() {
        return Ok(all);
    }
    let rows = file::Entity::find()
        .select_only()
        .columns([
            file::Column::Id,
            file::Column::ItemId,
            file::Column::Role,
            file::Column::Language,
            file::Column::FileName,
            file::Column::Sha256,
            file::Column::Seconds,
        ])
        .columns([blob::Column::Size, blob::Column::MediaType])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::ItemId.is_in(items.iter().copied()))
        .filter(given_files(services))
        // What is out of service is not offered.
        .filter(blob::Column::BadSince.is_null())
        .order_by_asc(file::Column::Position)
        .order_by_asc(file::Column::Id)
        .into_model::<FileRow>()
        .all(services.db.read())
        .await?;
    for row in rows {
        let (Some(role), Ok(language)) = (FileRole::parse(&row.role), row.language.parse()) else { continue };
        all.entry(row.item_id).or_default().push(FeedFile {
            id: FileId::trusted(row.id),
            role,
            language,
            file_name: row.file_name,
            sha256: row.sha256,
            size: u64::try_from(row.size).unwrap_or_default(),
            media_type: row.media_type,
            seconds: row.seconds.and_then(|n| u32::try_from(n).ok()),
        });
    }
    Ok(all)
}
