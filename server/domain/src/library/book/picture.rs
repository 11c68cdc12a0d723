//! A picture out of a book: what its bytes say that it is, or nothing.

use std::io;

use bytes::{Bytes, BytesMut};
use contract::ErrorCode;
use futures::{StreamExt, future, stream, stream::BoxStream};
use tokio::sync::Semaphore;

use super::{
    super::{
        FileDelivery,
        upload::{Strip, picture::pixels},
        words::FileRole,
    },
    Damage,
    archive::Archive,
    package::Package,
};
use crate::{DomainError, DomainResult, Services};

/// Bytes of the largest picture that is shown.
const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// Points of the largest picture that is shown.
const MOST_PIXELS: u64 = 40_000_000;
/// So much of a picture is waited for until it has said how large it is.
const HEAD: usize = 256 * 1024;
/// What no picture can be, so much of it says.
const MARK: usize = 16;

/// Directories of books that are read at the same time for pictures: a page with a hundred of them asks for all at
/// once. Whoever is slow in taking a picture holds none of these turns.
static OPENING: Semaphore = Semaphore::const_new(4);

/// A picture ready to be sent.
pub struct Picture {
    /// What it is, by its first bytes.
    pub media_type: &'static str,
    /// Bytes that it has.
    pub size: u64,
    /// The picture, piece by piece: nobody holds the whole of it.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

/// The picture at this place of an EPUB. A drawing (SVG) is none: it may hold a program.
///
/// # Errors
/// Not found for everything that is no picture; [`ErrorCode::PictureTooLarge`] for one of too many bytes or points.
pub async fn picture(services: &Services, file: &FileDelivery, at: usize) -> DomainResult<Picture> {
    if file.role != FileRole::Epub {
        return Err(DomainError::not_found());
    }
    let _turn = OPENING.acquire().await.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let archive = Archive::open(services, &file.sha256, file.size).await?.map_err(refused)?;
    let size = archive.length(at);
    let mut bytes = archive.stream(services, at, MOST_BYTES).await?.map_err(refused)?;
    let mut head = BytesMut::new();
    let (media_type, points) = loop {
        let found = look(&head);
        let said = matches!(found, Some((_, Some(_)))) || (found.is_none() && head.len() >= MARK);
        let piece = if said || head.len() >= HEAD { None } else { bytes.next().await };
        match piece {
            Some(Ok(piece)) => head.extend_from_slice(&piece),
            // What is packed wrongly is no picture.
            Some(Err(_)) => return Err(DomainError::not_found()),
            None => break found.ok_or_else(DomainError::not_found)?,
        }
    };
    match points {
        None => Err(DomainError::not_found()),
        Some(points) if points > MOST_PIXELS => Err(DomainError::new(ErrorCode::PictureTooLarge)),
        Some(_) => {
            let whole = stream::iter([Ok(head.freeze())]).chain(bytes).boxed();
            let bytes = match Strip::over(media_type) {
                Some(strip) => silent(strip, whole),
                None => whole,
            };
            Ok(Picture { media_type, size, bytes })
        }
    }
}

/// The picture without what it tells of where and with what it was made: zeros stand there, so that its length stays.
fn silent(
    strip: Strip,
    bytes: BoxStream<'static, io::Result<Bytes>>,
) -> BoxStream<'static, io::Result<Bytes>> {
    let pieces = stream::unfold((strip, Some(bytes)), |(mut strip, bytes)| async move {
        let mut bytes = bytes?;
        let mut out = Vec::new();
        match bytes.next().await {
            Some(Ok(piece)) => {
                strip.push(&piece, &mut out);
                Some((Ok(Bytes::from(out)), (strip, Some(bytes))))
            }
            Some(Err(error)) => Some((Err(error), (strip, None))),
            None => {
                strip.end(&mut out);
                Some((Ok(Bytes::from(out)), (strip, None)))
            }
        }
    });
    // What is held back until more is known is no piece.
    pieces.filter(|piece| future::ready(!piece.as_ref().is_ok_and(|piece: &Bytes| piece.is_empty()))).boxed()
}

fn refused(damage: Damage) -> DomainError {
    if damage == Damage::Long {
        DomainError::new(ErrorCode::PictureTooLarge)
    } else {
        DomainError::not_found()
    }
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
    let media_type = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        "image/png"
    } else if bytes.starts_with(b"\xFF\xD8\xFF") {
        "image/jpeg"
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        "image/gif"
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        "image/webp"
    } else {
        return None;
    };
    Some((media_type, pixels(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_pictures() {
        assert_eq!(look(b"GIF89a\x02\0\x03\0"), Some(("image/gif", Some(6))));
        assert_eq!(look(b"RIFF....WEBPVP8X....\0\0\0\0\x01\0\0\x02\0\0"), Some(("image/webp", Some(6))));
        for none in [&b"<svg onload=x()>"[..], b"<?xml version=\"1.0\"?><svg/>", b"<html>", b"%PDF-", b""] {
            assert_eq!(look(none), None);
        }
    }
}
