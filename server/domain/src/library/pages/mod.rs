//! PDFs page by page: what programs of the system (poppler) read out of them, measured before anybody sees it; pictures
//! of pages, drawn when they are asked for; and what a person types where no program can read.
//!
//! Without the programs nothing is lost but this: the file is there to be kept.

mod desk;
mod extract;
mod machine;
mod open;
mod outline;
mod picture;
mod quality;
mod rows;

use std::{ffi::OsString, path::Path};

pub use desk::{
    PAGE_MAX, PageForm, PageText, Queue, UnreadFile, page_form, queue, queue_of, read_again, type_page,
};
pub use extract::{read_waiting, start};
pub use machine::{Unread, guess, unknown_languages};
pub use open::{Document, Hit, Looked, Written, look, open, pages_of, written};
pub use outline::Chapter;
pub use picture::{Picture, desk_picture, picture};
pub use quality::{READABLE, score, tidy};
pub(crate) use rows::indexed;
pub(super) use rows::{forget, forget_bytes};

/// Arguments of a program about one file: those before its path, and those after.
fn arguments(before: &[&str], file: &Path, after: &[&str]) -> Vec<OsString> {
    let mut all: Vec<OsString> = before.iter().map(Into::into).collect();
    all.push(file.as_os_str().to_owned());
    all.extend(after.iter().map(OsString::from));
    all
}
