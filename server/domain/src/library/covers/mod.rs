//! Covers. Every item has one at an address of its own: made small from what it holds (a picture of its cover, the
//! picture itself, the book's, the first page, a moment of the film), else drawn from what it is. What cannot be made
//! stops nothing: the drawn one stands in its place, and the desk says why.

mod draw;
mod frame;
mod give;
mod make;
mod shrink;
mod source;
mod standing;

pub use give::{CoverForm, CoverPicture, cover};
pub use make::{make, make_missing, start};
pub use standing::{DeskCover, again};
pub(super) use {
    frame::demuxer,
    make::{forget_stale, name},
    standing::standing,
};

/// Points: a cover is never wider.
const WIDTH: u32 = 480;
/// Points: nor higher.
const HEIGHT: u32 = 720;

/// A picture ready to be kept.
pub(super) struct Made {
    pub jpeg: Vec<u8>,
    pub webp: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Why a cover was not made from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The program for it is not installed.
    Absent,
    /// The picture has more points than we unpack.
    TooLarge,
    /// What should be a picture is none, or a broken one.
    Damaged,
    /// It took too long.
    TooLong,
}

impl Trouble {
    const ALL: [Self; 4] = [Self::Absent, Self::TooLarge, Self::Damaged, Self::TooLong];

    /// As stored.
    fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::TooLarge => "too_large",
            Self::Damaged => "damaged",
            Self::TooLong => "too_long",
        }
    }

    /// Reads the stored form.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl From<super::programs::Failure> for Trouble {
    fn from(failure: super::programs::Failure) -> Self {
        use super::programs::Failure;
        match failure {
            Failure::Absent => Self::Absent,
            Failure::TooLong => Self::TooLong,
            Failure::TooMuch => Self::TooLarge,
            Failure::Failed => Self::Damaged,
        }
    }
}
