//! What a file is, by its first bytes. Neither its name nor the type that came with it counts.

use super::{Media, Refusal};
use crate::library::captions;

/// So much of a file is looked at.
pub(super) const HEAD: usize = 4096;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sniffed {
    /// One of our types.
    Is(Media),
    /// An archive: what is in it says what it is.
    Archive,
    /// Nothing for the library.
    No(Refusal),
}

/// Looks at the first bytes of a file that is not empty.
pub(super) fn sniff(head: &[u8]) -> Sniffed {
    use Sniffed::{Archive, Is, No};
    if head.starts_with(b"%PDF-") {
        return Is(Media::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") {
        return Archive;
    }
    if head.starts_with(b"\xFF\xD8\xFF") {
        return Is(Media::Jpeg);
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Is(Media::Png);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP".as_slice()) {
        return Is(Media::Webp);
    }
    if head.starts_with(b"RIFF") {
        match head.get(8..12) {
            Some(b"WAVE") => return Is(Media::Wav),
            Some(b"AVI ") => return Is(Media::Avi),
            _ => {}
        }
    }
    if head.starts_with(b"fLaC") {
        return Is(Media::Flac);
    }
    // Of one channel; nobody's telephone writes the others.
    if head.starts_with(b"#!AMR\n") || head.starts_with(b"#!AMR-WB\n") {
        return Is(Media::Amr);
    }
    if head.starts_with(b"OggS") {
        return Is(Media::Ogg);
    }
    if head.starts_with(b"\x1A\x45\xDF\xA3") {
        let start = head.get(..64).unwrap_or(head);
        return match (has(start, b"webm"), has(start, b"matroska")) {
            (true, _) => Is(Media::Webm),
            (false, true) => Is(Media::Matroska),
            (false, false) => No(Refusal::UnknownType),
        };
    }
    if head.get(4..8) == Some(b"ftyp".as_slice()) {
        return match head.get(8..12) {
            Some(b"M4A " | b"M4B ") => Is(Media::M4a),
            Some(
                b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1" | b"M4V "
                | b"dash" | b"MSNV",
            ) => Is(Media::Mp4),
            Some(b"qt  ") => Is(Media::Quicktime),
            Some(brand) if brand.starts_with(b"3gp") || brand.starts_with(b"3g2") => Is(Media::ThreeGp),
            _ => No(Refusal::UnknownType),
        };
    }
    if head.starts_with(b"ID3") || is_mp3_frame(head) {
        return Is(Media::Mp3);
    }
    if is_disguised(head) {
        return No(Refusal::Disguised);
    }
    let found = if is_utf16(head) {
        // The head may end in the middle of a letter.
        let whole = head.get(..head.len().min(512) & !1).unwrap_or_default();
        captions::decode(whole).and_then(|text| captions_in(text.as_bytes()))
    } else {
        captions_in(head)
    };
    found.map_or(No(Refusal::UnknownType), Is)
}

/// Whether a layer III frame begins here.
fn is_mp3_frame(head: &[u8]) -> bool {
    match head {
        [0xFF, second, third, ..] => {
            second & 0xE6 == 0xE2 && second & 0x18 != 0x08 && third & 0xF0 != 0xF0 && third & 0x0C != 0x0C
        }
        _ => false,
    }
}

/// A page, drawing, script or program.
fn is_disguised(head: &[u8]) -> bool {
    const STARTS: [&[u8]; 10] = [
        b"<!doctype",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<iframe",
        b"<svg",
        b"<?php",
        b"#!",
        b"<!--",
    ];
    if head.starts_with(b"MZ") || head.starts_with(b"\x7fELF") {
        return true;
    }
    let text = without_mark(head);
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(text.len());
    let text = text.get(start..).unwrap_or_default().to_ascii_lowercase();
    STARTS.iter().any(|one| text.starts_with(one))
        || (text.starts_with(b"<?xml") && (has(&text, b"<svg") || has(&text, b"<html")))
}

/// Whether the mark of a text of two bytes a letter stands here.
fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF")
}

/// Captions in one of the two kinds.
fn captions_in(head: &[u8]) -> Option<Media> {
    let text = without_mark(head);
    if text.starts_with(b"WEBVTT") && text.get(6).is_none_or(u8::is_ascii_whitespace) {
        return Some(Media::Vtt);
    }
    let mut lines =
        text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).skip_while(|line| line.is_empty());
    let number = lines.next()?;
    let time = lines.next()?;
    let counted = !number.is_empty() && number.len() <= 6 && number.iter().all(u8::is_ascii_digit);
    (counted && has(time, b" --> ")).then_some(Media::Srt)
}

fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// Whether something stands in bytes.
pub(super) fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_they_are() {
        use Sniffed::{Archive, Is, No};
        let cases: [(&[u8], Sniffed); 31] = [
            (b"%PDF-1.7\n", Is(Media::Pdf)),
            (b"PK\x03\x04....", Archive),
            (b"\xFF\xD8\xFF\xE0..", Is(Media::Jpeg)),
            (b"\x89PNG\r\n\x1a\n....", Is(Media::Png)),
            (b"RIFF....WEBPVP8 ", Is(Media::Webp)),
            (b"RIFF....WAVEfmt ", Is(Media::Wav)),
            (b"RIFF....AVI LIST", Is(Media::Avi)),
            (b"RIFF....ACONLIST", No(Refusal::UnknownType)),
            (b"fLaC\0\0\0\x22", Is(Media::Flac)),
            (b"#!AMR\n\x3c", Is(Media::Amr)),
            (b"#!AMRish", No(Refusal::Disguised)),
            (b"OggS\0", Is(Media::Ogg)),
            (b"\x1A\x45\xDF\xA3....B\x82\x84webm", Is(Media::Webm)),
            (b"\x1A\x45\xDF\xA3....B\x82\x88matroska", Is(Media::Matroska)),
            (b"\x1A\x45\xDF\xA3....B\x82\x88something", No(Refusal::UnknownType)),
            (b"\0\0\0\x18ftypM4A ....", Is(Media::M4a)),
            (b"\0\0\0\x18ftypisom....", Is(Media::Mp4)),
            (b"\0\0\0\x18ftypheic....", No(Refusal::UnknownType)),
            (b"\0\0\0\x14ftypqt  ....", Is(Media::Quicktime)),
            (b"\0\0\0\x14ftyp3gp4....", Is(Media::ThreeGp)),
            (b"ID3\x04", Is(Media::Mp3)),
            (b"\xFF\xFB\x90\x00", Is(Media::Mp3)),
            (b"\xFF\xFE<\0h\0", No(Refusal::UnknownType)),
            (b"\n <HTML><script>", No(Refusal::Disguised)),
            (b"\xEF\xBB\xBF<?xml version=\"1.0\"?><svg", No(Refusal::Disguised)),
            (b"#!/bin/sh\n", No(Refusal::Disguised)),
            (b"MZ\x90\0", No(Refusal::Disguised)),
            (b"\xEF\xBB\xBFWEBVTT\n\n", Is(Media::Vtt)),
            (b"\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nx", Is(Media::Srt)),
            (b"\xFE\xFF\x001\0\n\x000\0 \0-\0-\0>\0 \x001", Is(Media::Srt)),
            (b"just a text\nof two lines", No(Refusal::UnknownType)),
        ];
        for (head, expected) in cases {
            assert_eq!(sniff(head), expected, "{}", String::from_utf8_lossy(head));
        }
    }
}
