//! An archive in the blob store, of which only what is asked for is read.

use std::{
    io::{self, Cursor, Read},
    ops::Range,
};

use bytes::{Buf, Bytes};
use contract::ErrorCode;
use flate2::{Decompress, FlushDecompress, Status, read::DeflateDecoder};
use futures::{Stream, StreamExt, stream, stream::BoxStream};

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
/// Bytes that are unpacked at a time for somebody who takes them piece by piece.
const PIECE: usize = 32 * 1024;

/// Bytes as they come.
type Pieces = BoxStream<'static, io::Result<Bytes>>;

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
        let (method, packed) = match self.place(services, at, most).await? {
            Ok(found) => found,
            Err(damage) => return Ok(Err(damage)),
        };
        let packed = self.part(services, packed).await?;
        tokio::task::spawn_blocking(move || unpacked(method, packed, most))
            .await
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))
    }

    /// The same, piece by piece: however large it is, a few buffers of it are in memory. What turns out to be longer
    /// than it says, or packed wrongly, breaks off.
    pub async fn stream(
        &self,
        services: &Services,
        at: usize,
        most: u64,
    ) -> DomainResult<Result<Pieces, Damage>> {
        let (method, packed) = match self.place(services, at, most).await? {
            Ok(found) => found,
            Err(damage) => return Ok(Err(damage)),
        };
        let packed = packed.start..packed.end.min(self.size);
        if packed.is_empty() {
            return Ok(Err(Damage::Chapter));
        }
        let packed = blobs::open(services, &self.sha256, Some(packed)).await?;
        let pieces = if method == 0 { packed } else { inflated(packed).boxed() };
        Ok(Ok(bounded(pieces, self.length(at)).boxed()))
    }

    /// How a file of at most `most` bytes is packed, and where its bytes lie.
    async fn place(
        &self,
        services: &Services,
        at: usize,
        most: u64,
    ) -> DomainResult<Result<(u16, Range<u64>), Damage>> {
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
        if !head.starts_with(b"PK\x03\x04") || !matches!(entry.method, 0 | 8) {
            return Ok(Err(Damage::Chapter));
        }
        let start = entry.at.saturating_add(HEAD + u64::from(name) + u64::from(more));
        Ok(Ok((entry.method, start..start.saturating_add(entry.packed))))
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
        0 => Read::take(Cursor::new(packed), most + 1).read_to_end(&mut content),
        8 => Read::take(DeflateDecoder::new(Cursor::new(packed)), most + 1).read_to_end(&mut content),
        _ => return Err(Damage::Chapter),
    };
    match read {
        Ok(_) if content.len() as u64 > most => Err(Damage::Long),
        Ok(_) => Ok(content),
        Err(_) => Err(Damage::Chapter),
    }
}

/// What is to be unpacked, and how far that is.
struct Unpacking {
    packed: Pieces,
    input: Bytes,
    inflater: Decompress,
    /// Nothing more comes.
    drained: bool,
    ended: bool,
}

/// Unpacks what comes, a buffer at a time.
fn inflated(packed: Pieces) -> impl Stream<Item = io::Result<Bytes>> + Send {
    let inflater = Decompress::new(false);
    let start = Unpacking { packed, input: Bytes::new(), inflater, drained: false, ended: false };
    stream::try_unfold(start, |mut at| async move {
        let mut output = Vec::with_capacity(PIECE);
        while !at.ended && output.len() < PIECE {
            if at.input.is_empty() && !at.drained {
                match at.packed.next().await {
                    Some(chunk) => at.input = chunk?,
                    None => at.drained = true,
                }
            }
            let (before, so_far) = (at.inflater.total_in(), output.len());
            let status = at
                .inflater
                .decompress_vec(&at.input, &mut output, FlushDecompress::None)
                .map_err(io::Error::other)?;
            let used = usize::try_from(at.inflater.total_in() - before).unwrap_or(usize::MAX);
            at.input.advance(used.min(at.input.len()));
            at.ended = status == Status::StreamEnd;
            if at.drained && !at.ended && output.len() == so_far {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok::<_, io::Error>((!output.is_empty()).then(|| (Bytes::from(output), at)))
    })
}

/// What comes, as long as it is no more than so many bytes.
fn bounded(pieces: Pieces, most: u64) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold((pieces, most), |(mut pieces, left)| async move {
        match pieces.next().await {
            None => Ok::<_, io::Error>(None),
            Some(piece) => {
                let piece = piece?;
                match left.checked_sub(piece.len() as u64) {
                    Some(left) => Ok(Some((piece, (pieces, left)))),
                    None => Err(io::Error::other("a file that is longer than it says")),
                }
            }
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::DeflateEncoder};

    use super::*;

    fn pieces(bytes: &[u8], length: usize) -> Pieces {
        let all: Vec<io::Result<Bytes>> =
            bytes.chunks(length).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
        stream::iter(all).boxed()
    }

    async fn gathered(stream: impl Stream<Item = io::Result<Bytes>>) -> (Vec<u8>, usize, bool) {
        let mut stream = Box::pin(stream);
        let (mut all, mut largest) = (Vec::new(), 0);
        while let Some(piece) = stream.next().await {
            let Ok(piece) = piece else { return (all, largest, false) };
            largest = largest.max(piece.len());
            all.extend_from_slice(&piece);
        }
        (all, largest, true)
    }

    #[tokio::test]
    async fn is_unpacked_piece_by_piece_and_breaks_off_where_it_is_wrong() {
        // Half of it hardly gets smaller, half of it gets very small.
        let mut text: Vec<u8> =
            (0_u32..50_000).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        text.resize(400_000, b'a');
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&text).unwrap();
        let packed = encoder.finish().unwrap();
        for length in [1, 7, 8 * 1024, packed.len()] {
            let (all, largest, whole) = gathered(inflated(pieces(&packed, length))).await;
            assert!(all == text && whole, "{length}");
            assert!(largest <= PIECE, "{length}: {largest}");
        }
        let cut = &packed[..packed.len() - 1];
        assert!(!gathered(inflated(pieces(cut, 1000))).await.2, "an end that is missing");
        assert!(!gathered(inflated(pieces(b"\xFF\xFF\xFF", 1))).await.2, "no archive");
        assert!(gathered(bounded(pieces(&text, 1000), 400_000)).await.2);
        let (some, _, whole) = gathered(bounded(pieces(&text, 1000), 399_999)).await;
        assert!(!whole && some.len() < 400_000, "longer than it says");
    }
}
