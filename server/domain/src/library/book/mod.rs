//! Reading an EPUB inside the portal: chapter by chapter, each through the sanitiser, out of the archive as it lies in
//! the blob store. Only what a page needs is read, in ranges; nothing of a book is kept in memory between requests, so
//! that what was taken away is gone at once.

mod archive;
mod chapter;
mod contents;
mod look;
mod open;
mod package;
mod path;
mod picture;
mod text;
pub(super) mod xml;

pub use chapter::{Addresses, Chapter, Spot};
pub use contents::Entry;
pub use look::{Hit, Looked};
pub use open::{Book, Opened, open};
pub(super) use picture::cover;
pub use picture::{Picture, picture};
pub(crate) use text::texts;

/// Why a book, or a part of it, cannot be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The archive or what it says of itself cannot be read.
    Book,
    /// It is locked.
    Locked,
    /// This chapter cannot be read.
    Chapter,
    /// This chapter is longer than a page can be.
    Long,
}
