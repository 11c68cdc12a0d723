//! Bytes of the blob store as a file that a program can open.

use contract::ErrorCode;
use futures::StreamExt;
use tempfile::TempPath;
use tokio::{fs::File, io::AsyncWriteExt};

use crate::{
    DomainError, DomainResult, Services,
    library::{blobs, upload::disk},
};

/// Writes the bytes with this hash to a file that goes when the answer is dropped. They are never whole in memory.
///
/// # Errors
/// As [`blobs::open`]; the disk is away or full.
pub async fn on_disk(services: &Services, sha256: &str) -> DomainResult<TempPath> {
    let mut stream = blobs::open(services, sha256, None).await?;
    let (file, path) = tempfile::Builder::new().prefix("jusoor-").tempfile().map_err(disk)?.into_parts();
    let mut file = File::from_std(file);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
        file.write_all(&chunk).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)?;
    Ok(path)
}
