//! What films and recordings of the MP4 family (MP4, M4A, QuickTime, 3GP) tell of where and with what they were made:
//! the boxes that are there for it become free room of the same length, so that everything else keeps its place and no
//! program is needed. Tracks that are neither seen, heard nor read go with what they hold: cameras write there where
//! they are, moment by moment.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

/// Boxes side by side that are looked at.
const MOST_BOXES: usize = 100_000;
/// The largest table of a track that is read.
const MOST_TABLE: u64 = 16 * 1024 * 1024;
/// Zeros that are written at a time.
const ZEROS: u64 = 64 * 1024;
/// Boxes for whatever somebody wants to say.
const TELLING: [[u8; 4]; 4] = [*b"udta", *b"meta", *b"uuid", *b"sefd"];
/// What is seen, heard or read of tracks.
const SHOWN: [[u8; 4]; 8] = [*b"vide", *b"soun", *b"text", *b"sbtl", *b"subt", *b"clcp", *b"tmcd", *b"hint"];

/// A box of a file.
#[derive(Clone, Copy)]
struct Part {
    kind: [u8; 4],
    at: u64,
    body: u64,
    end: u64,
}

/// What is written over.
#[derive(Default)]
struct Marks {
    /// Boxes that become free room.
    freed: Vec<Part>,
    /// Bytes that become zeros.
    zeros: Vec<(u64, u64)>,
}

impl Marks {
    fn free(&mut self, part: Part) {
        self.freed.push(part);
        self.zeros.push((part.body, part.end));
    }
}

/// Writes a film anew without what it tells. `false`: it tells nothing, and nothing was written.
pub(super) fn strip(file: &mut File, to: &mut File) -> io::Result<bool> {
    let size = file.metadata()?.len();
    let marks = marks(file, size)?;
    if marks.freed.is_empty() {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(0))?;
    io::copy(file, to)?;
    for (from, until) in merged(marks.zeros, size) {
        to.seek(SeekFrom::Start(from))?;
        let zeros = vec![0; usize::try_from(ZEROS).unwrap_or_default()];
        let mut left = until - from;
        while left > 0 {
            let count = left.min(ZEROS);
            to.write_all(zeros.get(..usize::try_from(count).unwrap_or_default()).unwrap_or_default())?;
            left -= count;
        }
    }
    for part in marks.freed {
        to.seek(SeekFrom::Start(part.at + 4))?;
        to.write_all(b"free")?;
    }
    to.flush()?;
    Ok(true)
}

/// Whatever a hostile table says, no byte is written twice.
fn merged(mut ranges: Vec<(u64, u64)>, size: u64) -> Vec<(u64, u64)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u64, u64)> = Vec::new();
    for (from, until) in ranges {
        let until = until.min(size);
        if from >= until {
            continue;
        }
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    merged
}

fn marks(file: &mut File, size: u64) -> io::Result<Marks> {
    let mut marks = Marks::default();
    for part in boxes(file, 0, size)? {
        if TELLING.contains(&part.kind) {
            marks.free(part);
        } else if part.kind == *b"moov" {
            for part in boxes(file, part.body, part.end)? {
                if TELLING.contains(&part.kind) {
                    marks.free(part);
                } else if part.kind == *b"trak" {
                    track(file, part, &mut marks)?;
                }
            }
        }
    }
    Ok(marks)
}

fn track(file: &mut File, track: Part, marks: &mut Marks) -> io::Result<()> {
    let parts = boxes(file, track.body, track.end)?;
    let Some(media) = parts.iter().find(|part| part.kind == *b"mdia") else { return Ok(()) };
    let inside = boxes(file, media.body, media.end)?;
    let handler = match inside.iter().find(|part| part.kind == *b"hdlr") {
        Some(part) => table(file, *part)?,
        None => Vec::new(),
    };
    let shown = handler.get(8..12).is_none_or(|kind| SHOWN.iter().any(|shown| shown == kind));
    if shown {
        for part in parts.into_iter().filter(|part| TELLING.contains(&part.kind)) {
            marks.free(part);
        }
        return Ok(());
    }
    if let Some(part) = inside.iter().find(|part| part.kind == *b"minf")
        && let Some(part) = boxes(file, part.body, part.end)?.iter().find(|part| part.kind == *b"stbl")
    {
        let tables = boxes(file, part.body, part.end)?;
        samples(file, &tables, &mut marks.zeros)?;
    }
    marks.free(track);
    Ok(())
}

