//! Hashes one blob.

use std::ops::Range;

use futures::StreamExt;
use sha2::{Digest, Sha256};

use crate::{DomainResult, Services, library::blobs};

/// Bytes that are asked for at a time.
const PIECE: u64 = 16 * 1024 * 1024;

/// What came of hashing bytes once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They are what they were.
    Match,
    /// They are something else.
    Mismatch,
    /// They are gone.
    Missing,
    /// They could not be read to the end, twice.
    Unreadable,
}

impl Outcome {
    /// As stored and as printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What became of a blob that should have so many bytes, and how many were read to know it.
///
/// # Errors
/// The store is away: that says nothing about the bytes.
pub(super) async fn judge(services: &Services, sha256: &str, size: i64) -> DomainResult<(Outcome, u64)> {
    let found = match blobs::size(services, sha256).await? {
        None => return Ok((Outcome::Missing, 0)),
        Some(found) => found,
    };
    if u64::try_from(size).ok() != Some(found) {
        return Ok((Outcome::Mismatch, 0));
    }
    match hash(services, sha256, found).await {
        Some(hash) if hash == sha256 => Ok((Outcome::Match, found)),
        Some(_) => Ok((Outcome::Mismatch, found)),
        None => {
            // A store that went away meanwhile says nothing about the bytes.
            blobs::size(services, sha256).await?;
            Ok((Outcome::Unreadable, found))
        }
    }
}

/// The hash of what is there; nothing when it cannot be read to the end. It is read piece by piece: a breath of the disk
/// or of the net is no damage, and then one piece is read once more, not the whole.
async fn hash(services: &Services, sha256: &str, size: u64) -> Option<String> {
    let mut hasher = Sha256::new();
    let mut from = 0;
    while from < size {
        let range = from..size.min(from.saturating_add(PIECE));
        from = range.end;
        hasher = match piece(services, sha256, range.clone(), hasher.clone()).await {
            Some(hashed) => hashed,
            None => piece(services, sha256, range, hasher).await?,
        };
    }
    Some(blobs::hex(&hasher.finalize()))
}

/// Hashes one piece after the others; nothing when less of it came.
async fn piece(services: &Services, sha256: &str, range: Range<u64>, mut hasher: Sha256) -> Option<Sha256> {
    let wanted = range.end - range.start;
    let mut read = 0;
    let mut stream = blobs::open(services, sha256, Some(range)).await.ok()?;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.ok()?;
        hasher.update(&chunk);
        read += chunk.len() as u64;
    }
    (read == wanted).then_some(hasher)
}
