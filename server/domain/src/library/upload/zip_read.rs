//! Reads the directory of a ZIP archive and single files of it, within bounds: a bomb is recognised by what it says of
//! itself, and one that lies about that is cut off where the bound is.

use std::{
    fs::File,
    io::{self, ErrorKind, Read, Seek, SeekFrom},
};

use flate2::read::DeflateDecoder;

use super::{Refusal, pdf::read_at};

/// The end of the directory: 22 bytes, and a comment.
pub(crate) const END: u64 = 22 + 65_535;
/// Files that an archive may have.
pub(crate) const MOST_FILES: usize = 10_000;
/// Bytes that its directory may have.
pub(crate) const MOST_DIRECTORY: u64 = 4 * 1024 * 1024;
/// How many times more it may hold than it is, once that is worth looking at.
const MOST_TIMES: u64 = 200;
/// Below this nobody is hurt, however well it is packed.
const HARMLESS: u64 = 16 * 1024 * 1024;

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub name: Vec<u8>,
    pub method: u16,
    pub locked: bool,
    pub packed: u64,
    pub unpacked: u64,
    pub at: u64,
}

pub(crate) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(crate) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The files of an archive of `size` bytes, which may unpack into `most` bytes.
pub(in crate::library) fn entries(
    file: &mut File,
    size: u64,
    most: u64,
) -> io::Result<Result<Vec<Entry>, Refusal>> {
    let tail = read_at(file, size.saturating_sub(END), END)?;
    let Some(end) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Ok(Err(Refusal::Damaged));
    };
    let end = tail.get(end..).unwrap_or_default();
    let (Some(count), Some(length), Some(start)) = (word(end, 10), long(end, 12), long(end, 16)) else {
        return Ok(Err(Refusal::Damaged));
    };
    let (count, length, start) = (usize::from(count), u64::from(length), u64::from(start));
    if count > MOST_FILES || length > MOST_DIRECTORY {
        return Ok(Err(Refusal::Bomb));
    }
    if start + length > size {
        return Ok(Err(Refusal::Damaged));
    }
    let directory = read_at(file, start, length)?;
    let Some(entries) = directory_of(&directory, count) else { return Ok(Err(Refusal::Damaged)) };
    let packed: u64 = entries.iter().map(|entry| entry.packed).sum();
    let unpacked: u64 = entries.iter().map(|entry| entry.unpacked).sum();
    // Together they cannot be larger than the archive, unless they lie over one another.
    let overlaps = packed > size;
    let swells = unpacked > HARMLESS && unpacked / size.max(1) > MOST_TIMES;
    if overlaps || swells || unpacked > most {
        return Ok(Err(Refusal::Bomb));
    }
    Ok(Ok(entries))
}

/// The files that a directory names, if it can be read.
pub(crate) fn directory_of(bytes: &[u8], count: usize) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    for _ in 0..count {
        if !rest.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name = usize::from(word(rest, 28)?);
        let more = usize::from(word(rest, 30)?) + usize::from(word(rest, 32)?);
        entries.push(Entry {
            name: rest.get(46..46 + name)?.to_vec(),
            method: word(rest, 10)?,
            locked: word(rest, 8)? & 1 != 0,
            packed: long(rest, 20)?.into(),
            unpacked: long(rest, 24)?.into(),
            at: long(rest, 42)?.into(),
        });
        rest = rest.get(46 + name + more..)?;
    }
    Some(entries)
}

/// The bytes of a file of an archive, as they are packed.
fn packed<'a>(file: &'a mut File, entry: &Entry) -> io::Result<Option<io::Take<&'a mut File>>> {
    let head = read_at(file, entry.at, 30)?;
    let (Some(name), Some(more)) = (word(&head, 26), word(&head, 28)) else { return Ok(None) };
    if !head.starts_with(b"PK\x03\x04") || entry.locked {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(entry.at + 30 + u64::from(name) + u64::from(more)))?;
    Ok(Some(file.take(entry.packed)))
}

/// A file of an archive, if it is sound and not longer than `most`.
pub(super) fn read(file: &mut File, entry: &Entry, most: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(packed) = packed(file, entry)? else { return Ok(None) };
    let mut content = Vec::new();
    // What is packed wrongly is broken, not a failure of ours.
    let read = match entry.method {
        0 => packed.take(most + 1).read_to_end(&mut content),
        8 => DeflateDecoder::new(packed).take(most + 1).read_to_end(&mut content),
        _ => return Ok(None),
    };
    Ok((read.is_ok() && content.len() as u64 <= most).then_some(content))
}

/// Writes a file of an archive out, and answers whether it is sound and not longer than `most`.
pub(in crate::library) fn extract(
    file: &mut File,
    entry: &Entry,
    most: u64,
    to: &mut File,
) -> io::Result<bool> {
    let Some(packed) = packed(file, entry)? else { return Ok(false) };
    let copied = match entry.method {
        0 => io::copy(&mut packed.take(most + 1), to),
        8 => io::copy(&mut DeflateDecoder::new(packed).take(most + 1), to),
        _ => return Ok(false),
    };
    match copied {
        Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => Err(error),
        // What is packed wrongly is broken, not a failure of ours.
        Err(_) => Ok(false),
        Ok(length) => Ok(length <= most && length == entry.unpacked),
    }
}
