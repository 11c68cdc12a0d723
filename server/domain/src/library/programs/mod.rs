//! Programs of other people that look into files: each a child process with a bound on time, memory and what it says.
//! All of them are optional: what needs one that is not there is left out, and `jusoor doctor` says so.

mod disk;
mod run;

pub use disk::on_disk;
pub use run::{Listener, run, run_beside};

use std::{os::unix::fs::PermissionsExt, time::Duration};

/// A program that may be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Program {
    /// Text of a PDF.
    PdfText,
    /// Pages of a PDF as pictures.
    PdfToPpm,
    /// What a PDF says of itself.
    PdfInfo,
    /// The contents of a PDF.
    PdfToHtml,
    /// What a recording is.
    FfProbe,
    /// Pictures out of films, and other forms of them.
    FfMpeg,
    /// Reads a text aloud.
    Espeak,
    /// What is written in a picture.
    Tesseract,
}

impl Program {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::PdfText,
        Self::PdfToPpm,
        Self::PdfInfo,
        Self::PdfToHtml,
        Self::FfProbe,
        Self::FfMpeg,
        Self::Espeak,
        Self::Tesseract,
    ];

    /// What it is called on `PATH`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PdfText => "pdftotext",
            Self::PdfToPpm => "pdftoppm",
            Self::PdfInfo => "pdfinfo",
            Self::PdfToHtml => "pdftohtml",
            Self::FfProbe => "ffprobe",
            Self::FfMpeg => "ffmpeg",
            Self::Espeak => "espeak-ng",
            Self::Tesseract => "tesseract",
        }
    }

    /// The Debian package that brings it.
    pub fn package(self) -> &'static str {
        match self {
            Self::PdfText | Self::PdfToPpm | Self::PdfInfo | Self::PdfToHtml => "poppler-utils",
            Self::FfProbe | Self::FfMpeg => "ffmpeg",
            Self::Espeak => "espeak-ng",
            Self::Tesseract => "tesseract-ocr",
        }
    }

    /// Whether it stands on `PATH`.
    pub fn is_there(self) -> bool {
        let Some(path) = std::env::var_os("PATH") else { return false };
        std::env::split_paths(&path)
            .filter_map(|folder| folder.join(self.name()).metadata().ok())
            .any(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    }
}

/// What a run may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// Address space, in MiB. Shared libraries count: of ffmpeg's alone more than 256.
    pub memory_mb: u32,
    /// Bytes that it may say.
    pub output_bytes: usize,
}

impl Limits {
    /// Enough for an honest file, on a small machine.
    pub fn usual() -> Self {
        Self { time: Duration::from_secs(30), memory_mb: 640, output_bytes: 16 * 1024 * 1024 }
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The program is not installed.
    Absent,
    /// It took too long.
    TooLong,
    /// It said more than it may.
    TooMuch,
    /// It did not end well, or could not be started.
    Failed,
}
