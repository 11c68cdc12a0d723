//! Looks at a whole file, with no more memory than a few buffers. Runs where it may block.

use std::{fs::File, io, path::Path};

use super::{
    Limits, Media, Refusal, epub, pdf,
    picture::pixels,
    sniff::{HEAD, Sniffed, sniff},
};
use crate::library::{
    captions::{self, CaptionError},
    transcript::TEXT_LIMIT,
};

/// Enough of a picture to find out how large it is, past what cameras write before that.
const PICTURE: u64 = 2 * 1024 * 1024;

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::library) struct Found {
    /// Its type.
    pub media: Media,
    /// What is stored in its place: captions of the older kind are kept as those of the newer.
    pub instead: Option<String>,
}

/// Why a file is nothing for the library.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::library) struct Refused {
    /// The reason.
    pub refusal: Refusal,
    /// In which line, from 1, of a text.
    pub line: Option<u32>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, line: None }
    }
}

impl From<CaptionError> for Refused {
    fn from(error: CaptionError) -> Self {
        let refusal = match error {
            CaptionError::NoHeader { .. } => Refusal::CaptionHeader,
            CaptionError::NoTime { .. } | CaptionError::BadTime { .. } => Refusal::CaptionTime,
            CaptionError::Backwards { .. } | CaptionError::OutOfOrder { .. } => Refusal::CaptionOrder,
            CaptionError::Arrow { .. } => Refusal::CaptionBreak,
            CaptionError::LateBlock { .. } => Refusal::CaptionStyle,
        };
        Self { refusal, line: Some(error.line()) }
    }
}

/// What a file is, or why it is nothing for the library.
///
/// # Errors
/// The disk is away.
pub(in crate::library) fn examine(path: &Path, limits: &Limits) -> io::Result<Result<Found, Refused>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == 0 {
        return Ok(Err(Refusal::Empty.into()));
    }
    let head = pdf::read_at(&mut file, 0, HEAD as u64)?;
    let media = match sniff(&head) {
        Sniffed::Is(media) => media,
        Sniffed::Archive => Media::Epub,
        Sniffed::No(refusal) => return Ok(Err(refusal.into())),
    };
    let refusal = match media {
        // What an archive is, is not known yet: one of anything is of no type that we keep, however large.
        _ if size > limits.of(media) && media != Media::Epub => Some(Refusal::TooLarge),
        Media::Pdf => pdf::check(&mut file, size)?,
        Media::Epub => match epub::check(&mut file, size, limits)? {
            None if size > limits.of(media) => Some(Refusal::TooLarge),
            other => other,
        },
        Media::Png | Media::Jpeg | Media::Webp => {
            let head = pdf::read_at(&mut file, 0, PICTURE)?;
            match pixels(&head) {
                Some(0) | None => Some(Refusal::Damaged),
                Some(count) if count > limits.image_pixels => Some(Refusal::TooManyPixels),
                Some(_) => None,
            }
        }
        Media::Vtt | Media::Srt => {
            let bytes = pdf::read_at(&mut file, 0, limits.of(media))?;
            return Ok(read_captions(media, &bytes));
        }
        Media::Mp3 | Media::M4a | Media::Mp4 | Media::Ogg | Media::Webm => None,
        Media::Avi
        | Media::Matroska
        | Media::Quicktime
        | Media::ThreeGp
        | Media::Wav
        | Media::Flac
        | Media::Amr => None,
    };
    Ok(refusal.map_or(Ok(Found { media, instead: None }), |refusal| Err(refusal.into())))
}

/// The same, with one more look at a PDF that its tables call locked.
pub(in crate::library) async fn unlocked(
    path: &Path,
    found: Result<Found, Refused>,
) -> Result<Found, Refused> {
    match found {
        Err(refused) if refused.refusal == Refusal::PdfEncrypted && pdf::opens(path).await => {
            Ok(Found { media: Media::Pdf, instead: None })
        }
        other => other,
    }
}

