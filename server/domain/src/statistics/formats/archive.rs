//! A ZIP archive that lies in memory, within bounds: what swells is refused, whatever it says of itself.

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::Trouble;
use crate::library::upload::zip_read::{Entry, MOST_DIRECTORY, directory_of, long, word};

/// Files that an archive of figures may have.
const MOST_FILES: usize = 500;
/// Bytes of one file of it.
const MOST_FILE: u64 = 128 * 1024 * 1024;
/// Bytes of a file that only describes another one: what is read of it takes many times its room.
const MOST_SMALL: u64 = 4 * 1024 * 1024;
/// How many times more it may hold than it is, once that is worth looking at.
const MOST_TIMES: u64 = 200;
/// Below this nobody is hurt.
const HARMLESS: u64 = 16 * 1024 * 1024;

/// An archive.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<(String, Entry)>,
}

impl<'a> Archive<'a> {
    /// Reads its directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Trouble> {
        let size = bytes.len() as u64;
        let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").ok_or(Trouble::Damaged)?;
        let end = bytes.get(end..).unwrap_or_default();
        let (Some(count), Some(length), Some(start)) = (word(end, 10), long(end, 12), long(end, 16)) else {
            return Err(Trouble::Damaged);
        };
        if usize::from(count) > MOST_FILES || u64::from(length) > MOST_DIRECTORY {
            return Err(Trouble::Bomb);
        }
        let (start, length) = (start as usize, length as usize);
        let directory = bytes.get(start..start.saturating_add(length)).ok_or(Trouble::Damaged)?;
        let entries = directory_of(directory, usize::from(count)).ok_or(Trouble::Damaged)?;
        let packed: u64 = entries.iter().map(|entry| entry.packed).sum();
        let unpacked: u64 = entries.iter().map(|entry| entry.unpacked).sum();
        let swells = unpacked > HARMLESS && unpacked / size.max(1) > MOST_TIMES;
        if packed > size || swells || unpacked > 2 * MOST_FILE {
            return Err(Trouble::Bomb);
        }
        let entries = entries
            .into_iter()
            .filter_map(|entry| Some((String::from_utf8(entry.name.clone()).ok()?, entry)))
            .collect();
        Ok(Self { bytes, entries })
    }

    /// Names of its files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// Whether a file of this name is in it.
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// The file of this name, in whatever folder.
    pub fn named(&self, name: &str) -> Option<String> {
        let found = self.names().find(|known| known.rsplit('/').next() == Some(name));
        found.map(str::to_owned)
    }

    /// The first file whose name ends so.
    pub fn ending(&self, end: &str) -> Option<String> {
        self.names().find(|name| name.to_ascii_lowercase().ends_with(end)).map(str::to_owned)
    }

    /// The file that a description beside `beside` names by `path`.
    pub fn beside(&self, beside: &str, path: &str) -> Option<String> {
        let folder = beside.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = path.trim_start_matches("./");
        let whole = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
        if self.has(&whole) {
            return Some(whole);
        }
        // An address of the web: only its last part can be here.
        self.named(path.rsplit('/').next().unwrap_or(path))
    }

    /// The bytes of a file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Trouble> {
        self.read_up_to(name, MOST_FILE)
    }

    /// The bytes of a file that describes another one.
    pub fn read_small(&self, name: &str) -> Result<Vec<u8>, Trouble> {
        self.read_up_to(name, MOST_SMALL)
    }

    fn read_up_to(&self, name: &str, bound: u64) -> Result<Vec<u8>, Trouble> {
        let (_, entry) = self.entries.iter().find(|(known, _)| known == name).ok_or(Trouble::NoFile)?;
        let at = entry.at as usize;
        let head = self.bytes.get(at..at.saturating_add(30)).ok_or(Trouble::Damaged)?;
        let (Some(name), Some(more)) = (word(head, 26), word(head, 28)) else { return Err(Trouble::Damaged) };
        if !head.starts_with(b"PK\x03\x04") || entry.locked {
            return Err(Trouble::Damaged);
        }
        let from = at + 30 + usize::from(name) + usize::from(more);
        let packed = self.bytes.get(from..from.saturating_add(entry.packed as usize));
        let packed = packed.ok_or(Trouble::Damaged)?;
        let most = bound.min(entry.unpacked);
        let mut content = Vec::new();
        let read = match entry.method {
            0 => packed.take(most + 1).read_to_end(&mut content),
            8 => DeflateDecoder::new(packed).take(most + 1).read_to_end(&mut content),
            _ => return Err(Trouble::Damaged),
        };
        match read {
            Err(_) => Err(Trouble::Damaged),
            // It said that it was smaller.
            Ok(length) if length as u64 > most => Err(Trouble::Bomb),
            Ok(_) => Ok(content),
        }
    }
}
