//! Addresses of collections, their feeds, and the catalogues for programs that read (OPDS).

use contract::{Locale, ids::ItemId};

use super::{encoded, with_pairs};

/// A collection.
pub fn collection(l: Locale, slug: &str) -> String {
    format!("/{l}/library/c/{}", encoded(slug))
}

/// A page of a collection, from 0.
pub fn collection_page(l: Locale, slug: &str, page: u32) -> String {
    numbered(&collection(l, slug), page)
}

/// A collection as a feed.
pub fn collection_feed(l: Locale, slug: &str, page: u32) -> String {
    numbered(&format!("{}/feed.atom", collection(l, slug)), page)
}

/// A collection for machines.
pub fn collection_data(l: Locale, slug: &str) -> String {
    format!("{}/data.jsonld", collection(l, slug))
}

/// The recordings of a collection as a podcast.
pub fn collection_podcast(l: Locale, slug: &str, page: u32) -> String {
    numbered(&format!("{}/podcast.xml", collection(l, slug)), page)
}

fn numbered(path: &str, page: u32) -> String {
    let number = if page > 0 { (u64::from(page) + 1).to_string() } else { String::new() };
    with_pairs(path, &[("page", number)])
}

/// The catalogue in OPDS 1.2, or a part of it (`new`, `collections/unions`).
pub fn opds(part: &str, pairs: &[(&str, String)]) -> String {
    let path = if part.is_empty() { "/opds".to_owned() } else { format!("/opds/{part}") };
    with_pairs(&path, pairs)
}

/// The catalogue in OPDS 2.0, or a part of it.
pub fn opds2(part: &str, pairs: &[(&str, String)]) -> String {
    let path = if part.is_empty() { "/opds/2".to_owned() } else { format!("/opds/2/{part}") };
    with_pairs(&path, pairs)
}

/// One item in the catalogue in OPDS 2.0.
pub fn opds2_item(l: Locale, id: &ItemId) -> String {
    opds2(&format!("publications/{id}"), &[("lang", l.code().to_owned())])
}
