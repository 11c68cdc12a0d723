//! Recordings that belong to no item: looked at and kept as files of the library are, and never in their list.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use bytes::Bytes;
use contract::ErrorCode;
use entity::library::blob;
use futures::Stream;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use tempfile::TempPath;
use tokio::{fs::File, io::AsyncWriteExt, sync::RwLockReadGuard};

use super::{
    Media, Refusal, append,
    examine::examine,
    folder::disk,
    ingest::{put_file, put_stripped},
    probe::probe,
    scan::Clamd,
};
use crate::{
    DomainError, DomainResult, Services,
    library::{blobs::Stored, fixity},
};

/// What a recording is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sound {
    /// Its type.
    pub media: Media,
    /// How long it lasts, where a program tells.
    pub seconds: Option<i32>,
}

/// Writes a recording that comes in one piece to a file that goes when the answer is dropped.
pub(crate) async fn pour_sound<S>(services: &Services, mut stream: S) -> DomainResult<TempPath>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let limits = services.uploads().limits();
    let most = limits.most_by_form().min(limits.audio_bytes);
    let (file, path) = tempfile::Builder::new().prefix("jusoor-").tempfile().map_err(disk)?.into_parts();
    let mut file = File::from_std(file);
    let mut size = 0_u64;
    loop {
        let chunk = append::next(&mut stream)
            .await
            .map_err(|error| DomainError::caused(ErrorCode::UnreadableForm, error))?;
        let Some(chunk) = chunk else { break };
        size += chunk.len() as u64;
        if size > most {
            return Err(DomainError::new(ErrorCode::TooLarge));
        }
        file.write_all(&chunk).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)?;
    Ok(path)
}

/// Looks at a file: a recording, or why it is none that is kept.
pub(crate) async fn sound_in(services: &Services, path: &Path) -> DomainResult<Result<Sound, Refusal>> {
    let limits = services.uploads().limits().clone();
    if !limits.clamd.is_empty() {
        let clamd = Clamd::parse(&limits.clamd)
            .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "no address of clamd"))?;
        let patience = Duration::from_secs(limits.clamd_seconds.into());
        let finding = clamd
            .search(path, patience)
            .await
            .map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
        if finding.is_some() {
            tracing::warn!("a recording holds a virus and was not kept");
            return Ok(Err(Refusal::Disguised));
        }
    }
    let looked_at = path.to_owned();
    let found = tokio::task::spawn_blocking(move || examine(&looked_at, &limits))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    let media = match found {
        Ok(found) => found.media,
        Err(refused) => return Ok(Err(refused.refusal)),
    };
    let probed = probe(path, media).await;
    let media = match probed.media(media) {
        Media::Ogg if probed.foreign => return Ok(Err(Refusal::UnknownType)),
        heard @ (Media::Mp3 | Media::M4a | Media::Ogg) => heard,
        _ => return Ok(Err(Refusal::UnknownType)),
    };
    Ok(Ok(Sound { media, seconds: probed.seconds }))
}

/// Bytes in the store that nobody takes away before this is dropped.
pub(crate) struct Shelved<'a> {
    _shelf: RwLockReadGuard<'a, ()>,
    stored: Stored,
}

/// Stores a file of this type. The row that names it is written while the answer lives.
pub(crate) async fn shelve<'a>(
    services: &'a Services,
    path: PathBuf,
    media_type: &str,
) -> DomainResult<Shelved<'a>> {
    let _shelf = services.uploads().shelf.read().await;
    let stored = match Media::parse(media_type) {
        Some(media) => put_stripped(services, path, media).await?,
        None => put_file(services, path).await?,
    };
    Ok(Shelved { _shelf, stored })
}

impl Shelved<'_> {
    /// Their hash.
    pub(crate) fn sha256(&self) -> &str {
        &self.stored.sha256
    }

    /// How many there are.
    pub(crate) fn size(&self) -> DomainResult<i64> {
        i64::try_from(self.stored.size).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
    }

    /// Writes that they are kept, in the transaction that names them.
    pub(crate) async fn note<C: ConnectionTrait>(
        &self,
        tx: &C,
        media_type: &str,
        now: i64,
    ) -> DomainResult<()> {
        blob::Entity::insert(blob::ActiveModel {
            sha256: Set(self.stored.sha256.clone()),
            size: Set(self.size()?),
            media_type: Set(media_type.to_owned()),
            stored_at: Set(now),
            checked_at: Set(now),
            bad_since: Set(None),
            traces: Set(None),
        })
        .on_conflict(OnConflict::column(blob::Column::Sha256).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
        if self.stored.written {
            fixity::renewed(tx, &self.stored.sha256, now).await?;
        }
        Ok(())
    }
}
