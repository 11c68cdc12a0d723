//! The picture of a page: drawn when somebody asks for it, kept for whoever comes next, so many at most.

use std::{path::Path, time::Duration};

use bytes::Bytes;
use contract::{ErrorCode, ids::FileId};
use entity::library::{blob, file, page_picture};
use futures::StreamExt;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, sea_query::OnConflict,
};
use tokio::sync::Semaphore;

use super::{
    super::{
        blobs,
        delivery::{self, FileDelivery},
        programs::{Limits, Program, on_disk, run},
        words::FileRole,
    },
    arguments,
    extract::living_item,
    open::pages_of,
};
use crate::{Actor, DomainError, DomainResult, Permission, Services, permission::require};

/// Points of the longer side: a page of A4 at 110 points an inch. However large the paper, this is what it costs.
const LONG_SIDE: &str = "1286";
/// Pictures that are kept, of all documents together; the oldest make room.
const MOST_KEPT: u64 = 2000;
/// So many make room at once.
const ROOM: u64 = 50;
/// Bytes of the largest picture that is read back.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// How long somebody waits until it is her turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pages that are drawn at once.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// A picture ready to be sent: a JPEG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The picture.
    pub bytes: Bytes,
}

/// The picture of a page of a file that the reader may have, from 1; and that file.
///
/// # Errors
/// Like [`crate::library::file`]; not found for what has no such page, or where none can be drawn;
/// [`ErrorCode::Unavailable`] while too many are being drawn.
pub async fn picture(services: &Services, id: &FileId, number: u32) -> DomainResult<(FileDelivery, Picture)> {
    let file = delivery::file(services, id).await?;
    if file.role != FileRole::Pdf {
        return Err(DomainError::not_found());
    }
    let picture = drawn(services, id.as_str(), &file.sha256, number).await?;
    Ok((file, picture))
}

/// The picture of a page at the desk: of every item that is not gone.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; otherwise as [`picture`].
pub async fn desk_picture(
    services: &Services,
    actor: &Actor,
    id: &FileId,
    number: u32,
) -> DomainResult<Picture> {
    require(actor, Permission::LibraryManage, None)?;
    let sha256: Option<String> = file::Entity::find_by_id(id.as_str())
        .select_only()
        .column(file::Column::Sha256)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::Role.eq(FileRole::Pdf.as_str()))
        .filter(blob::Column::BadSince.is_null())
        .into_tuple()
        .one(services.db.read())
        .await?;
    let sha256 = sha256.ok_or_else(DomainError::not_found)?;
    // What was withdrawn has no pages any more: see `pages_of`.
    drawn(services, id.as_str(), &sha256, number).await
}

async fn drawn(services: &Services, file: &str, sha256: &str, number: u32) -> DomainResult<Picture> {
    let pages = pages_of(services, file).await?.unwrap_or_default();
    if number == 0 || number > pages {
        return Err(DomainError::not_found());
    }
    let at = i32::try_from(number).map_err(|_| DomainError::not_found())?;
    if let Some(kept) = kept(services, file, at).await? {
        return Ok(kept);
    }
    if !Program::PdfToPpm.is_there() {
        return Err(DomainError::not_found());
    }
    let turn = tokio::time::timeout(PATIENCE, DRAWING.acquire()).await;
    let turn = turn.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
    let _turn = turn.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let disk = on_disk(services, sha256).await?;
    let bytes = draw(&disk, number).await?;
    let picture = Picture { sha256: blobs::sha256_hex(&bytes), bytes };
    // Who asked has it, whether it can be kept or not.
    if let Err(error) = keep(services, file, at, &picture).await {
        tracing::warn!(code = ?error.code, at = %error.at, "a picture of a page is not kept");
    }
    Ok(picture)
}

async fn draw(disk: &Path, number: u32) -> DomainResult<Bytes> {
    let number = number.to_string();
    let before = ["-q", "-jpeg", "-scale-to", LONG_SIDE, "-f", number.as_str(), "-l", number.as_str()];
    let bytes = run(Program::PdfToPpm, arguments(&before, disk, &[]), Limits::usual())
        .await
        .map_err(|_| DomainError::not_found())?;
    if bytes.starts_with(b"\xFF\xD8\xFF") { Ok(bytes.into()) } else { Err(DomainError::not_found()) }
}

/// The picture that was drawn before, if its bytes are there still.
async fn kept(services: &Services, file: &str, number: i32) -> DomainResult<Option<Picture>> {
    let row = page_picture::Entity::find_by_id((file.to_owned(), number)).one(services.db.read()).await?;
    let Some(row) = row else { return Ok(None) };
    let Ok(mut stream) = blobs::open(services, &row.sha256, None).await else { return Ok(None) };
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let Ok(chunk) = chunk else { return Ok(None) };
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MOST_BYTES {
            return Ok(None);
        }
    }
    // It stands in no list of fixity: what is not whole is drawn anew.
    let whole = blobs::sha256_hex(&bytes) == row.sha256;
    Ok(whole.then(|| Picture { sha256: row.sha256, bytes: bytes.into() }))
}

/// Keeps a picture. Bytes first: no row names bytes that are not there.
async fn keep(services: &Services, file: &str, number: i32, picture: &Picture) -> DomainResult<()> {
    let _shelf = services.uploads().shelf.read().await;
    blobs::put_bytes(services, picture.bytes.clone()).await?;
    let tx = services.db.begin().await?;
    // What was taken away meanwhile leaves nothing here.
    if living_item(&tx, file).await?.is_none() {
        return Ok(());
    }
    let row = page_picture::ActiveModel {
        file_id: Set(file.to_owned()),
        number: Set(number),
        sha256: Set(picture.sha256.clone()),
        made_at: Set(services.now_ms()),
    };
    let again = OnConflict::columns([page_picture::Column::FileId, page_picture::Column::Number])
        .update_columns([page_picture::Column::Sha256, page_picture::Column::MadeAt])
        .to_owned();
    page_picture::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
    make_room(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// The oldest go when there are too many; their bytes go with the next sweep.
async fn make_room<C: ConnectionTrait>(tx: &C) -> DomainResult<()> {
    let count = page_picture::Entity::find().count(tx).await?;
    if count <= MOST_KEPT {
        return Ok(());
    }
    let oldest: Vec<(String, i32)> = page_picture::Entity::find()
        .select_only()
        .columns([page_picture::Column::FileId, page_picture::Column::Number])
        .order_by_asc(page_picture::Column::MadeAt)
        .limit(count - MOST_KEPT + ROOM)
        .into_tuple()
        .all(tx)
        .await?;
    for place in oldest {
        page_picture::Entity::delete_by_id(place).exec(tx).await?;
    }
    Ok(())
}
