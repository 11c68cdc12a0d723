//! Adds a piece to an upload.

use std::{
    io::{self, SeekFrom},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use contract::ErrorCode;
use entity::library::upload;
use futures::{Stream, StreamExt};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use tokio::{
    fs::{File, OpenOptions},
    io::{AsyncSeekExt, AsyncWriteExt},
};

use super::{
    State, Uploads,
    folder::{Busy, disk},
    see::hers,
};
use crate::{Actor, DomainError, DomainResult, Services};

/// After so many bytes what came is kept for sure, although more is coming.
const KEEP_EVERY: u64 = 8 * 1024 * 1024;
/// How long a sender may say nothing.
const SILENCE: Duration = Duration::from_secs(60);

/// Why a piece was not taken.
#[derive(Debug)]
pub enum UploadError {
    /// Somebody is sending a piece of it at this moment.
    Busy,
    /// It does not begin where the file ends so far.
    Offset,
    /// It is not what its checksum says; nothing of it was kept.
    Checksum,
    /// Anything else.
    Other(DomainError),
}

impl From<DomainError> for UploadError {
    fn from(error: DomainError) -> Self {
        Self::Other(error)
    }
}

impl From<sea_orm::DbErr> for UploadError {
    #[track_caller]
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Other(error.into())
    }
}

/// What a piece must hash to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-1.
    Sha1(Vec<u8>),
    /// SHA-256.
    Sha256(Vec<u8>),
}

enum Hashing {
    None,
    Sha1(Sha1, Vec<u8>),
    Sha256(Sha256, Vec<u8>),
}

impl Hashing {
    fn of(checksum: Option<Checksum>) -> Self {
        match checksum {
            None => Self::None,
            Some(Checksum::Sha1(expected)) => Self::Sha1(Sha1::new(), expected),
            Some(Checksum::Sha256(expected)) => Self::Sha256(Sha256::new(), expected),
        }
    }

    fn is_on(&self) -> bool {
        !matches!(self, Self::None)
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::None => {}
            Self::Sha1(hash, _) => hash.update(bytes),
            Self::Sha256(hash, _) => hash.update(bytes),
        }
    }

    fn holds(self) -> bool {
        match self {
            Self::None => true,
            Self::Sha1(hash, expected) => hash.finalize().iter().eq(&expected),
            Self::Sha256(hash, expected) => hash.finalize().iter().eq(&expected),
        }
    }
}

/// An upload that is ready for its next piece. Nobody else sends one until this is dropped.
#[derive(Debug)]
pub struct Append {
    services: Services,
    uploads: Arc<Uploads>,
    id: String,
    received: u64,
    size: u64,
    _busy: Busy,
}

/// Opens an upload of hers for a piece that begins at `offset` and has `length` bytes, where that is known.
///
/// # Errors
/// [`UploadError::Busy`], [`UploadError::Offset`]; `NotFound`, [`ErrorCode::Gone`] when its time is over,
/// [`ErrorCode::TooLarge`] when the piece would not fit.
pub async fn open(
    services: &Services,
    actor: &Actor,
    id: &str,
    offset: u64,
    length: Option<u64>,
) -> Result<Append, UploadError> {
    // Asked before it is taken: nobody learns from `Busy` that somebody else's upload exists.
    hers(services, actor, id).await?;
    let uploads = services.uploads().clone();
    let busy = uploads.take(id).ok_or(UploadError::Busy)?;
    let row = hers(services, actor, id).await?;
    let state = State::parse(&row.state);
    if state == Some(State::Uploading) && row.expires_at <= services.now_ms() {
        return Err(DomainError::new(ErrorCode::Gone).into());
    }
    let (received, size) = (row.received.cast_unsigned(), row.size.cast_unsigned());
    // What is complete has no further piece, wherever it is said to begin.
    if offset != received || state != Some(State::Uploading) {
        return Err(UploadError::Offset);
    }
    if length.is_some_and(|length| length > size - received) {
        return Err(DomainError::new(ErrorCode::TooLarge).into());
    }
    Ok(Append { services: services.clone(), uploads, id: id.to_owned(), received, size, _busy: busy })
}