/// Where the content of a track lies.
fn samples(file: &mut File, tables: &[Part], zeros: &mut Vec<(u64, u64)>) -> io::Result<()> {
    let mut read = |kind: &[u8; 4]| -> io::Result<Vec<u8>> {
        match tables.iter().find(|part| part.kind == *kind) {
            Some(part) => table(file, *part),
            None => Ok(Vec::new()),
        }
    };
    let (sizes, runs, near, far) = (read(b"stsz")?, read(b"stsc")?, read(b"stco")?, read(b"co64")?);
    let same = u64::from(number(&sizes, 4));
    let mut sizes =
        sizes.get(12..).unwrap_or_default().chunks_exact(4).map(|bytes| u64::from(number(bytes, 0)));
    let places: Vec<u64> = if far.is_empty() {
        near.get(8..).unwrap_or_default().chunks_exact(4).map(|bytes| u64::from(number(bytes, 0))).collect()
    } else {
        let all = far.get(8..).unwrap_or_default().chunks_exact(8);
        all.map(|bytes| (u64::from(number(bytes, 0)) << 32) | u64::from(number(bytes, 4))).collect()
    };
    let mut runs = runs.get(8..).unwrap_or_default().chunks_exact(12).peekable();
    let mut in_one = 0;
    for (at, place) in (1_u64..).zip(places) {
        while let Some(run) = runs.next_if(|run| u64::from(number(run, 0)) <= at) {
            in_one = u64::from(number(run, 4));
        }
        let length = if same > 0 {
            same.saturating_mul(in_one)
        } else {
            let count = usize::try_from(in_one).unwrap_or(usize::MAX);
            sizes.by_ref().take(count).fold(0, u64::saturating_add)
        };
        zeros.push((place, place.saturating_add(length)));
    }
    Ok(())
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|part| part.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// The content of a box, if it is not beyond measure.
fn table(file: &mut File, part: Part) -> io::Result<Vec<u8>> {
    let length = part.end - part.body;
    let mut bytes = Vec::new();
    if length <= MOST_TABLE {
        file.seek(SeekFrom::Start(part.body))?;
        file.take(length).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The boxes that stand side by side between two places, up to what is none.
fn boxes(file: &mut File, from: u64, until: u64) -> io::Result<Vec<Part>> {
    let mut found = Vec::new();
    let mut at = from;
    while found.len() < MOST_BOXES && until.saturating_sub(at) >= 8 {
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(at))?;
        Read::by_ref(file).take(16).read_to_end(&mut head)?;
        let Some(kind) = head.get(4..8).and_then(|kind| kind.try_into().ok()) else { break };
        let (body, length) = match number(&head, 0) {
            // Up to the end.
            0 => (8, until - at),
            1 if head.len() == 16 => (16, (u64::from(number(&head, 8)) << 32) | u64::from(number(&head, 12))),
            length => (8, u64::from(length)),
        };
        let Some(end) = at.checked_add(length).filter(|end| length >= body && *end <= until) else { break };
        found.push(Part { kind, at, body: at + body, end });
        at = end;
    }
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::library::upload::{Media, strip::strip};

    fn part(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
        let body = parts.concat();
        let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        [length.as_slice(), kind, &body].concat()
    }

    fn numbers(list: &[u32]) -> Vec<u8> {
        list.iter().flat_map(|number| number.to_be_bytes()).collect()
    }

    fn trak(handler: &[u8; 4], stbl: &[u8], more: &[u8]) -> Vec<u8> {
        let hdlr = part(b"hdlr", &[&[0; 8], handler, &[0; 13]]);
        let minf = part(b"minf", &[&part(b"stbl", &[stbl])]);
        part(b"trak", &[&part(b"tkhd", &[&[0; 84]]), &part(b"mdia", &[&hdlr, &minf]), more])
    }

    fn out(bytes: &[u8]) -> Option<Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        std::fs::write(&from, bytes).unwrap();
        File::create_new(&to).unwrap();
        strip(&from, Media::Mp4, &to).unwrap().then(|| std::fs::read(&to).unwrap())
    }

    #[test]
    fn places_are_written_over_and_the_rest_keeps_its_place() {
        let ftyp = part(b"ftyp", &[b"mp42\0\0\0\0mp42"]);
        let mdat = part(b"mdat", &[b"FRAMEFRAME", b"+36.18+008.71/", b"FRAME", b"+36.18+008.72/"]);
        let first = u32::try_from(ftyp.len() + 8).unwrap();
        // Two pieces of 14 bytes each, of two samples and of one.
        let stbl = [
            part(b"stsz", &[&numbers(&[0, 0, 3, 7, 7, 14])]),
            part(b"stsc", &[&numbers(&[0, 2, 1, 2, 1, 2, 1, 1])]),
            part(b"stco", &[&numbers(&[0, 2, first + 10, first + 29])]),
        ]
        .concat();
        let seen = part(b"stco", &[&numbers(&[0, 1, first])]);
        let said =
            |more: &[u8]| part(b"udta", &[&part(b"\xA9xyz", &[b"\0\x10\x15\xc7+36.18+008.71/"]), more]);
        let moov = part(
            b"moov",
            &[
                &part(b"mvhd", &[&[0; 100]]),
                &trak(b"vide", &seen, &said(b"")),
                &trak(b"meta", &stbl, b""),
                &said(b"SomePhone"),
                &part(b"meta", &[b"com.apple.quicktime.location.ISO6709+36.18+008.71/"]),
            ],
        );
        let uuid = part(b"uuid", &[b"0123456789abcdef<x:xmpmeta>+36.18</x:xmpmeta>"]);
        let film = [ftyp.as_slice(), &mdat, &moov, &uuid].concat();
        let made = out(&film).expect("it told something");
        assert_eq!(made.len(), film.len());
        for gone in [&b"36.18"[..], b"SomePhone", b"xmpmeta", b"location", b"\xA9xyz"] {
            assert!(film.windows(gone.len()).any(|part| part == gone));
            assert!(!made.windows(gone.len()).any(|part| part == gone), "{gone:?}");
        }
        let frames = [b"FRAMEFRAME".as_slice(), &[0; 14], b"FRAME", &[0; 14]].concat();
        assert_eq!(&made[ftyp.len()..ftyp.len() + mdat.len()], part(b"mdat", &[&frames]));
        let count = |bytes: &[u8], kind: &[u8]| bytes.windows(4).filter(|part| *part == kind).count();
        assert_eq!((count(&film, b"trak"), count(&made, b"trak"), count(&made, b"vide")), (2, 1, 1));
        assert_eq!(out(&made), None, "once is enough");
    }

    #[test]
    fn what_tells_nothing_or_is_broken_stays_as_it_is() {
        let ftyp = part(b"ftyp", &[b"isom\0\0\0\0"]);
        let plain =
            [ftyp.as_slice(), &part(b"moov", &[&trak(b"soun", b"", b"")]), &part(b"mdat", &[b"udta"])];
        assert_eq!(out(&plain.concat()), None);
        // Longer than the file, or than what it stands in.
        let long = [ftyp.as_slice(), b"\0\0\xFF\xFFudta..."].concat();
        let within = [ftyp.as_slice(), &part(b"moov", &[b"\0\0\xFF\xFFudta..."])].concat();
        for broken in [long, within, ftyp.clone(), b"\0\0\0\x01udta".to_vec(), b"\0\0\0\x02udta".to_vec()] {
            assert_eq!(out(&broken), None);
        }
        assert_eq!(merged(vec![(5, 9), (0, 3), (2, 4), (8, u64::MAX), (7, 1)], 12), [(0, 4), (5, 12)]);
    }
}
