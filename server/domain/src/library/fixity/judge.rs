//! Hashes one blob.

use futures::StreamExt;
use sha2::{Digest, Sha256};

use crate::{DomainResult, Services, library::blobs};

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
    // A breath of the disk or of the net is no damage: read once more.
    for _ in 0..2 {
        if let Some(hash) = hash(services, sha256).await {
            let outcome = if hash == sha256 { Outcome::Match } else { Outcome::Mismatch };
            return Ok((outcome, found));
        }
    }
    Ok((Outcome::Unreadable, found))
}

/// The hash of what is there; nothing when it cannot be read to the end.
async fn hash(services: &Services, sha256: &str) -> Option<String> {
    let mut stream = blobs::open(services, sha256, None).await.ok()?;
    let mut hasher = Sha256::new();
    while let Some(chunk) = stream.next().await {
        hasher.update(&chunk.ok()?);
    }
    Some(blobs::hex(&hasher.finalize()))
}
