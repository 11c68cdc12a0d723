//! How large files may be, and who searches them: the one place that says it, for the form, tus and what looks at files.

use serde::{Deserialize, Serialize};

use super::Media;

/// How large files may be, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// PDF.
    pub pdf_bytes: u64,
    /// EPUB.
    pub epub_bytes: u64,
    /// Everything in an EPUB together, unpacked.
    pub unpacked_bytes: u64,
    /// Recordings.
    pub audio_bytes: u64,
    /// Films.
    pub video_bytes: u64,
    /// Pictures.
    pub image_bytes: u64,
    /// Points of a picture.
    pub image_pixels: u64,
    /// Captions.
    pub text_bytes: u64,
    /// Whatever comes by the plain form, in one piece.
    pub form_bytes: u64,
    /// Hours that an upload is kept unfinished after its last piece, and in no item once it is ready.
    pub keep_hours: u32,
    /// Where clamd searches files for viruses (`tcp://host:port` or `unix:/path`); empty: nobody searches them.
    pub clamd: String,
    /// Seconds in which clamd must go on.
    pub clamd_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pdf_bytes: 268_435_456,
            epub_bytes: 134_217_728,
            unpacked_bytes: 536_870_912,
            audio_bytes: 1_073_741_824,
            video_bytes: 4_294_967_296,
            image_bytes: 33_554_432,
            image_pixels: 50_000_000,
            text_bytes: 2_097_152,
            form_bytes: 67_108_864,
            keep_hours: 72,
            clamd: String::new(),
            clamd_seconds: 60,
        }
    }
}

impl Limits {
    /// The most that a file of a type may have.
    pub fn of(&self, media: Media) -> u64 {
        match media {
            Media::Pdf => self.pdf_bytes,
            Media::Epub => self.epub_bytes,
            Media::Mp3 | Media::M4a | Media::Ogg | Media::Wav | Media::Flac | Media::Amr => self.audio_bytes,
            Media::Mp4 | Media::Webm | Media::Avi | Media::Matroska | Media::Quicktime | Media::ThreeGp => {
                self.video_bytes
            }
            Media::Jpeg | Media::Png | Media::Webp => self.image_bytes,
            Media::Vtt | Media::Srt => self.text_bytes,
        }
    }

    /// The most that any file may have: what is larger is refused before its first byte.
    pub fn most(&self) -> u64 {
        Media::ALL.iter().map(|media| self.of(*media)).max().unwrap_or_default()
    }

    /// The most that the plain form takes.
    pub fn most_by_form(&self) -> u64 {
        self.form_bytes.min(self.most())
    }

    /// How long an upload is kept after its last piece, and once more when it is ready.
    pub(crate) fn keep_ms(&self) -> i64 {
        i64::from(self.keep_hours) * 3_600_000
    }
}
