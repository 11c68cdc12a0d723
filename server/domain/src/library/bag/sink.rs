//! A file that is hashed while it is written.

use std::{io, path::Path};

use sha2::{Digest, Sha256};
use tokio::{
    fs::{File, OpenOptions},
    io::AsyncWriteExt,
};

use crate::library::blobs;

/// A new file, its owner's alone.
pub(super) struct Sink {
    file: File,
    hasher: Sha256,
    size: u64,
}

impl Sink {
    pub async fn create(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).await?;
        Ok(Self { file, hasher: Sha256::new(), size: 0 })
    }

    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await?;
        self.hasher.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Its hash and length, once it is on the disk for sure.
    pub async fn finish(mut self) -> io::Result<(String, u64)> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        Ok((blobs::hex(&self.hasher.finalize()), self.size))
    }
}

/// Writes a whole small file.
pub(super) async fn write(path: &Path, content: &[u8]) -> io::Result<(String, u64)> {
    let mut sink = Sink::create(path).await?;
    sink.write(content).await?;
    sink.finish().await
}
