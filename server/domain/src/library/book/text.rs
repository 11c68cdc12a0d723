//! The words of a book, chapter by chapter, for the index.

use std::collections::HashMap;

use contract::Tongue;

use super::{archive::Archive, open::Book, package::Package, xml};
use crate::{DomainResult, Services, markup, search::plain_text};

/// Bytes of chapters that are read for the index.
const MOST_BYTES: u64 = 4 * 1024 * 1024;
/// Chapters that are read for it.
const MOST_CHAPTERS: usize = 2000;

/// What can be read in an EPUB of `size` bytes: the number of each chapter, from 0, and its words. Nothing when the book
/// cannot be opened; a chapter that cannot be read is left out.
pub(crate) async fn texts(
    services: &Services,
    sha256: &str,
    size: u64,
) -> DomainResult<Option<Vec<(u32, String)>>> {
    let Ok(archive) = Archive::open(services, sha256, size).await? else { return Ok(None) };
    let Ok(package) = Package::read(services, &archive).await? else { return Ok(None) };
    // Where its links lead, and what its contents say, is no matter here.
    let (contents, numbers) = (Vec::new(), HashMap::new());
    let book = Book { contents, archive, package, numbers, language: Tongue::Und };
    let mut left = MOST_BYTES;
    let mut chapters = Vec::new();
    for number in 0..book.len().min(MOST_CHAPTERS) {
        let Some(rest) = left.checked_sub(book.length(number)) else { break };
        left = rest;
        let Ok(source) = book.source(services, number).await? else { continue };
        let text = xml::apart(move || plain_text(&markup::chapter(&source, |_, _| None))).await?;
        chapters.push((u32::try_from(number).unwrap_or(u32::MAX), text));
    }
    Ok(Some(chapters))
}
