//! Pictures of the library for texts of the team: those that everybody may see.

use contract::{Locale, ids::FileId};
use entity::library::{blob, file, item_text};
use futures::StreamExt;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, sea_query::Query,
};

use super::{
    blobs,
    list::{given_files, visible},
    upload::{Media, picture::sides},
    words::FileRole,
};
use crate::{Actor, DomainResult, Permission, Services, permission::require};

/// Pictures on one page.
const PER_PAGE: u64 = 12;
/// Enough of a picture to find out how large it is, of nearly every one.
const HEAD: u64 = 128 * 1024;

/// A picture that may stand in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub id: FileId,
    /// Its name.
    pub file_name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// What the library says that it shows; may be empty.
    pub alt: String,
    /// Title of its item.
    pub title: String,
    /// Language of the title.
    pub title_locale: Locale,
    /// Points, where its first bytes say them.
    pub sides: Option<(u64, u64)>,
}

/// Pictures, page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictures {
    /// The newest first.
    pub list: Vec<Picture>,
    /// Where the next page goes on.
    pub next: Option<u64>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: String,
    item_id: String,
    file_name: String,
    sha256: String,
    size: i64,
    alt: Option<String>,
}

/// Pictures of items that everybody sees, whose title or file has `wanted` in it; `page` from 1.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn pictures(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    wanted: &str,
    page: u64,
) -> DomainResult<Pictures> {
    require(actor, Permission::ContentEdit, None)?;
    let db = services.db.read();
    let kinds = [Media::Jpeg, Media::Png, Media::Webp].map(Media::as_str);
    let mut query = file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::ItemId, file::Column::FileName])
        .columns([file::Column::Sha256, file::Column::Alt])
        .column(blob::Column::Size)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(visible(services))
        .filter(given_files(services))
        .filter(file::Column::Role.ne(FileRole::Original.as_str()))
        .filter(blob::Column::MediaType.is_in(kinds))
        .filter(blob::Column::BadSince.is_null());
    let wanted = wanted.trim();
    if !wanted.is_empty() {
        let titled = Query::select()
            .column(item_text::Column::ItemId)
            .from(item_text::Entity)
            .and_where(item_text::Column::Title.contains(wanted))
            .to_owned();
        query = query.filter(
            Condition::any()
                .add(file::Column::FileName.contains(wanted))
                .add(file::Column::Alt.contains(wanted))
                .add(file::Column::ItemId.in_subquery(titled)),
        );
    }
    let page = page.clamp(1, 1000);
    let mut rows = query
        .order_by_desc(file::Column::ModifiedAt)
        .order_by_asc(file::Column::Id)
        .offset((page - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
        .into_model::<Row>()
        .all(db)
        .await?;
    let more = rows.len() as u64 > PER_PAGE;
    rows.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let titles: Vec<item_text::Model> = item_text::Entity::find()
        .filter(item_text::Column::ItemId.is_in(rows.iter().map(|row| row.item_id.clone())))
        .all(db)
        .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let of =
            |wanted: Locale| titles.iter().find(|t| t.item_id == row.item_id && t.locale == wanted.code());
        let Some((title_locale, text)) = locale.fallbacks().find_map(|l| Some((l, of(l)?))) else { continue };
        let size = u64::try_from(row.size).unwrap_or_default();
        list.push(Picture {
            sides: measured(services, &row.sha256, size).await,
            id: FileId::trusted(row.id),
            file_name: row.file_name,
            sha256: row.sha256,
            size,
            alt: row.alt.unwrap_or_default(),
            title: text.title.clone(),
            title_locale,
        });
    }
    Ok(Pictures { list, next: more.then_some(page + 1) })
}

/// How large a picture is; it can be inserted without that.
async fn measured(services: &Services, sha256: &str, size: u64) -> Option<(u64, u64)> {
    let mut stream = blobs::open(services, sha256, Some(0..size.min(HEAD))).await.ok()?;
    let mut head = Vec::new();
    while let Some(chunk) = stream.next().await {
        head.extend_from_slice(&chunk.ok()?);
    }
    sides(&head).filter(|(width, height)| *width > 0 && *height > 0)
}
