//! `content/library/items.toml`: what stands on the starter shelf.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale};
use migrations::CONTENT;
use serde::{Deserialize, Serialize};

use super::model::{AgentRole, FileRole, Kind, Licence};
use crate::{DomainError, DomainResult};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    #[serde(default, rename = "agent")]
    pub agents: Vec<AgentEntry>,
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

/// A collection.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CollectionEntry {
    pub id: String,
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
    pub section: Option<String>,
    pub languages: Vec<Locale>,
    pub year: Option<i32>,
    pub licence: Licence,
    pub source_url: Option<String>,
    #[serde(default)]
    pub machine_read: bool,
    pub published_on: String,
    #[serde(default)]
    pub agents: Vec<AgentLink>,
    pub text: BTreeMap<Locale, ItemText>,
    #[serde(default, rename = "file")]
    pub files: Vec<FileEntry>,
}

/// What an agent did for an item.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgentLink {
    pub agent: String,
    pub role: AgentRole,
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
    toml::from_str(text_source("items.toml")?).map_err(|error| defect(format!("items.toml: {error}")))
}
