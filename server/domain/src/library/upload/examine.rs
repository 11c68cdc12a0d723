//! Looks at a whole file, with no more memory than a few buffers. Runs where it may block.

use std::{fs::File, io, path::Path};

use super::{
    Limits, Media, Refusal, epub, pdf,
    picture::pixels,
    sniff::{HEAD, Sniffed, sniff},
};

/// Enough of a picture to find out how large it is, past what cameras write before that.
const PICTURE: u64 = 2 * 1024 * 1024;

/// What a file is, or why it is nothing for the library.
///
/// # Errors
/// The disk is away.
pub(in crate::library) fn examine(path: &Path, limits: &Limits) -> io::Result<Result<Media, Refusal>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == 0 {
        return Ok(Err(Refusal::Empty));
    }
    let head = pdf::read_at(&mut file, 0, HEAD as u64)?;
    let media = match sniff(&head) {
        Sniffed::Is(media) => media,
        Sniffed::Archive => Media::Epub,
        Sniffed::No(refusal) => return Ok(Err(refusal)),
    };
    let refusal = match media {
        // What an archive is, is not known yet: one of anything is of no type that we keep, however large.
        _ if size > limits.of(media) && media != Media::Epub => Some(Refusal::TooLarge),
        Media::Pdf => pdf::check(&mut file, size)?,
        Media::Epub => match epub::check(&mut file, size, limits)? {
            None if size > limits.of(media) => Some(Refusal::TooLarge),
            other => other,
        },
        Media::Png | Media::Jpeg => {
            let head = pdf::read_at(&mut file, 0, PICTURE)?;
            match pixels(&head) {
                Some(0) | None => Some(Refusal::Damaged),
                Some(count) if count > limits.image_pixels => Some(Refusal::TooManyPixels),
                Some(_) => None,
            }
        }
        Media::Vtt | Media::Srt => {
            let text = pdf::read_at(&mut file, 0, limits.of(media))?;
            std::str::from_utf8(&text).is_err().then_some(Refusal::NotUtf8)
        }
        Media::Mp3 | Media::M4a | Media::Mp4 | Media::Ogg | Media::Webm | Media::Webp => None,
    };
    Ok(refusal.map_or(Ok(media), Err))
}
