//! The Universal Declaration as data. The guides are made into the same shape.

use contract::Locale;
use serde::Deserialize;

use super::super::manifest::{defect, text_source};
use crate::DomainResult;

/// The declaration in one language.
#[derive(Debug, Deserialize)]
pub(super) struct Declaration {
    pub language: Locale,
    pub title: String,
    /// ISO day of the text.
    #[serde(default = "adopted")]
    pub date: String,
    pub provenance: Provenance,
    pub preamble: Part,
    pub articles: Vec<Part>,
}

fn adopted() -> String {
    "1948-12-10".to_owned()
}

/// Where the text comes from.
#[derive(Debug, Deserialize)]
pub(super) struct Provenance {
    /// Where it stands.
    pub address: String,
}

/// The preamble or an article: paragraphs, points, numbered clauses.
#[derive(Debug, Deserialize)]
pub(super) struct Part {
    /// Number of the article; the preamble has none.
    pub number: Option<u8>,
    pub title: String,
    #[serde(default)]
    pub paragraphs: Vec<String>,
    #[serde(default)]
    pub points: Vec<String>,
    #[serde(default)]
    pub clauses: Vec<String>,
    #[serde(default)]
    pub origins: Vec<Origin>,
}

/// A source of what is said.
#[derive(Debug, Deserialize)]
pub(super) struct Origin {
    /// What it is, whose it is, when it was looked at.
    pub text: String,
    pub address: String,
}

impl Part {
    /// Name of the part in links.
    pub(super) fn anchor(&self) -> String {
        self.number.map_or_else(|| "preamble".to_owned(), |number| format!("article-{number}"))
    }
}

impl Declaration {
    /// Preamble and articles, in order.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.preamble).chain(&self.articles)
    }
}

/// Reads one language.
pub(super) fn parse(name: &str) -> DomainResult<Declaration> {
    serde_json::from_str(text_source(name)?).map_err(|error| defect(format!("{name}: {error}")))
}
