//! Bytes under the hash of their content: `sha256/ab/cd/abcd…`, in a folder or an S3-compatible store.

use std::{io, ops::Range};

use bytes::Bytes;
use contract::ErrorCode;
use futures::{FutureExt, Stream, StreamExt, TryStreamExt, future::BoxFuture, stream::BoxStream};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart, path::Path,
};
use sha2::{Digest, Sha256};

use crate::{DomainError, DomainResult, Services, services::new_id};

/// Parts of an upload that may be on their way to the store at once. With the one that is being filled, three times
/// 5 MiB are in memory at most; a bucket takes no smaller ones, and 10 000 of them.
const PARTS_IN_FLIGHT: usize = 2;

/// Bytes that are in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Whether they were written now; else they were there already.
    pub written: bool,
}

/// Hexadecimal SHA-256.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where bytes with this hash lie. Only a hash becomes a path: no name that somebody chose ever does.
fn path_of(sha256: &str) -> DomainResult<Path> {
    // Bytes may be damaged or away, and no table says when.
    crate::fresh::never();
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match (is_hash, sha256.get(..2), sha256.get(2..4)) {
        (true, Some(first), Some(second)) => Ok(Path::from(format!("sha256/{first}/{second}/{sha256}"))),
        _ => Err(DomainError::caused(ErrorCode::Internal, "not a SHA-256")),
    }
}

#[track_caller]
fn failed(error: object_store::Error) -> DomainError {
    let full =
        std::iter::successors(Some(&error as &dyn std::error::Error), |cause| cause.source()).any(|cause| {
            cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::StorageFull)
        });
    DomainError::caused(if full { ErrorCode::StorageFull } else { ErrorCode::Unavailable }, error)
}

/// Size of the bytes with this hash, or nothing when they are not in the store.
///
/// # Errors
/// The store is away.
pub async fn size(services: &Services, sha256: &str) -> DomainResult<Option<u64>> {
    match services.blobs.head(&path_of(sha256)?).await {
        Ok(meta) => Ok(Some(meta.size)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

/// Whether bytes are in the store already. What is known to be damaged is written anew.
async fn is_held(services: &Services, sha256: &str, size: u64) -> DomainResult<bool> {
    Ok(self::size(services, sha256).await? == Some(size)
        && !super::fixity::is_bad(services.db.read(), sha256).await?)
}

/// Stores bytes that are at hand. Bytes that are there already are not written again.
///
/// # Errors
/// The store is away or full.
pub async fn put_bytes(services: &Services, bytes: Bytes) -> DomainResult<Stored> {
    let mut stored = Stored { sha256: sha256_hex(&bytes), size: bytes.len() as u64, written: false };
    if !is_held(services, &stored.sha256, stored.size).await? {
        stored.written = true;
        services.blobs.put(&path_of(&stored.sha256)?, PutPayload::from_bytes(bytes)).await.map_err(failed)?;
    }
    Ok(stored)
}

async fn begin(services: &Services, place: &Path) -> DomainResult<WriteMultipart> {
    let options = object_store::PutMultipartOptions::default();
    Ok(WriteMultipart::new(services.blobs.put_multipart_opts(place, options).await.map_err(failed)?))
}

/// Sends a stream of at most `limit` bytes on, hashing it. Answers its hash and its length.
async fn send<S>(upload: &mut WriteMultipart, mut stream: S, limit: u64) -> DomainResult<(String, u64)>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let mut hasher = Sha256::new();
    let mut size: u64 = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| DomainError::caused(ErrorCode::UnreadableForm, error))?;
        size += chunk.len() as u64;
        if size > limit {
            return Err(DomainError::new(ErrorCode::TooLarge));
        }
        hasher.update(&chunk);
        upload.wait_for_capacity(PARTS_IN_FLIGHT).await.map_err(failed)?;
        upload.put(chunk);
    }
    Ok((hex(&hasher.finalize()), size))
}