impl Append {
    /// Writes the piece and answers how much of the file is here then, and whether that is all of it. When the sender
    /// breaks off, what came is kept; with a checksum nothing is, because nobody knows whether it is right.
    ///
    /// # Errors
    /// [`UploadError::Checksum`]; [`ErrorCode::UnreadableForm`] when the sender breaks off; [`ErrorCode::TooLarge`]
    /// when more comes than the file may have, of which nothing is kept; the disk is full or away.
    pub async fn write<S>(
        mut self,
        mut stream: S,
        checksum: Option<Checksum>,
    ) -> Result<(u64, bool), UploadError>
    where
        S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
    {
        let mut file = self.file().await?;
        let mut hashing = Hashing::of(checksum);
        let mut at = self.received;
        let broken = loop {
            let chunk = match next(&mut stream).await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => break None,
                Err(error) => break Some(error),
            };
            at += chunk.len() as u64;
            if at > self.size {
                return Err(DomainError::new(ErrorCode::TooLarge).into());
            }
            hashing.update(&chunk);
            if let Err(error) = file.write_all(&chunk).await {
                // The file may be longer than what is known of it; the next piece begins by cutting that off.
                return Err(disk(error).into());
            }
            // The last bytes are kept below: complete is said once.
            if !hashing.is_on() && at < self.size && at - self.received >= KEEP_EVERY {
                self.keep(&mut file, at).await?;
            }
        };
        match broken {
            Some(error) if hashing.is_on() => {
                Err(DomainError::caused(ErrorCode::UnreadableForm, error).into())
            }
            Some(error) => {
                self.keep(&mut file, at).await?;
                Err(DomainError::caused(ErrorCode::UnreadableForm, error).into())
            }
            None if !hashing.holds() => Err(UploadError::Checksum),
            None => {
                self.keep(&mut file, at).await?;
                Ok((at, at == self.size))
            }
        }
    }

    /// The file, cut off where the row says that it ends.
    async fn file(&self) -> DomainResult<File> {
        let path = self.uploads.part(&self.id);
        let mut file = match OpenOptions::new().write(true).open(path).await {
            Ok(file) => file,
            // It was lost, with the folder of uploads for instance: it begins anew.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(DomainError::caused(ErrorCode::Gone, error));
            }
            Err(error) => return Err(disk(error)),
        };
        if file.metadata().await.map_err(disk)?.len() < self.received {
            return Err(DomainError::caused(ErrorCode::Gone, "bytes of an upload are lost"));
        }
        file.set_len(self.received).await.map_err(disk)?;
        file.seek(SeekFrom::Start(self.received)).await.map_err(disk)?;
        Ok(file)
    }

    /// Syncs what was written, then says so in the row. The last piece makes the file complete.
    async fn keep(&mut self, file: &mut File, at: u64) -> DomainResult<()> {
        if at == self.received && at < self.size {
            return Ok(());
        }
        file.flush().await.map_err(disk)?;
        file.sync_data().await.map_err(disk)?;
        let now = self.services.now_ms();
        let state = if at == self.size { State::Received } else { State::Uploading };
        let changed = upload::Entity::update_many()
            .col_expr(upload::Column::Received, Expr::value(at.cast_signed()))
            .col_expr(upload::Column::State, Expr::value(state.as_str()))
            .col_expr(upload::Column::ChangedAt, Expr::value(now))
            .col_expr(upload::Column::ExpiresAt, Expr::value(now + self.uploads.limits().keep_ms()))
            .filter(upload::Column::Id.eq(self.id.as_str()))
            .filter(upload::Column::State.eq(State::Uploading.as_str()))
            .filter(upload::Column::Received.eq(self.received.cast_signed()))
            .exec(self.services.db.writer())
            .await?;
        if changed.rows_affected == 0 {
            // Cleared meanwhile, by another process.
            return Err(DomainError::new(ErrorCode::Gone));
        }
        self.received = at;
        Ok(())
    }
}

/// The next bytes, from somebody who is not silent for ever.
pub(crate) async fn next<S>(stream: &mut S) -> io::Result<Option<Bytes>>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin,
{
    match tokio::time::timeout(SILENCE, stream.next()).await {
        Ok(chunk) => chunk.transpose(),
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}
