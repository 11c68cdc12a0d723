//! Addresses inside a book.

use contract::{
    Locale,
    ids::{FileId, ItemId},
};

use super::{encoded, item_reading, with_pairs};

/// A chapter of a book, from 0, and a place in it; `more` is what else was asked for.
pub fn book_chapter(
    l: Locale,
    (id, slug): (&ItemId, &str),
    chapter: usize,
    anchor: Option<&str>,
    more: &[(&str, String)],
) -> String {
    let mut pairs = vec![("chapter", (chapter + 1).to_string())];
    pairs.extend(more.iter().map(|(name, value)| (*name, value.clone())));
    let address = with_pairs(&item_reading(l, id, slug), &pairs);
    anchor.map_or_else(|| address.clone(), |anchor| format!("{address}#{}", encoded(anchor)))
}

/// A picture out of a book, by its place in the archive.
pub fn book_picture(file: &FileId, at: usize, sha256: &str) -> String {
    format!("/media/book/{file}/{at}?v={}", sha256.get(..16).unwrap_or_default())
}
