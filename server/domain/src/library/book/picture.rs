//! A picture out of a book: what its bytes say that it is, or nothing.

use super::{
    super::{FileDelivery, upload::picture::pixels, words::FileRole},
    archive::Archive,
    package::Package,
};
use crate::{DomainError, DomainResult, Services};

/// Bytes of the largest picture that is shown.
const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// Points of the largest picture that is shown.
const MOST_PIXELS: u64 = 40_000_000;

/// A picture ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is, by its first bytes.
    pub media_type: &'static str,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// The picture at this place of an EPUB. A drawing (SVG) is none: it may hold a program.
///
/// # Errors
/// Not found for everything that is no picture, or too large a one.
pub async fn picture(services: &Services, file: &FileDelivery, at: usize) -> DomainResult<Picture> {
    if file.role != FileRole::Epub {
        return Err(DomainError::not_found());
    }
    let archive =
        Archive::open(services, &file.sha256, file.size).await?.map_err(|_| DomainError::not_found())?;
    let bytes = archive.read(services, at, MOST_BYTES).await?.map_err(|_| DomainError::not_found())?;
    let (media_type, points) = look(&bytes).ok_or_else(DomainError::not_found)?;
    if points.is_none_or(|points| points > MOST_PIXELS) {
        return Err(DomainError::not_found());
    }
    Ok(Picture { media_type, bytes })
}

/// The picture that an EPUB of `size` bytes says is its cover; nothing where it names none, or a drawing.
pub(in crate::library) async fn cover(
    services: &Services,
    sha256: &str,
    size: u64,
) -> DomainResult<Option<Vec<u8>>> {
    let Ok(archive) = Archive::open(services, sha256, size).await? else { return Ok(None) };
    let Ok(package) = Package::read(services, &archive).await? else { return Ok(None) };
    let Some(at) = package.cover.and_then(|name| archive.find(&name)) else { return Ok(None) };
    let bytes = archive.read(services, at, MOST_BYTES).await?.ok();
    Ok(bytes.filter(|bytes| look(bytes).is_some_and(|(media_type, _)| media_type != "image/gif")))
}

/// What bytes are, and how many points they say that they have.
fn look(bytes: &[u8]) -> Option<(&'static str, Option<u64>)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(("image/png", pixels(bytes)))
    } else if bytes.starts_with(b"\xFF\xD8\xFF") {
        Some(("image/jpeg", pixels(bytes)))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(("image/gif", gif(bytes)))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        Some(("image/webp", webp(bytes)))
    } else {
        None
    }
}

/// A number of up to four bytes, the smallest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let part = bytes.get(at..at + length)?;
    Some(part.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
}

fn gif(bytes: &[u8]) -> Option<u64> {
    Some(number(bytes, 6, 2)? * number(bytes, 8, 2)?)
}

/// The three forms of WebP.
fn webp(bytes: &[u8]) -> Option<u64> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((number(bytes, 24, 3)? + 1) * (number(bytes, 27, 3)? + 1)),
        b"VP8 " => Some((number(bytes, 26, 2)? & 0x3FFF) * (number(bytes, 28, 2)? & 0x3FFF)),
        b"VP8L" => {
            let bits = number(bytes, 21, 4)?;
            Some(((bits & 0x3FFF) + 1) * (((bits >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_pictures() {
        assert_eq!(look(b"GIF89a\x02\0\x03\0"), Some(("image/gif", Some(6))));
        assert_eq!(look(b"RIFF....WEBPVP8X....\0\0\0\0\x01\0\0\x02\0\0"), Some(("image/webp", Some(6))));
        assert_eq!(look(b"RIFF....WEBPVP8L....\x2F\x01\x80\0\0"), Some(("image/webp", Some(6))));
        for none in [&b"<svg onload=x()>"[..], b"<?xml version=\"1.0\"?><svg/>", b"<html>", b"%PDF-", b""] {
            assert_eq!(look(none), None);
        }
    }
}
