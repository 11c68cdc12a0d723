//! Pictures that other programs make: a page of a PDF, a moment of a film, and smaller WebPs.

use std::{ffi::OsString, io::Write, path::Path};

use super::Trouble;
use crate::library::{
    programs::{Failure, Limits, Program, run},
    upload::Media,
};

/// At second three most films have begun.
const BEGUN: &str = "3";

fn words(list: &[&str]) -> Vec<OsString> {
    list.iter().map(OsString::from).collect()
}

/// The first page, as PNG.
pub(super) async fn first_page(path: &Path) -> Result<Vec<u8>, Trouble> {
    let mut args = words(&["-q", "-f", "1", "-l", "1", "-singlefile", "-png", "-scale-to", "720"]);
    args.push(path.into());
    Ok(run(Program::PdfToPpm, args, Limits::usual()).await?)
}

/// How ffmpeg is told what a file is: it never guesses, since guessing leads into files that name other files.
pub(in crate::library) fn demuxer(media: Media) -> Option<&'static str> {
    match media {
        Media::Mp4 | Media::M4a | Media::Quicktime | Media::ThreeGp => Some("mov"),
        Media::Webm | Media::Matroska => Some("matroska"),
        Media::Avi => Some("avi"),
        Media::Wav => Some("wav"),
        Media::Flac => Some("flac"),
        Media::Amr => Some("amr"),
        Media::Ogg => Some("ogg"),
        Media::Mp3 => Some("mp3"),
        Media::Jpeg => Some("jpeg_pipe"),
        Media::Png => Some("png_pipe"),
        Media::Webp => Some("webp_pipe"),
        Media::Pdf | Media::Epub | Media::Vtt | Media::Srt => None,
    }
}

/// A moment of a film, or a picture that is too large for us, as PNG.
pub(super) async fn moment(path: &Path, media: Media) -> Result<Vec<u8>, Trouble> {
    let demuxer = demuxer(media).ok_or(Trouble::Damaged)?;
    let film = matches!(media, Media::Mp4 | Media::Webm);
    let pictures = if film { "scale='min(480,iw)':-2,thumbnail=24" } else { "scale='min(480,iw)':-1" };
    let starts: &[Option<&str>] = if film { &[Some(BEGUN), None] } else { &[None] };
    let mut said = Vec::new();
    for start in starts {
        let mut args = words(&["-v", "quiet", "-nostdin", "-threads", "1"]);
        args.extend(start.iter().flat_map(|start| words(&["-ss", *start])));
        args.extend(words(&["-f", demuxer, "-i"]));
        args.push(path.into());
        args.extend(words(&["-an", "-vf", pictures, "-frames:v", "1", "-map_metadata", "-1"]));
        args.extend(words(&["-c:v", "png", "-f", "image2pipe", "-"]));
        said = match run(Program::FfMpeg, args, Limits::usual()).await {
            Ok(said) => said,
            // Shorter than that: from its beginning.
            Err(Failure::Failed) if start.is_some() => Vec::new(),
            Err(failure) => return Err(failure.into()),
        };
        if !said.is_empty() {
            break;
        }
    }
    if said.is_empty() { Err(Trouble::Damaged) } else { Ok(said) }
}

/// A smaller WebP of a PNG than we can write, if there is a program for it.
pub(super) async fn webp(png: &[u8]) -> Option<Vec<u8>> {
    if !Program::FfMpeg.is_there() {
        return None;
    }
    let mut file = tempfile::Builder::new().prefix("jusoor-").suffix(".png").tempfile().ok()?;
    file.write_all(png).ok()?;
    let mut args = words(&["-v", "quiet", "-nostdin", "-threads", "1", "-f", "png_pipe", "-i"]);
    args.push(file.path().into());
    args.extend(words(&[
        "-map_metadata",
        "-1",
        "-c:v",
        "libwebp",
        "-quality",
        "75",
        "-f",
        "image2pipe",
        "-",
    ]));
    let said = run(Program::FfMpeg, args, Limits::usual()).await.ok()?;
    said.starts_with(b"RIFF").then_some(said)
}