/// Nothing of it stays behind.
async fn give_up(upload: WriteMultipart) {
    if let Err(error) = upload.abort().await {
        tracing::warn!(%error, "an unfinished blob could not be removed");
    }
}

/// Stores a stream of at most `limit` bytes, hashing while it is written. It first lies under `incoming/` and gets
/// its place only when it is complete; what is there already is not kept twice. For what has to be read twice anyway
/// there is [`put_known`], which spares a bucket the copying.
///
/// # Errors
/// [`ErrorCode::TooLarge`] beyond the limit, [`ErrorCode::UnreadableForm`] when the stream breaks off, and when the
/// store is away or full. Nothing stays behind.
pub async fn put<S>(services: &Services, stream: S, limit: u64) -> DomainResult<Stored>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let incoming = Path::from(format!("incoming/{}", new_id()));
    let mut upload = begin(services, &incoming).await?;
    let (sha256, size) = match send(&mut upload, stream, limit).await {
        Ok(sent) => sent,
        Err(refused) => {
            give_up(upload).await;
            return Err(refused);
        }
    };
    upload.finish().await.map_err(failed)?;
    let held = is_held(services, &sha256, size).await?;
    let stored = Stored { sha256, size, written: !held };
    if held {
        services.blobs.delete(&incoming).await.map_err(failed)?;
    } else {
        services.blobs.rename(&incoming, &path_of(&stored.sha256)?).await.map_err(failed)?;
    }
    Ok(stored)
}

/// Stores a stream whose hash and length are known: nothing is sent when they are held, and else it goes straight to
/// its place, where nothing is seen before all of it is there and is what it should be.
///
/// # Errors
/// [`ErrorCode::Unavailable`] when it is something else, [`ErrorCode::UnreadableForm`] when it breaks off, and when
/// the store is away or full. Nothing stays behind.
pub async fn put_known<S>(services: &Services, sha256: &str, size: u64, stream: S) -> DomainResult<Stored>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let mut stored = Stored { sha256: sha256.to_owned(), size, written: false };
    if is_held(services, sha256, size).await? {
        return Ok(stored);
    }
    let other = || DomainError::caused(ErrorCode::Unavailable, "the bytes are not what they should be");
    let mut upload = begin(services, &path_of(sha256)?).await?;
    let sent = send(&mut upload, stream, size).await;
    let refused = match sent {
        Ok((found, length)) if found == sha256 && length == size => None,
        Ok(_) => Some(other()),
        Err(error) if error.code == ErrorCode::TooLarge => Some(other()),
        Err(error) => Some(error),
    };
    if let Some(refused) = refused {
        give_up(upload).await;
        return Err(refused);
    }
    upload.finish().await.map_err(failed)?;
    if self::size(services, sha256).await? != Some(size) {
        return Err(other());
    }
    stored.written = true;
    Ok(stored)
}

/// Opens bytes, or a part of them, as a stream. An answer begins only after the store found them.
///
/// # Errors
/// [`ErrorCode::Unavailable`] when the bytes are not there or the store is away.
pub async fn open(
    services: &Services,
    sha256: &str,
    range: Option<Range<u64>>,
) -> DomainResult<BoxStream<'static, io::Result<Bytes>>> {
    let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
    let found = services.blobs.get_opts(&path_of(sha256)?, options).await.map_err(failed)?;
    Ok(found.into_stream().map_err(io::Error::other).boxed())
}

/// All bytes for a reader, held against their hash on their way. What is something else ends before its last piece, so that
/// nobody takes it for whole, and is out of service from then on.
///
/// # Errors
/// As [`open`].
pub async fn open_whole(
    services: &Services,
    sha256: &str,
) -> DomainResult<BoxStream<'static, io::Result<Bytes>>> {
    let bytes = open(services, sha256, None).await?.fuse().boxed();
    let state = Whole {
        bytes,
        hasher: Sha256::new(),
        held: None,
        services: services.clone(),
        sha256: sha256.to_owned(),
    };
    let next = |mut state: Whole| async move {
        while let Some(piece) = state.bytes.try_next().await? {
            state.hasher.update(&piece);
            if let Some(before) = state.held.replace(piece) {
                return Ok(Some((before, state)));
            }
        }
        // Where nothing came at all, too: what was cut to nothing is as damaged as what was turned.
        let last = state.held.take();
        if hex(&state.hasher.clone().finalize()) == state.sha256 {
            return Ok(last.map(|last| (last, state)));
        }
        met_damaged(&state.services, &state.sha256).await;
        Err(io::Error::new(io::ErrorKind::InvalidData, "the bytes are not what they were"))
    };
    Ok(futures::stream::try_unfold(state, next).boxed())
}

