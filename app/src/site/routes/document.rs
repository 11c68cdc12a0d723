//! Addresses of PDFs read page by page, and of pages that wait at the desk.

use contract::{
    Locale,
    ids::{FileId, ItemId},
};

use super::{encoded, item_reading, shelf, with_pairs};

/// A page of a document, from 1; `more` is what else was asked for.
pub fn document_page(l: Locale, (id, slug): (&ItemId, &str), page: u32, more: &[(&str, String)]) -> String {
    let mut pairs = vec![("page", page.to_string())];
    pairs.extend(more.iter().map(|(name, value)| (*name, value.clone())));
    with_pairs(&item_reading(l, id, slug), &pairs)
}

/// The picture of a page, from 1.
pub fn page_picture(file: &FileId, page: u32, sha256: &str) -> String {
    format!("/media/page/{file}/{page}.jpg?v={}", sha256.get(..16).unwrap_or_default())
}

/// Files with pages that no program reads, after one of them.
pub fn unread_pages(l: Locale, after: Option<&FileId>) -> String {
    let path = format!("{}/pages", shelf(l));
    after.map_or_else(|| path.clone(), |after| format!("{path}?after={}", encoded(after.as_str())))
}

/// One of these pages.
pub fn unread_page(l: Locale, file: &FileId, page: u32) -> String {
    format!("{}/{file}/{page}", unread_pages(l, None))
}

/// Its picture, for the desk.
pub fn unread_picture(l: Locale, file: &FileId, page: u32) -> String {
    format!("{}/picture", unread_page(l, file, page))
}
