//! Looks at a complete file and puts it into the blob store. Whatever is stopped in the middle is begun anew, which
//! does no harm: the same bytes have the same place.

use std::{
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use contract::ErrorCode;
use entity::library::{blob, upload};
use futures::{Stream, stream};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use sha2::{Digest, Sha256};
use tokio::{fs::File, io::AsyncReadExt};

use super::{
    Limits, Media, State, Suggestion,
    begin::new_upload_id,
    examine::{Found, Refused, examine, unlocked},
    folder::disk,
    probe::probe,
    scan::Clamd,
    strip::{TELLING, strip},
    suggest::{suggestion, told},
    traces::{keep_kinds, kinds},
};
use crate::{
    DomainError, DomainResult, Services,
    library::{batch, blobs, fixity},
};

/// How long whoever sent the last piece waits for what becomes of the file. It goes on without her.
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes that are read at a time.
const BUFFER: usize = 128 * 1024;

/// Has a complete file looked at, and waits a moment for it.
pub async fn start(services: &Services, id: &str) {
    let (services, id) = (services.clone(), id.to_owned());
    let task = tokio::spawn(async move {
        if let Err(error) = ingest(&services, &id).await {
            let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
            tracing::error!(code = ?error.code, at = %error.at, cause, "an upload could not be looked at");
        }
    });
    let _ = tokio::time::timeout(PATIENCE, task).await;
}

/// At the start of the portal: whatever was in hand when the last one ended is looked at anew.
///
/// # Errors
/// The database is away.
pub async fn recover(services: &Services) -> DomainResult<u64> {
    let in_hand = [State::Scanning, State::Processing].map(State::as_str);
    upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(State::Received.as_str()))
        .filter(upload::Column::State.is_in(in_hand))
        .exec(services.db.writer())
        .await?;
    batch::recover(services).await?;
    crate::statistics::desk::recover(services).await?;
    look_at_waiting(services).await
}

/// Looks at every complete file that waits.
pub(super) async fn look_at_waiting(services: &Services) -> DomainResult<u64> {
    let waiting: Vec<String> = upload::Entity::find()
        .select_only()
        .column(upload::Column::Id)
        .filter(upload::Column::State.eq(State::Received.as_str()))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut looked_at = 0;
    for id in waiting {
        // One that fails says so in its row; the others are looked at all the same.
        match ingest(services, &id).await {
            Ok(()) => looked_at += 1,
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "an upload needs attention"),
        }
    }
    Ok(looked_at)
}

/// Looks at a complete file. Does nothing when it is not complete, or somebody has it in hand.
///
/// # Errors
/// Something of ours failed: the file needs attention then, and can be tried again.
pub async fn ingest(services: &Services, id: &str) -> DomainResult<()> {
    let hands = services.uploads().hands.acquire().await;
    let _hand = hands.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
    if !step(services, services.db.writer(), id, State::Received, State::Scanning).await? {
        return Ok(());
    }
    match search(services, id).await {
        Ok(true) => {}
        Ok(false) => return Ok(()),
        Err(error) => {
            step(services, services.db.writer(), id, State::Scanning, State::NeedsAttention).await?;
            return Err(error);
        }
    }
    let done = process(services, id).await;
    if done.is_err() {
        step(services, services.db.writer(), id, State::Processing, State::NeedsAttention).await?;
    }
    done
}

/// Has it searched for viruses, where a scanner is configured; else the row says that nobody did. Answers whether it
/// may go on. Of what holds a virus the bytes stay where nobody gets them, until she clears it.
async fn search(services: &Services, id: &str) -> DomainResult<bool> {
    let uploads = services.uploads();
    let limits = uploads.limits();
    let mut finding = None;
    let mut scanned_at = None;
    if !limits.clamd.is_empty() {
        let clamd = Clamd::parse(&limits.clamd)
            .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "no address of clamd"))?;
        let patience = Duration::from_secs(limits.clamd_seconds.into());
        finding = clamd.search(&uploads.part(id), patience).await.map_err(|error| {
            tracing::warn!(%error, "clamd did not search a file");
            DomainError::caused(ErrorCode::Unavailable, error)
        })?;
        scanned_at = Some(services.now_ms());
    }
    let next = if finding.is_some() { State::Quarantined } else { State::Processing };
    let clean = finding.is_none();
    let tx = services.db.begin().await?;
    if !step(services, &tx, id, State::Scanning, next).await? {
        return Ok(false);
    }
    upload::Entity::update_many()
        .col_expr(upload::Column::ScannedAt, Expr::value(scanned_at))
        .col_expr(upload::Column::Finding, Expr::value(finding))
        .filter(upload::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(clean)
}

/// From one state to the next, if it is still in the first.
async fn step<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    id: &str,
    from: State,
    to: State,
) -> DomainResult<bool> {
    if !from.may_become(to) {
        return Err(DomainError::caused(ErrorCode::Internal, "a state that cannot follow"));
    }
    let changed = upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(to.as_str()))
        .col_expr(upload::Column::ChangedAt, Expr::value(services.now_ms()))
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::State.eq(from.as_str()))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