struct Whole {
    bytes: BoxStream<'static, io::Result<Bytes>>,
    hasher: Sha256,
    /// The last piece that was read: it goes on when it is known not to be the last, or the hash is right.
    held: Option<Bytes>,
    services: Services,
    sha256: String,
}

/// Takes bytes out of service that were met damaged, once they were read once more. It begins a transaction: never from
/// within another. Boxed: it is seldom, and large.
fn met_damaged<'a>(services: &'a Services, sha256: &'a str) -> BoxFuture<'a, ()> {
    async move {
        if let Err(error) = super::fixity::look_again(services, sha256).await {
            tracing::warn!(code = ?error.code, at = %error.at, "damaged bytes are not out of service yet");
        }
    }
    .boxed()
}

/// Refuses bytes that are not those with this hash.
pub(super) async fn whole_or_refused(services: &Services, sha256: &str, bytes: &[u8]) -> DomainResult<()> {
    if sha256_hex(bytes) == sha256 {
        return Ok(());
    }
    met_damaged(services, sha256).await;
    Err(DomainError::caused(ErrorCode::Unavailable, "the bytes are not what they were"))
}

/// Takes bytes out of the store. Bytes that are not there are no failure.
///
/// # Errors
/// The store is away.
pub(super) async fn forget(services: &Services, sha256: &str) -> DomainResult<()> {
    match services.blobs.delete(&path_of(sha256)?).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

/// Reads a whole text of at most `limit` bytes.
///
/// # Errors
/// As [`open`]; [`ErrorCode::Unavailable`] when it is something else; [`ErrorCode::TooLarge`] beyond the limit;
/// [`ErrorCode::Internal`] when it is not UTF-8.
pub async fn read_text(services: &Services, sha256: &str, limit: u64) -> DomainResult<String> {
    let bytes = read_most(services, sha256, limit).await?;
    whole_or_refused(services, sha256, &bytes).await?;
    text_of(bytes)
}

/// The same within a transaction of the caller's: what is something else is refused, and goes out of service when a reader
/// meets it or its turn comes. Looking again writes, and what writes would wait for that very transaction.
///
/// # Errors
/// As [`read_text`].
pub(crate) async fn read_text_within(services: &Services, sha256: &str, limit: u64) -> DomainResult<String> {
    let bytes = read_most(services, sha256, limit).await?;
    if sha256_hex(&bytes) != sha256 {
        return Err(DomainError::caused(ErrorCode::Unavailable, "the bytes are not what they were"));
    }
    text_of(bytes)
}

async fn read_most(services: &Services, sha256: &str, limit: u64) -> DomainResult<Vec<u8>> {
    let mut stream = open(services, sha256, None).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        bytes.extend_from_slice(&chunk.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?);
        if bytes.len() as u64 > limit {
            return Err(DomainError::new(ErrorCode::TooLarge));
        }
    }
    Ok(bytes)
}

fn text_of(bytes: Vec<u8>) -> DomainResult<String> {
    String::from_utf8(bytes).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_becomes_a_path() {
        let hash = sha256_hex(b"");
        assert_eq!(path_of(&hash).map(|path| path.to_string()).ok(), Some(format!("sha256/e3/b0/{hash}")));
        for bad in ["", "..", "../../etc/passwd", &"A".repeat(64), &"é".repeat(32), &"0".repeat(63)] {
            assert!(path_of(bad).is_err(), "{bad}");
        }
    }
}