/// Captions of the newer kind are kept as they are; those of the older one, in whatever letters, become such.
/// As UTF-8 an Arabic letter of the older kind is twice as long.
fn read_captions(media: Media, bytes: &[u8]) -> Result<Found, Refused> {
    let long = |length: usize| length as u64 > TEXT_LIMIT;
    if media == Media::Vtt {
        if long(bytes.len()) {
            return Err(Refusal::CaptionLong.into());
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NotUtf8)?;
        captions::parse_vtt(text)?;
        return Ok(Found { media, instead: None });
    }
    let text = captions::decode(bytes).ok_or(Refusal::NotUtf8)?;
    let made = captions::parse_srt(&text)?.to_vtt();
    if long(made.len()) {
        return Err(Refusal::CaptionLong.into());
    }
    Ok(Found { media: Media::Vtt, instead: Some(made) })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_every_kind_have_a_limit_of_points() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("picture");
        let limits = Limits::default();
        let vp8x = |width: u32| {
            let [a, b, c, _] = (width - 1).to_le_bytes();
            [b"RIFF....WEBPVP8X....\0\0\0\0".as_slice(), &[a, b, c], &9_999_u32.to_le_bytes()[..3]].concat()
        };
        let png = |width: u32| {
            let sides = [width.to_be_bytes(), 10_000_u32.to_be_bytes()].concat();
            [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), &sides].concat()
        };
        let jpeg = |width: u16| {
            let sides = [10_000_u16.to_be_bytes(), width.to_be_bytes()].concat();
            [b"\xFF\xD8\xFF\xC0\0\x11\x08".as_slice(), &sides].concat()
        };
        let refused = |refusal: Refusal| -> Result<Found, Refused> { Err(refusal.into()) };
        let is = |media: Media| -> Result<Found, Refused> { Ok(Found { media, instead: None }) };
        for (bytes, expected) in [
            (vp8x(5_000), is(Media::Webp)),
            (vp8x(5_001), refused(Refusal::TooManyPixels)),
            (b"RIFF....WEBPVP8 ".to_vec(), refused(Refusal::Damaged)),
            (png(5_000), is(Media::Png)),
            (png(5_001), refused(Refusal::TooManyPixels)),
            (png(0), refused(Refusal::Damaged)),
            (jpeg(5_000), is(Media::Jpeg)),
            (jpeg(5_001), refused(Refusal::TooManyPixels)),
        ] {
            std::fs::write(&at, &bytes).unwrap();
            assert_eq!(examine(&at, &limits).unwrap(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn captions_are_kept_or_made_anew_or_refused_with_their_line() {
        let vtt = b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n";
        assert_eq!(read_captions(Media::Vtt, vtt), Ok(Found { media: Media::Vtt, instead: None }));
        let old = b"1\r\n00:00:01,000 --> 00:00:02,000\r\n\xE3\xD1\xCD\xC8\xC7\r\n";
        let made = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nمرحبا\n".to_owned();
        let found = Found { media: Media::Vtt, instead: Some(made) };
        assert_eq!(read_captions(Media::Srt, old), Ok(found));
        let refused = |refusal, line| Err(Refused { refusal, line });
        assert_eq!(read_captions(Media::Vtt, b"WEBVTT\n\n\xC7"), refused(Refusal::NotUtf8, None));
        assert_eq!(read_captions(Media::Srt, b"1\nx\0y"), refused(Refusal::NotUtf8, None));
        assert_eq!(read_captions(Media::Srt, b"1\n0 --> 1"), refused(Refusal::CaptionTime, Some(2)));
        let spoken =
            |bytes: usize| [b"1\n00:00:01,000 --> 00:00:02,000\n".as_slice(), &vec![0xE3; bytes]].concat();
        assert!(read_captions(Media::Srt, &spoken(1_000_000)).is_ok());
        assert_eq!(read_captions(Media::Srt, &spoken(1_100_000)), refused(Refusal::CaptionLong, None));
        let long = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n", "x".repeat(2_097_152));
        assert_eq!(read_captions(Media::Vtt, long.as_bytes()), refused(Refusal::CaptionLong, None));
    }
}
