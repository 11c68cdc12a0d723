//! A bag as a ZIP archive that is sent while it is made. It rests nowhere, and of the kept files only a piece at a time is
//! in memory.

use std::io::{self, Read, Write};

use bytes::Bytes;
use contract::ErrorCode;
use flate2::{Compression, Crc, read::DeflateDecoder, write::DeflateEncoder};
use futures::{StreamExt, stream::BoxStream};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::zip::{self, Entry};
use crate::{DomainError, DomainResult, Services, library::blobs};

/// An archive, piece by piece. What breaks off ends with an error: half of it cannot be taken for the whole.
pub type Pieces = BoxStream<'static, io::Result<Bytes>>;

/// An archive in the making.
pub(super) struct Archive {
    to: mpsc::Sender<io::Result<Bytes>>,
    /// The folder in which everything lies.
    root: String,
    offset: u64,
    directory: Vec<u8>,
    files: u64,
}

/// A text that is packed as it comes.
pub(super) struct Deflated {
    encoder: DeflateEncoder<Vec<u8>>,
    crc: Crc,
    hasher: Sha256,
    size: u64,
}

impl Default for Deflated {
    fn default() -> Self {
        Self {
            encoder: DeflateEncoder::new(Vec::new(), Compression::default()),
            crc: Crc::new(),
            hasher: Sha256::new(),
            size: 0,
        }
    }
}

impl Deflated {
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.encoder.write_all(bytes)?;
        self.crc.update(bytes);
        self.hasher.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// The text again.
    pub fn unpacked(self) -> io::Result<Vec<u8>> {
        let packed = self.encoder.finish()?;
        let mut text = Vec::new();
        DeflateDecoder::new(packed.as_slice()).read_to_end(&mut text)?;
        Ok(text)
    }
}

/// Whoever fetched it went away.
fn gone() -> DomainError {
    DomainError::caused(ErrorCode::Unavailable, "nobody takes the archive any more")
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> DomainError {
    DomainError::caused(ErrorCode::Unavailable, error)
}

impl Archive {
    pub fn new(to: mpsc::Sender<io::Result<Bytes>>, root: String) -> Self {
        Self { to, root, offset: 0, directory: Vec::new(), files: 0 }
    }

    /// Whoever fetches it sets the pace: nothing is made that nobody takes.
    async fn send(&mut self, bytes: impl Into<Bytes>) -> DomainResult<()> {
        let bytes = bytes.into();
        if bytes.is_empty() {
            return Ok(());
        }
        self.offset += bytes.len() as u64;
        self.to.send(Ok(bytes)).await.map_err(|_| gone())
    }

    async fn begin(&mut self, entry: &Entry<'_>) -> DomainResult<()> {
        self.directory.extend_from_slice(&zip::line(entry, self.offset));
        self.files += 1;
        self.send(zip::before(entry)).await
    }

    /// Adds a text, and answers its hash and length.
    pub async fn put(&mut self, name: &str, text: Deflated) -> DomainResult<(String, u64)> {
        let Deflated { encoder, crc, hasher, size } = text;
        let packed = encoder.finish().map_err(broken)?;
        let name = format!("{}/{name}", self.root);
        let length = packed.len() as u64;
        self.begin(&Entry { name: &name, deflated: true, crc: crc.sum(), packed: length, size }).await?;
        self.send(packed).await?;
        Ok((blobs::hex(&hasher.finalize()), size))
    }

    /// Adds a blob as it is, and answers its size; nothing when it is not what it was, of which nothing is sent. It is read
    /// twice: what was sent cannot be taken back, and its checksum stands before it, so that every program reads the archive.
    pub async fn copy(&mut self, services: &Services, sha256: &str, name: &str) -> DomainResult<Option<u64>> {
        let Some((crc, size)) = whole(services, sha256).await? else { return Ok(None) };
        let name = format!("{}/{name}", self.root);
        self.begin(&Entry { name: &name, deflated: false, crc, packed: size, size }).await?;
        let mut stream = blobs::open(services, sha256, None).await?;
        let (mut hasher, mut sent) = (Sha256::new(), 0_u64);
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(broken)?;
            hasher.update(&chunk);
            sent += chunk.len() as u64;
            self.send(chunk).await?;
        }
        if sent != size || blobs::hex(&hasher.finalize()) != sha256 {
            return Err(broken("kept bytes changed while they were sent"));
        }
        Ok(Some(size))
    }

    /// Sends the directory; without it no program opens the archive.
    pub async fn end(&mut self) -> DomainResult<()> {
        let directory = std::mem::take(&mut self.directory);
        let (start, length) = (self.offset, directory.len() as u64);
        self.send(directory).await?;
        self.send(zip::end(self.files, start, length)).await
    }
}

/// Checksum and size of kept bytes, when they are what they were.
async fn whole(services: &Services, sha256: &str) -> DomainResult<Option<(u32, u64)>> {
    if blobs::size(services, sha256).await?.is_none() {
        return Ok(None);
    }
    let mut stream = blobs::open(services, sha256, None).await?;
    let (mut hasher, mut crc, mut size) = (Sha256::new(), Crc::new(), 0_u64);
    while let Some(chunk) = stream.next().await {
        let Ok(chunk) = chunk else {
            // A store that went away meanwhile says nothing about the bytes.
            blobs::size(services, sha256).await?;
            return Ok(None);
        };
        hasher.update(&chunk);
        crc.update(&chunk);
        size += chunk.len() as u64;
    }
    Ok((blobs::hex(&hasher.finalize()) == sha256).then(|| (crc.sum(), size)))
}
