//! An archive in the blob store, of which only what is asked for is read.

use std::{
    io::{Cursor, Read},
    ops::Range,
};

use contract::ErrorCode;
use flate2::read::DeflateDecoder;
use futures::StreamExt;

use super::{
    super::{
        blobs,
        upload::zip_read::{self, END, Entry, MOST_DIRECTORY, MOST_FILES},
    },
    Damage,
};
use crate::{DomainError, DomainResult, Services};

/// What the head of a file in an archive has before its name.
const HEAD: u64 = 30;

/// An archive, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Archive {
    sha256: String,
    size: u64,
    entries: Vec<Entry>,
}

impl Archive {
    /// Reads the directory of an archive of `size` bytes.
    pub async fn open(services: &Services, sha256: &str, size: u64) -> DomainResult<Result<Self, Damage>> {
        let mut archive = Self { sha256: sha256.to_owned(), size, entries: Vec::new() };
        let tail = archive.part(services, size.saturating_sub(END)..size).await?;
        let Some((count, place)) = directory(&tail) else { return Ok(Err(Damage::Book)) };
        if count > MOST_FILES || place.end - place.start > MOST_DIRECTORY || place.end > size {
            return Ok(Err(Damage::Book));
        }
        let bytes = archive.part(services, place).await?;
        match zip_read::directory_of(&bytes, count) {
            Some(entries) => archive.entries = entries,
            None => return Ok(Err(Damage::Book)),
        }
        Ok(Ok(archive))
    }

    /// Where a file stands in the directory.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name == name.as_bytes())
    }

    /// The files, by their places; those whose names are no text have none.
    pub fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        self.entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((at, std::str::from_utf8(&entry.name).ok()?)))
    }

    /// How long a file says that it is.
    pub fn length(&self, at: usize) -> u64 {
        self.entries.get(at).map_or(0, |entry| entry.unpacked)
    }

    /// A file of at most `most` bytes.
    pub async fn read(
        &self,
        services: &Services,
        at: usize,
        most: u64,
    ) -> DomainResult<Result<Vec<u8>, Damage>> {
        let Some(entry) = self.entries.get(at) else { return Ok(Err(Damage::Chapter)) };
        if entry.locked {
            return Ok(Err(Damage::Locked));
        }
        // What is packed is hardly longer than what comes out of it.
        if entry.unpacked > most || entry.packed > most.saturating_add(4096) {
            return Ok(Err(Damage::Long));
        }
        let head = self.part(services, entry.at..entry.at.saturating_add(HEAD)).await?;
        let (Some(name), Some(more)) = (zip_read::word(&head, 26), zip_read::word(&head, 28)) else {
            return Ok(Err(Damage::Chapter));
        };
        if !head.starts_with(b"PK\x03\x04") {
            return Ok(Err(Damage::Chapter));
        }
        let start = entry.at.saturating_add(HEAD + u64::from(name) + u64::from(more));
        let packed = self.part(services, start..start.saturating_add(entry.packed)).await?;
        let method = entry.method;
        tokio::task::spawn_blocking(move || unpacked(method, packed, most))
            .await
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))
    }

    /// A part of the archive, as much of it as there is.
    async fn part(&self, services: &Services, range: Range<u64>) -> DomainResult<Vec<u8>> {
        let range = range.start..range.end.min(self.size);
        let mut bytes = Vec::new();
        if range.is_empty() {
            return Ok(bytes);
        }
        let mut stream = blobs::open(services, &self.sha256, Some(range)).await?;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

/// How many files the directory names, and where it lies, as the end of the archive says.
fn directory(tail: &[u8]) -> Option<(usize, Range<u64>)> {
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let end = tail.get(end..)?;
    let count = zip_read::word(end, 10)?.into();
    let (length, start) = (u64::from(zip_read::long(end, 12)?), u64::from(zip_read::long(end, 16)?));
    Some((count, start..start + length))
}

fn unpacked(method: u16, packed: Vec<u8>, most: u64) -> Result<Vec<u8>, Damage> {
    let mut content = Vec::new();
    let read = match method {
        0 => Cursor::new(packed).take(most + 1).read_to_end(&mut content),
        8 => DeflateDecoder::new(Cursor::new(packed)).take(most + 1).read_to_end(&mut content),
        _ => return Err(Damage::Chapter),
    };
    match read {
        Ok(_) if content.len() as u64 > most => Err(Damage::Long),
        Ok(_) => Ok(content),
        Err(_) => Err(Damage::Chapter),
    }
}
