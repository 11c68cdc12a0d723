//! Permanent addresses of library items, and the library's desk.

use contract::{Locale, Tongue, ids::ItemId};
use domain::library::{ItemState, citation::Format};

use super::{encoded, item, library, with_pairs};

/// An item in whatever language its reader speaks; never given to another one.
pub fn item_permanent(id: &ItemId) -> String {
    format!("/i/{id}")
}

/// An item as others cite it.
pub fn item_as(id: &ItemId, format: Format) -> String {
    format!("/i/{id}{}", format.ending())
}

/// Items about a subject.
pub fn library_about(l: Locale, subject: &str) -> String {
    format!("{}?subject={}", library(l), encoded(subject))
}

/// The library's desk.
pub fn shelf(l: Locale) -> String {
    format!("/{l}/desk/library")
}

/// The library's desk, items of one state, after one of them.
pub fn shelf_of(l: Locale, state: Option<ItemState>, after: Option<&ItemId>) -> String {
    let pairs = [
        ("state", state.map(ItemState::as_str).unwrap_or_default().to_owned()),
        ("after", after.map(ToString::to_string).unwrap_or_default()),
    ];
    with_pairs(&shelf(l), &pairs)
}

/// An item at the desk.
pub fn shelf_item(l: Locale, id: &ItemId) -> String {
    format!("/{l}/desk/library/{id}")
}

/// What the person who speaks in an item agreed to, at the desk.
pub fn shelf_consent(l: Locale, id: &ItemId) -> String {
    format!("{}/consent", shelf_item(l, id))
}

/// Where that is taken back.
pub fn shelf_revoke(l: Locale, id: &ItemId) -> String {
    format!("{}/revoke", shelf_consent(l, id))
}

/// The receipt of what was removed then.
pub fn shelf_receipt(l: Locale, id: &ItemId) -> String {
    format!("{}/receipt", shelf_item(l, id))
}

/// The parts of a recording, at the desk.
pub fn shelf_segments(l: Locale, id: &ItemId) -> String {
    format!("{}/segments", shelf_item(l, id))
}

/// The same, with one of them to be changed.
pub fn shelf_segment(l: Locale, id: &ItemId, segment: &str) -> String {
    format!("{}?segment={}", shelf_segments(l, id), encoded(segment))
}

/// What is said in a recording, to be typed at the desk; in one of its languages, or in its own.
pub fn shelf_said(l: Locale, id: &ItemId, language: Option<Tongue>) -> String {
    let language = language.map(|one| one.code().to_owned()).unwrap_or_default();
    with_pairs(&format!("{}/said", shelf_item(l, id)), &[("language", language)])
}

/// What is said in an item.
pub fn item_transcript(l: Locale, id: &ItemId, slug: &str) -> String {
    format!("{}/transcript", item(l, id, slug))
}

/// The same in one of its languages.
pub fn item_transcript_in(l: Locale, id: &ItemId, slug: &str, language: Tongue) -> String {
    format!("{}?lang={language}", item_transcript(l, id, slug))
}

/// A moment of a recording, at its place on the page of the item.
pub fn item_moment(
    l: Locale,
    id: &ItemId,
    slug: &str,
    language: Tongue,
    second: u32,
    anchor: &str,
) -> String {
    format!("{}?t={second}&lang={language}#{anchor}", item(l, id, slug))
}

/// The form of a new item, of a file that was brought here or without one.
pub fn shelf_new(l: Locale, upload: Option<&str>) -> String {
    with_pairs(&format!("{}/new", shelf(l)), &[("upload", upload.unwrap_or_default().to_owned())])
}

/// The record of an item, to be changed.
pub fn shelf_record(l: Locale, id: &ItemId) -> String {
    format!("{}/record", shelf_item(l, id))
}

/// What a member wants to read or hear.
pub fn reading_list(l: Locale) -> String {
    format!("/{l}/account/reading")
}

/// The same after something was done.
pub fn reading_list_done(l: Locale, done: &str) -> String {
    format!("{}?done={done}", reading_list(l))
}

/// The index of a recording, for programs that play podcasts.
pub fn chapters(id: &ItemId, l: Locale) -> String {
    format!("/media/chapters/{id}.json?lang={l}")
}

/// Many items at once, at the desk.
pub fn batches(l: Locale) -> String {
    format!("{}/batch", shelf(l))
}

/// The same after something was done.
pub fn batches_done(l: Locale, done: &str) -> String {
    format!("{}?done={done}", batches(l))
}

/// The whole library to be kept elsewhere, at the desk.
pub fn library_export(l: Locale) -> String {
    format!("{}/export", shelf(l))
}

/// A table that is tried.
pub fn trial(l: Locale, id: &str) -> String {
    format!("{}/{id}", batches(l))
}

/// Items that came together, and how they are taken back.
pub fn batch(l: Locale, id: &str) -> String {
    format!("{}/{id}/undo", batches(l))
}

/// Many items at once, after a batch was taken back.
pub fn batches_undone(l: Locale, removed: u64, kept: usize) -> String {
    format!("{}?done=undone&removed={removed}&kept={kept}", batches(l))
}
