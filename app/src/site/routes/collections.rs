//! Addresses of collections and subjects at the library's desk.

use contract::Locale;

use super::{encoded, shelf, with_pairs};

/// Collections at the desk.
pub fn desk_collections(l: Locale) -> String {
    format!("{}/collections", shelf(l))
}

/// One of them; `page` of its items, from 0.
pub fn desk_collection(l: Locale, id: &str, page: u32) -> String {
    let number = if page == 0 { String::new() } else { (u64::from(page) + 1).to_string() };
    with_pairs(&format!("{}/{}", desk_collections(l), encoded(id)), &[("page", number)])
}

/// Where one of them is taken away.
pub fn desk_collection_delete(l: Locale, id: &str) -> String {
    format!("{}/{}/delete", desk_collections(l), encoded(id))
}

/// Subjects at the desk.
pub fn desk_subjects(l: Locale) -> String {
    format!("{}/subjects", shelf(l))
}

/// The same, with one of them to be changed.
pub fn desk_subject(l: Locale, id: &str) -> String {
    with_pairs(&desk_subjects(l), &[("subject", id.to_owned())])
}

/// Where one of them is taken away.
pub fn desk_subject_delete(l: Locale, id: &str) -> String {
    format!("{}/{}/delete", desk_subjects(l), encoded(id))
}
