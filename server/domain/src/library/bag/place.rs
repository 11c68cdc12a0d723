//! Where a bag is written: into a folder, or into an archive that somebody fetches meanwhile.

use std::path::{Path, PathBuf};

use futures::StreamExt;
use tokio::fs::{self, File};

use super::{
    TABLE,
    archive::{Archive, Deflated},
    disk,
    sink::{self, Sink},
};
use crate::{DomainResult, Services, library::blobs};

/// Where a bag is written.
pub(super) enum Place {
    /// A folder.
    Folder(PathBuf),
    /// An archive.
    Archive(Archive),
}

/// The table of all items, which grows with each of them.
pub(super) enum Table {
    /// A file.
    File(Sink),
    /// Packed, in memory: some hundred bytes an item.
    Packed(Deflated),
}

impl Table {
    pub async fn write(&mut self, line: &[u8]) -> DomainResult<()> {
        match self {
            Self::File(sink) => sink.write(line).await.map_err(disk),
            Self::Packed(packed) => packed.write(line).map_err(disk),
        }
    }
}

/// Drafts are in it: the folder is its owner's alone.
pub(super) async fn make(folder: &Path) -> DomainResult<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await.map_err(disk)
}

/// Names of new files are on the disk.
async fn synced(folder: &Path) -> DomainResult<()> {
    File::open(folder).await.map_err(disk)?.sync_all().await.map_err(disk)
}

impl Place {
    pub fn folder(folder: &Path) -> Self {
        Self::Folder(folder.to_owned())
    }

    pub async fn begin(&self) -> DomainResult<()> {
        match self {
            Self::Folder(folder) => make(&folder.join("data")).await,
            Self::Archive(_) => Ok(()),
        }
    }

    pub async fn table(&self) -> DomainResult<Table> {
        match self {
            Self::Folder(folder) => Ok(Table::File(Sink::create(&folder.join(TABLE)).await.map_err(disk)?)),
            Self::Archive(_) => Ok(Table::Packed(Deflated::default())),
        }
    }

    pub async fn begin_item(&self, inside: &str) -> DomainResult<()> {
        match self {
            Self::Folder(folder) => make(&folder.join("data").join(inside)).await,
            Self::Archive(_) => Ok(()),
        }
    }

    pub async fn end_item(&self, inside: &str) -> DomainResult<()> {
        match self {
            Self::Folder(folder) => synced(&folder.join("data").join(inside)).await,
            Self::Archive(_) => Ok(()),
        }
    }

    /// All items are there.
    pub async fn filled(&self) -> DomainResult<()> {
        match self {
            Self::Folder(folder) => synced(&folder.join("data")).await,
            Self::Archive(_) => Ok(()),
        }
    }

    /// Everything is there but what says that it is a bag.
    pub async fn whole(&self) -> DomainResult<()> {
        match self {
            Self::Folder(folder) => synced(folder).await,
            Self::Archive(_) => Ok(()),
        }
    }

    /// Ends it.
    pub async fn end(&mut self) -> DomainResult<()> {
        match self {
            Self::Folder(folder) => synced(folder).await,
            Self::Archive(archive) => archive.end().await,
        }
    }

    /// Writes a small file, and answers its hash and length.
    pub async fn put(&mut self, name: &str, content: &[u8]) -> DomainResult<(String, u64)> {
        match self {
            Self::Folder(folder) => sink::write(&folder.join(name), content).await.map_err(disk),
            Self::Archive(archive) => {
                let mut packed = Deflated::default();
                packed.write(content).map_err(disk)?;
                archive.put(name, packed).await
            }
        }
    }

    /// Ends the table, and answers its hash.
    pub async fn put_table(&mut self, table: Table) -> DomainResult<String> {
        let (hash, _) = match (self, table) {
            (_, Table::File(sink)) => sink.finish().await.map_err(disk)?,
            (Self::Archive(archive), Table::Packed(packed)) => archive.put(TABLE, packed).await?,
            // No folder makes such a table.
            (Self::Folder(folder), Table::Packed(packed)) => {
                sink::write(&folder.join(TABLE), &packed.unpacked().map_err(disk)?).await.map_err(disk)?
            }
        };
        Ok(hash)
    }

    /// Copies a blob, and answers its size; nothing when it is not what it was, of which nothing stays.
    pub async fn copy(&mut self, services: &Services, sha256: &str, name: &str) -> DomainResult<Option<u64>> {
        match self {
            Self::Folder(folder) => copy(services, sha256, &folder.join(name)).await,
            Self::Archive(archive) => archive.copy(services, sha256, name).await,
        }
    }
}

async fn copy(services: &Services, sha256: &str, to: &Path) -> DomainResult<Option<u64>> {
    if blobs::size(services, sha256).await?.is_none() {
        return Ok(None);
    }
    let mut sink = Sink::create(to).await.map_err(disk)?;
    let whole = match blobs::open(services, sha256, None).await {
        Ok(mut stream) => loop {
            match stream.next().await {
                Some(Ok(chunk)) => sink.write(&chunk).await.map_err(disk)?,
                Some(Err(_)) => break false,
                None => break true,
            }
        },
        Err(_) => false,
    };
    let (hash, size) = sink.finish().await.map_err(disk)?;
    if whole && hash == sha256 {
        return Ok(Some(size));
    }
    fs::remove_file(to).await.map_err(disk)?;
    Ok(None)
}
