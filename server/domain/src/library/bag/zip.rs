//! The parts of a ZIP archive of any size (ZIP64): what stands before a file, the line of the directory, the end. All of
//! them carry one fixed time.

/// Texts in file names are UTF-8.
const UTF8: u16 = 1 << 11;
/// Version 2.0 of the format: folders and deflate.
const PLAIN: u16 = 20;
/// Version 4.5: lengths of eight bytes.
const LONG: u16 = 45;
/// 1 January 1980, the format's first day.
const DAY: u16 = (1 << 5) | 1;
/// Stands where a number needs eight bytes; they stand elsewhere.
const ELSEWHERE: u64 = 0xFFFF_FFFF;

/// A file of the archive.
pub(super) struct Entry<'a> {
    pub name: &'a str,
    /// Deflated, or as it is.
    pub deflated: bool,
    pub crc: u32,
    /// Bytes in the archive.
    pub packed: u64,
    /// Bytes of the file.
    pub size: u64,
}

fn short(out: &mut Vec<u8>, number: u64) {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    out.extend_from_slice(&number.to_le_bytes());
}

fn word(out: &mut Vec<u8>, number: usize) {
    let number = u16::try_from(number).unwrap_or(u16::MAX);
    out.extend_from_slice(&number.to_le_bytes());
}

/// What the local header and the directory say alike, up to the lengths of the name and of what follows it.
fn common(entry: &Entry<'_>, version: u16, extra: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    let method = if entry.deflated { 8 } else { 0 };
    for word in [version, UTF8, method, 0, DAY] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&entry.crc.to_le_bytes());
    short(&mut out, entry.packed);
    short(&mut out, entry.size);
    word(&mut out, entry.name.len());
    word(&mut out, extra);
    out
}

/// The field for what needs eight bytes; empty when nothing does.
fn extra(numbers: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    if !numbers.is_empty() {
        word(&mut out, 1);
        word(&mut out, numbers.len() * 8);
        for number in numbers {
            out.extend_from_slice(&number.to_le_bytes());
        }
    }
    out
}

/// What stands before the bytes of a file.
pub(super) fn before(entry: &Entry<'_>) -> Vec<u8> {
    // Here either both lengths stand elsewhere or none.
    let long = entry.size >= ELSEWHERE || entry.packed >= ELSEWHERE;
    let (extra, shown) = if long {
        let shown = Entry { packed: ELSEWHERE, size: ELSEWHERE, ..*entry };
        (extra(&[entry.size, entry.packed]), shown)
    } else {
        (Vec::new(), Entry { ..*entry })
    };
    let mut out = b"PK\x03\x04".to_vec();
    out.extend_from_slice(&common(&shown, if long { LONG } else { PLAIN }, extra.len()));
    out.extend_from_slice(entry.name.as_bytes());
    out.extend_from_slice(&extra);
    out
}

/// The line of the directory for a file that begins at `offset`.
pub(super) fn line(entry: &Entry<'_>, offset: u64) -> Vec<u8> {
    let numbers: Vec<u64> =
        [entry.size, entry.packed, offset].into_iter().filter(|number| *number >= ELSEWHERE).collect();
    let extra = extra(&numbers);
    let version = if extra.is_empty() { PLAIN } else { LONG };
    let mut out = b"PK\x01\x02".to_vec();
    out.extend_from_slice(&version.to_le_bytes());
    out.extend_from_slice(&common(entry, version, extra.len()));
    out.extend_from_slice(&[0; 10]); // no comment, one disk, no attributes
    short(&mut out, offset);
    out.extend_from_slice(entry.name.as_bytes());
    out.extend_from_slice(&extra);
    out
}

/// What stands behind a directory of so many files that begins at `start` and has `length` bytes.
pub(super) fn end(files: u64, start: u64, length: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if files >= 0xFFFF || start >= ELSEWHERE || length >= ELSEWHERE {
        out.extend_from_slice(b"PK\x06\x06");
        out.extend_from_slice(&44_u64.to_le_bytes());
        out.extend_from_slice(&LONG.to_le_bytes());
        out.extend_from_slice(&LONG.to_le_bytes());
        out.extend_from_slice(&[0; 8]); // one disk
        for number in [files, files, length, start] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(b"PK\x06\x07\0\0\0\0");
        out.extend_from_slice(&(start + length).to_le_bytes());
        out.extend_from_slice(&1_u32.to_le_bytes());
    }
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    let count = usize::try_from(files).unwrap_or(usize::MAX);
    word(&mut out, count);
    word(&mut out, count);
    short(&mut out, length);
    short(&mut out, start);
    out.extend_from_slice(&[0; 2]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
        bytes[at..at + length].iter().rev().fold(0, |sum, byte| sum * 256 + u64::from(*byte))
    }

    #[test]
    fn a_film_of_five_gigabytes_says_how_long_it_is_and_where() {
        let film = Entry { name: "a/film.mp4", deflated: false, crc: 7, packed: 5 * GIB, size: 5 * GIB };
        let head = before(&film);
        assert_eq!(
            (number(&head, 4, 2), number(&head, 18, 4), number(&head, 22, 4)),
            (45, ELSEWHERE, ELSEWHERE)
        );
        let (name, extra) = (number(&head, 26, 2), number(&head, 28, 2));
        assert_eq!((name, extra, head.len()), (10, 20, 30 + 10 + 20));
        assert_eq!((number(&head, 40, 2), number(&head, 42, 2)), (1, 16));
        assert_eq!((number(&head, 44, 8), number(&head, 52, 8)), (5 * GIB, 5 * GIB));

        let listed = line(&film, 6 * GIB);
        assert_eq!((number(&listed, 30, 2), number(&listed, 42, 4)), (28, ELSEWHERE));
        assert_eq!(listed.len(), 46 + 10 + 28);
        assert_eq!(number(&listed, 46 + 10 + 4 + 16, 8), 6 * GIB);
        // A small file behind it: only its place needs more room.
        let small = Entry { name: "b", deflated: true, crc: 7, packed: 3, size: 9 };
        assert_eq!(before(&small).len(), 31);
        let listed = line(&small, 6 * GIB);
        assert_eq!((number(&listed, 20, 4), number(&listed, 24, 4), number(&listed, 30, 2)), (3, 9, 12));
        assert_eq!(number(&listed, 46 + 1 + 4, 8), 6 * GIB);
        assert_eq!(line(&small, 40).len(), 47);
    }

    #[test]
    fn the_end_has_room_for_many_files() {
        assert_eq!(end(3, 100, 50).len(), 22);
        for (files, start) in [(70_000, 100), (3, 6 * GIB)] {
            let end = end(files, start, 50);
            assert_eq!(end.len(), 56 + 20 + 22);
            assert_eq!((number(&end, 32, 8), number(&end, 48, 8)), (files, start));
            assert_eq!(number(&end, 56 + 8, 8), start + 50);
            assert!(end[76..].starts_with(b"PK\x05\x06"));
        }
        assert_eq!(number(&end(70_000, 100, 50), 76 + 10, 2), 0xFFFF);
    }
}
