//! From which file of an item its cover is made.

use std::{
    io::{BufRead, BufReader, Cursor, Seek},
    path::PathBuf,
};

use contract::ErrorCode;
use entity::library::{blob, file};
use image::RgbImage;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use super::{Trouble, frame, shrink};
use crate::{
    DomainError, DomainResult, Services,
    library::{book, programs::on_disk, upload::Media, words::FileRole},
};

/// Bytes of a picture that we unpack ourselves.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Roles of the files that a cover is made from, the best first.
pub(super) const ROLES: [FileRole; 5] =
    [FileRole::Cover, FileRole::Picture, FileRole::Epub, FileRole::Pdf, FileRole::Video];

/// A file that may have a cover in it.
#[derive(FromQueryResult)]
pub(super) struct Source {
    role: String,
    pub sha256: String,
    size: i64,
    media_type: String,
    visible_from: Option<i64>,
    visible_to: Option<i64>,
}

/// The files of an item, the best first. Those that are closed, or will be, come last: their cover has to be hidden.
pub(super) async fn sources<C: ConnectionTrait>(db: &C, item: &str, now: i64) -> DomainResult<Vec<Source>> {
    let mut rows = file::Entity::find()
        .select_only()
        .columns([file::Column::Role, file::Column::Sha256])
        .columns([file::Column::VisibleFrom, file::Column::VisibleTo])
        .columns([blob::Column::Size, blob::Column::MediaType])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Role.is_in(ROLES.map(FileRole::as_str)))
        .filter(blob::Column::BadSince.is_null())
        .order_by_asc(file::Column::Position)
        .into_model::<Source>()
        .all(db)
        .await?;
    rows.sort_by_key(|row| {
        let closes = row.visible_to.is_some() || row.visible_from.is_some_and(|from| from > now);
        (closes, ROLES.iter().position(|role| role.as_str() == row.role))
    });
    Ok(rows)
}

/// The picture in a file, made small; nothing where there is none in it.
///
/// # Errors
/// The blob store or the disk is away.
pub(super) async fn picture(
    services: &Services,
    source: &Source,
) -> DomainResult<Result<Option<RgbImage>, Trouble>> {
    let size = u64::try_from(source.size).unwrap_or_default();
    let Some(media) = Media::parse(&source.media_type) else { return Ok(Ok(None)) };
    let bytes = match media {
        Media::Jpeg | Media::Png | Media::Webp => {
            let path = on_disk(services, &source.sha256).await?;
            let own = if size > MOST_BYTES {
                Err(Trouble::TooLarge)
            } else {
                from_disk(path.to_path_buf()).await?
            };
            match own {
                Err(Trouble::TooLarge) => frame::moment(&path, media).await.map_err(too_large),
                own => return Ok(own.map(Some)),
            }
        }
        Media::Epub => match book::cover(services, &source.sha256, size).await? {
            Some(bytes) => Ok(bytes),
            None => return Ok(Ok(None)),
        },
        Media::Pdf => frame::first_page(&on_disk(services, &source.sha256).await?).await,
        Media::Mp4 | Media::Webm => frame::moment(&on_disk(services, &source.sha256).await?, media).await,
        Media::Mp3 | Media::M4a | Media::Ogg | Media::Vtt | Media::Srt => return Ok(Ok(None)),
        // Kept as they came: in none of the roles above.
        Media::Avi
        | Media::Matroska
        | Media::Quicktime
        | Media::ThreeGp
        | Media::Wav
        | Media::Flac
        | Media::Amr => return Ok(Ok(None)),
    };
    match bytes {
        Ok(bytes) => Ok(unpacked(move || Ok(Cursor::new(bytes))).await?.map(Some)),
        Err(trouble) => Ok(Err(trouble)),
    }
}

/// What stands in the way of a large picture is its size, not that a program is missing that nobody else needs.
fn too_large(trouble: Trouble) -> Trouble {
    if trouble == Trouble::Absent { Trouble::TooLarge } else { trouble }
}

async fn from_disk(path: PathBuf) -> DomainResult<Result<RgbImage, Trouble>> {
    unpacked(move || std::fs::File::open(path).map(BufReader::new)).await
}

/// Unpacks where it may block. A decoder that gives up in a way of its own met something damaged.
async fn unpacked<R: BufRead + Seek + 'static>(
    open: impl FnOnce() -> std::io::Result<R> + Send + 'static,
) -> DomainResult<Result<RgbImage, Trouble>> {
    let task = tokio::task::spawn_blocking(move || open().map(shrink::small));
    match task.await {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(error)) => Err(DomainError::caused(ErrorCode::Unavailable, error)),
        Err(error) if error.is_panic() => Ok(Err(Trouble::Damaged)),
        Err(error) => Err(DomainError::caused(ErrorCode::Internal, error)),
    }
}
