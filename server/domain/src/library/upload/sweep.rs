//! Takes away what nobody will come back for: files whose time is over in no item, old refusals, bytes that no row
//! names.

use std::{io, time::SystemTime};

use contract::ErrorCode;
use entity::{
    content::article_audio,
    library::{blob, cover, file, page_picture, trial, upload},
    statistics::trial as figures,
};
use futures::StreamExt;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, path::Path};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr};

use super::{State, folder::disk, ingest::look_at_waiting};
use crate::{DomainError, DomainResult, Services, library::batch, statistics::desk};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// How long a refusal is shown.
const REFUSAL_MS: i64 = 30 * DAY_MS;
/// Blobs that are looked up at once.
const CHUNK: usize = 500;

/// How much was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Rows of uploads.
    pub uploads: u64,
    /// Files of the folder of uploads.
    pub parts: u64,
    /// Blobs.
    pub blobs: u64,
}

/// Sweeps. Once a day is enough.
///
/// # Errors
/// The database, the disk or the blob store is away.
pub async fn sweep(services: &Services) -> DomainResult<Swept> {
    let uploads = rows(services).await? + batch::sweep(services).await? + desk::sweep(services).await?;
    look_at_waiting(services).await?;
    let parts = parts(services).await?;
    let blobs = blobs(services).await?;
    Ok(Swept { uploads, parts, blobs })
}

async fn rows(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let db = services.db.writer();
    // Whoever had it in hand an hour ago is gone.
    upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(State::Received.as_str()))
        .filter(upload::Column::State.is_in([State::Scanning, State::Processing].map(State::as_str)))
        .filter(upload::Column::ChangedAt.lte(now - HOUR_MS))
        .exec(db)
        .await?;
    let expired: Vec<String> = upload::Entity::find()
        .select_only()
        .column(upload::Column::Id)
        .filter(upload::Column::State.eq(State::Uploading.as_str()))
        .filter(upload::Column::ExpiresAt.lte(now))
        .into_tuple()
        .all(services.db.read())
        .await?;
    for id in expired {
        services.uploads().remove(&id).await;
    }
    // For a day it is known that it was there.
    let unfinished = upload::Entity::delete_many()
        .filter(upload::Column::State.eq(State::Uploading.as_str()))
        .filter(upload::Column::ExpiresAt.lte(now - DAY_MS))
        .exec(db)
        .await?;
    // Complete, and nobody made it part of an item.
    let left = upload::Entity::delete_many()
        .filter(upload::Column::State.eq(State::Ready.as_str()))
        .filter(upload::Column::ExpiresAt.lte(now))
        .exec(db)
        .await?;
    let refused = upload::Entity::delete_many()
        .filter(upload::Column::State.is_in([State::Rejected, State::Quarantined].map(State::as_str)))
        .filter(upload::Column::ChangedAt.lte(now - REFUSAL_MS))
        .exec(db)
        .await?;
    Ok(unfinished.rows_affected + left.rows_affected + refused.rows_affected)
}

/// Files of a day ago that belong to no upload: its row went with an account, or never came.
async fn parts(services: &Services) -> DomainResult<u64> {
    let uploads = services.uploads();
    let mut folder = match tokio::fs::read_dir(uploads.folder()).await {
        Ok(folder) => folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(disk(error)),
    };
    let long_ago = SystemTime::from(services.clock.now() - chrono::Duration::days(1));
    let mut removed = 0;
    while let Some(entry) = folder.next_entry().await.map_err(disk)? {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".part")) else { continue };
        let written = entry.metadata().await.and_then(|metadata| metadata.modified()).map_err(disk)?;
        if written > long_ago || upload::Entity::find_by_id(id).one(services.db.read()).await?.is_some() {
            continue;
        }
        // A table that is tried, and the archive beside it, have a letter more.
        let of_trial = id.strip_suffix(['t', 'z']).unwrap_or_default();
        if trial::Entity::find_by_id(of_trial).one(services.db.read()).await?.is_some() {
            continue;
        }
        // So has a file of figures.
        let of_figures = id.strip_suffix('s').unwrap_or_default();
        if figures::Entity::find_by_id(of_figures).one(services.db.read()).await?.is_some() {
            continue;
        }
        uploads.remove(id).await;
        removed += 1;
    }
    Ok(removed)
}

/// Blobs of a day ago that no file, no upload, no cover and no article read aloud stands on, and what was never finished.
async fn blobs(services: &Services) -> DomainResult<u64> {
    let long_ago = services.clock.now() - chrono::Duration::days(1);
    // Nobody finds bytes here and names them while they are being taken away.
    let _shelf = services.uploads().shelf.write().await;
    let of_files = file::Entity::find().select_only().column(file::Column::Sha256).into_query();
    let of_uploads = upload::Entity::find()
        .select_only()
        .column(upload::Column::Sha256)
        .filter(upload::Column::Sha256.is_not_null())
        .into_query();
    let of_covers = [cover::Column::Jpeg, cover::Column::Webp].map(|column| {
        cover::Entity::find().select_only().column(column).filter(column.is_not_null()).into_query()
    });
    let [jpegs, webps] = of_covers;
    let read_aloud =
        article_audio::Entity::find().select_only().column(article_audio::Column::Sha256).into_query();
    blob::Entity::delete_many()
        .filter(blob::Column::StoredAt.lte(long_ago.timestamp_millis()))
        .filter(blob::Column::Sha256.not_in_subquery(of_files))
        .filter(blob::Column::Sha256.not_in_subquery(of_uploads))
        .filter(blob::Column::Sha256.not_in_subquery(jpegs))
        .filter(blob::Column::Sha256.not_in_subquery(webps))
        .filter(blob::Column::Sha256.not_in_subquery(read_aloud))
        .exec(services.db.writer())
        .await?;
    let mut removed = 0;
    for prefix in ["sha256", "incoming"] {
        let prefix = Path::from(prefix);
        let mut listed = services.blobs.list(Some(&prefix)).chunks(CHUNK);
        while let Some(chunk) = listed.next().await {
            let mut old: Vec<ObjectMeta> = Vec::new();
            for found in chunk {
                old.extend(Some(found.map_err(away)?).filter(|meta| meta.last_modified <= long_ago));
            }
            let names: Vec<String> = old.iter().filter_map(name_of).collect();
            let mut known: Vec<String> = blob::Entity::find()
                .select_only()
                .column(blob::Column::Sha256)
                .filter(blob::Column::Sha256.is_in(names.clone()))
                .into_tuple()
                .all(services.db.read())
                .await?;
            // Pictures of pages have no row of a blob: they can be drawn anew, and nobody hashes them again.
            let drawn: Vec<String> = page_picture::Entity::find()
                .select_only()
                .column(page_picture::Column::Sha256)
                .filter(page_picture::Column::Sha256.is_in(names))
                .into_tuple()
                .all(services.db.read())
                .await?;
            known.extend(drawn);
            for meta in old.iter().filter(|meta| name_of(meta).is_none_or(|name| !known.contains(&name))) {
                services.blobs.delete(&meta.location).await.map_err(away)?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

fn name_of(meta: &ObjectMeta) -> Option<String> {
    meta.location.filename().map(str::to_owned)
}

#[track_caller]
fn away(error: object_store::Error) -> DomainError {
    DomainError::caused(ErrorCode::Unavailable, error)
}
