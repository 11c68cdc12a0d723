//! Names of files as the world keeps them: no folders, nothing that hides or turns a line around, short enough for every
//! disk, and an end that says what the bytes are.

use super::upload::Media;
use crate::text::single_line;

/// Most bytes of a name.
const LONGEST: usize = 120;
/// Most bytes of an ending.
const ENDING: usize = 5;

/// A name without folders: NFC, on one line, nothing deceptive in it. Of a long one the end stays, which says what it is.
pub(crate) fn clean(name: &str) -> String {
    let name = single_line(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let mut from = name.len().saturating_sub(LONGEST);
    while !name.is_char_boundary(from) {
        from += 1;
    }
    let kept = name.get(from..).unwrap_or_default().trim();
    if kept.is_empty() { "…".to_owned() } else { kept.to_owned() }
}

/// The same for a file that the world gets: it ends as what it is, whatever it was called.
pub(super) fn published(name: &str, media: Media) -> String {
    with_ending(name, ending(media))
}

/// A name with this ending in the place of its own.
pub(super) fn with_ending(name: &str, ending: &str) -> String {
    let name = single_line(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let stem = match own_ending(&name) {
        Some(own) => name.strip_suffix(own).unwrap_or(&name),
        None => &name,
    };
    let room = LONGEST.saturating_sub(ending.len() + 1);
    let mut to = stem.len().min(room);
    while !stem.is_char_boundary(to) {
        to -= 1;
    }
    let stem = stem.get(..to).unwrap_or_default();
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    format!("{}.{ending}", if stem.is_empty() { "file" } else { stem })
}

/// What stands behind the last dot of a name, if it is an ending.
pub(super) fn own_ending(name: &str) -> Option<&str> {
    let (_, ending) = name.rsplit_once('.')?;
    let sound =
        (1..=ENDING).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    sound.then_some(ending)
}

fn ending(media: Media) -> &'static str {
    match media {
        Media::Pdf => "pdf",
        Media::Epub => "epub",
        Media::Mp3 => "mp3",
        Media::M4a => "m4a",
        Media::Mp4 => "mp4",
        Media::Ogg => "ogg",
        Media::Webm => "webm",
        Media::Avi => "avi",
        Media::Matroska => "mkv",
        Media::Quicktime => "mov",
        Media::ThreeGp => "3gp",
        Media::Wav => "wav",
        Media::Flac => "flac",
        Media::Amr => "amr",
        Media::Jpeg => "jpg",
        Media::Png => "png",
        Media::Webp => "webp",
        // Those of the older kind are kept as these.
        Media::Vtt | Media::Srt => "vtt",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_harmless() {
        assert_eq!(clean("دليل المرأة.pdf"), "دليل المرأة.pdf");
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\books\\a.epub"), "a.epub");
        assert_eq!(clean("a\u{202e}fdp.exe\0\n"), "afdp.exe");
        assert_eq!(clean("e\u{301}te\u{301}\u{2028}.pdf"), "été .pdf");
        assert_eq!(clean(" / "), "…");
        assert_eq!(clean(&format!("{}.pdf", "a".repeat(500))).len(), LONGEST);
        let long = clean(&format!("{}.pdf", "م".repeat(500)));
        assert!(long.len() <= LONGEST && long.ends_with("م.pdf"), "{long}");
    }

    #[test]
    fn what_is_published_ends_as_what_it_is() {
        for (name, media, expected) in [
            ("دليل المرأة.pdf", Media::Pdf, "دليل المرأة.pdf"),
            ("holiday.pdf.exe", Media::Jpeg, "holiday.pdf.jpg"),
            ("gpj\u{202e}.\u{200f}PDF", Media::Png, "gpj.png"),
            ("../../.htaccess", Media::Mp3, "htaccess.mp3"),
            ("v2.0 final", Media::Epub, "v2.0 final.epub"),
            ("old.srt", Media::Vtt, "old.vtt"),
            ("  . . ", Media::Webm, "file.webm"),
            (".png", Media::Png, "file.png"),
            ("a\r\nSet-Cookie: x", Media::Mp4, "a Set-Cookie: x.mp4"),
        ] {
            assert_eq!(published(name, media), expected, "{name:?}");
        }
        let long = published(&"م".repeat(500), Media::Epub);
        assert!(long.len() <= LONGEST && long.ends_with("م.epub"), "{long}");
        assert_eq!(published(&long, Media::Epub), long, "once is enough");
        assert_eq!(with_ending("Fiche", "html"), "Fiche.html");
    }
}