async fn process(services: &Services, id: &str) -> DomainResult<()> {
    let uploads = services.uploads();
    let path = uploads.part(id);
    let (looked_at, limits) = (path.clone(), uploads.limits().clone());
    let found = tokio::task::spawn_blocking(move || look(&looked_at, &limits))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    let found = match found {
        Err(refused) => unlocked(&path, Err(refused)).await.map(|found| (found, None)),
        found => found,
    };
    let done = match found {
        Ok((mut found, said)) => {
            let said = match said {
                Some(said) => Some(said),
                None => told(&path, found.media).await,
            };
            let probed = probe(&path, found.media).await;
            found.media = probed.media(found.media);
            store(services, id, path, found, said.as_ref(), probed.seconds).await?
        }
        Err(refused) => reject(services, id, refused).await?,
    };
    // Whoever looks at it anew needs the bytes.
    if done {
        uploads.remove(id).await;
    }
    Ok(())
}

/// What a file is, and what it says of itself.
fn look(path: &Path, limits: &Limits) -> io::Result<Result<(Found, Option<Suggestion>), Refused>> {
    match examine(path, limits)? {
        Ok(found) => {
            let said = suggestion(path, found.media, limits)?;
            Ok(Ok((found, said)))
        }
        Err(refused) => Ok(Err(refused)),
    }
}

/// Answers whether it was still in hand.
async fn reject(services: &Services, id: &str, refused: Refused) -> DomainResult<bool> {
    let line = refused.line.and_then(|line| i32::try_from(line).ok());
    let tx = services.db.begin().await?;
    if !step(services, &tx, id, State::Processing, State::Rejected).await? {
        return Ok(false);
    }
    upload::Entity::update_many()
        .col_expr(upload::Column::Refusal, Expr::value(refused.refusal.as_str()))
        .col_expr(upload::Column::RefusalLine, Expr::value(line))
        .filter(upload::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Bytes first: the rows never name a blob that is not there. Answers whether it was still in hand.
async fn store(
    services: &Services,
    id: &str,
    path: PathBuf,
    found: Found,
    said: Option<&Suggestion>,
    seconds: Option<i32>,
) -> DomainResult<bool> {
    let told = said.and_then(|said| kinds(&said.traces));
    let said = said
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let uploads = services.uploads();
    let _shelf = uploads.shelf.read().await;
    let Found { media, instead } = found;
    let stored = match instead {
        Some(text) => blobs::put_bytes(services, text.into()).await?,
        None => put_stripped(services, path, media).await?,
    };
    let size = i64::try_from(stored.size).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    blob::Entity::insert(blob::ActiveModel {
        sha256: Set(stored.sha256.clone()),
        size: Set(size),
        media_type: Set(media.as_str().to_owned()),
        stored_at: Set(now),
        checked_at: Set(now),
        bad_since: Set(None),
        traces: Set(None),
    })
    .on_conflict(OnConflict::column(blob::Column::Sha256).do_nothing().to_owned())
    .exec_without_returning(&tx)
    .await?;
    keep_kinds(&tx, &stored.sha256, told).await?;
    if stored.written {
        fixity::renewed(&tx, &stored.sha256, now).await?;
    }
    if !step(services, &tx, id, State::Processing, State::Ready).await? {
        return Ok(false);
    }
    upload::Entity::update_many()
        .col_expr(upload::Column::Sha256, Expr::value(stored.sha256))
        .col_expr(upload::Column::MediaType, Expr::value(media.as_str()))
        .col_expr(upload::Column::Suggestion, Expr::value(said))
        .col_expr(upload::Column::Seconds, Expr::value(seconds))
        .col_expr(upload::Column::ExpiresAt, Expr::value(now + uploads.limits().keep_ms()))
        .filter(upload::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Stores a file. It is hashed first: what is held already is not sent, and a bucket gets it in its place at once.
pub(in crate::library) async fn put_file(services: &Services, path: PathBuf) -> DomainResult<blobs::Stored> {
    let looked_at = path.clone();
    let (sha256, size) = tokio::task::spawn_blocking(move || hash_of(&looked_at))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    let file = File::open(path).await.map_err(disk)?;
    blobs::put_known(services, &sha256, size, Box::pin(bytes_of(file))).await
}

/// The same without what a picture or a film tells of where and with what it was made. The file itself stays as it is: it
/// may be anybody's.
pub(in crate::library) async fn put_stripped(
    services: &Services,
    path: PathBuf,
    media: Media,
) -> DomainResult<blobs::Stored> {
    if !TELLING.contains(&media) {
        return put_file(services, path).await;
    }
    let uploads = services.uploads();
    // The name of an upload: whatever is left over goes with the next sweep.
    let id = new_upload_id();
    drop(uploads.create(&id).await.map_err(disk)?);
    let (from, to) = (path.clone(), uploads.part(&id));
    let done = tokio::task::spawn_blocking(move || strip(&from, media, &to))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))
        .and_then(|done| done.map_err(disk));
    let stored = match done {
        Ok(told) => put_file(services, if told { uploads.part(&id) } else { path }).await,
        Err(error) => Err(error),
    };
    uploads.remove(&id).await;
    stored
}

/// Hash and length of a file. Blocks.
pub(in crate::library) fn hash_of(path: &Path) -> io::Result<(String, u64)> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((blobs::hex(&hasher.finalize()), size));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        size += read as u64;
    }
}

/// A file as a stream, a buffer at a time.
fn bytes_of(file: File) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold(file, |mut file| async move {
        let mut buffer = BytesMut::with_capacity(BUFFER);
        let read = file.read_buf(&mut buffer).await?;
        Ok::<_, io::Error>((read > 0).then(|| (buffer.freeze(), file)))
    })
}
