//! `content/library/items.toml`: what stands on the starter shelf.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale, Tongue};
use migrations::CONTENT;
use serde::{Deserialize, Serialize};

use super::{
    manifest_check,
    words::{Access, AgentRole, FileRole, Genre, IdentifierKind, Kind, Licence, RelationKind, WarningKind},
};
use crate::{DomainError, DomainResult};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    #[serde(default, rename = "agent")]
    pub agents: Vec<AgentEntry>,
    #[serde(default, rename = "subject")]
    pub subjects: Vec<SubjectEntry>,
    #[serde(default, rename = "collection")]
    pub collections: Vec<CollectionEntry>,
    #[serde(default, rename = "item")]
    pub items: Vec<ItemEntry>,
}

/// Somebody who had a hand in items.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgentEntry {
    pub id: String,
    pub name: BTreeMap<Locale, String>,
}

/// Something that items are about.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectEntry {
    pub id: String,
    pub broader: Option<String>,
    pub label: BTreeMap<Locale, String>,
    #[serde(default)]
    pub others: BTreeMap<Locale, Vec<String>>,
}

/// A collection.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CollectionEntry {
    pub id: String,
    pub slug: String,
    pub position: i32,
    pub items: Vec<String>,
    pub title: BTreeMap<Locale, String>,
    pub summary: BTreeMap<Locale, String>,
}

/// An item.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemEntry {
    pub id: String,
    pub kind: Kind,
    pub work: Option<String>,
    // Left out where nothing is said, so that such an item has the hash it had before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<Genre>,
    pub section: Option<String>,
    pub languages: Vec<Tongue>,
    pub year: Option<i32>,
    pub licence: Licence,
    pub source_url: Option<String>,
    #[serde(default)]
    pub machine_read: bool,
    pub published_on: String,
    #[serde(default)]
    pub agents: Vec<AgentLink>,
    #[serde(default)]
    pub subjects: Vec<String>,
    #[serde(default)]
    pub identifiers: Vec<IdentifierEntry>,
    #[serde(default)]
    pub relations: Vec<RelationEntry>,
    pub rights_holder: Option<String>,
    #[serde(default)]
    pub rights: BTreeMap<Locale, String>,
    #[serde(default)]
    pub accessibility: Vec<Access>,
    #[serde(default)]
    pub warnings: Vec<WarningEntry>,
    pub text: BTreeMap<Locale, ItemText>,
    #[serde(default, rename = "file")]
    pub files: Vec<FileEntry>,
    // Left out where there is none, so that an item without parts has the hash it had before.
    #[serde(default, rename = "segment", skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<SegmentEntry>,
}

/// A part of a recording.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SegmentEntry {
    /// Second at which it begins.
    pub start: i32,
    pub title: BTreeMap<Locale, String>,
}

/// What an agent did for an item.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgentLink {
    pub agent: String,
    pub role: AgentRole,
}

/// A number under which the world knows an item.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentifierEntry {
    pub kind: IdentifierKind,
    pub value: String,
}

/// What an item has to do with another one, or with something elsewhere: one of the two.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationEntry {
    pub kind: RelationKind,
    pub item: Option<String>,
    pub url: Option<String>,
}

/// What to be prepared for, in all of it or between two seconds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WarningEntry {
    pub kind: WarningKind,
    pub from: Option<i32>,
    pub to: Option<i32>,
}

/// The item as described in one language.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemText {
    pub title: String,
    pub slug: String,
    pub summary: String,
}

/// How a file comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Recipe {
    /// As it is.
    Copy,
    /// The HTML edition of the Universal Declaration.
    UdhrHtml,
    /// The EPUB edition of the Universal Declaration.
    UdhrEpub,
    /// The sheet of useful numbers.
    HelplinesCard,
    /// The HTML edition of a guide that the portal wrote.
    GuideHtml,
    /// The EPUB edition of such a guide.
    GuideEpub,
}

/// A file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileEntry {
    pub id: String,
    pub role: FileRole,
    pub language: Locale,
    pub name: String,
    pub recipe: Recipe,
    pub from: String,
    pub seconds: Option<i32>,
}

/// A defect of the starter content, which only a programmer can mend.
#[track_caller]
pub(super) fn defect(what: impl std::fmt::Display) -> DomainError {
    DomainError::caused(ErrorCode::Internal, format!("starter library: {what}"))
}

/// A source below `content/library/`.
pub(super) fn source(name: &str) -> DomainResult<&'static [u8]> {
    CONTENT
        .get_file(format!("library/{name}"))
        .map(|file| file.contents())
        .ok_or_else(|| defect(format!("{name} is missing")))
}

/// A source that is text.
pub(super) fn text_source(name: &str) -> DomainResult<&'static str> {
    std::str::from_utf8(source(name)?).map_err(|error| defect(format!("{name}: {error}")))
}

/// Reads the manifest.
pub(super) fn load() -> DomainResult<Manifest> {
    read(text_source("items.toml")?)
}

/// Reads a manifest; what is wrong in it is named with its entry.
pub(super) fn read(text: &str) -> DomainResult<Manifest> {
    let manifest: Manifest = toml::from_str(text).map_err(|error| defect(format!("items.toml: {error}")))?;
    match manifest_check::faults(&manifest).first() {
        None => Ok(manifest),
        Some(fault) => Err(defect(fault)),
    }
}
