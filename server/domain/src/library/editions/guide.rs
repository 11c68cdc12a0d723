//! Guides that the portal wrote itself: data in the shape of the declaration, with their sources at the end.

use contract::Locale;
use serde::Deserialize;

use super::{
    super::manifest::{defect, text_source},
    GUIDE_WORDS, Words,
    udhr::{Declaration, Origin, Part, Provenance},
    words,
};
use crate::DomainResult;

/// A guide in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Guide {
    language: Locale,
    title: String,
    /// ISO day on which it was written.
    date: String,
    parts: Vec<Chapter>,
    /// Heading of the sources.
    sources_title: String,
    sources: Vec<Source>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    title: String,
    #[serde(default)]
    paragraphs: Vec<String>,
    #[serde(default)]
    points: Vec<String>,
    #[serde(default)]
    steps: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: String,
    publisher: String,
    url: String,
    /// ISO day on which it was compared with the text.
    checked_on: String,
}

/// Reads a guide, with the words around it.
pub(super) fn parse(name: &str) -> DomainResult<(Declaration, Words)> {
    let guide: Guide =
        serde_json::from_str(text_source(name)?).map_err(|error| defect(format!("{name}: {error}")))?;
    let words = words(GUIDE_WORDS, guide.language)?;
    let address = guide.sources.first().map(|source| source.url.clone());
    let address = address.ok_or_else(|| defect(format!("{name}: no source")))?;
    let origins = guide
        .sources
        .into_iter()
        .map(|source| Origin {
            text: format!(
                "{} · {} · {} {}",
                source.title,
                source.publisher,
                words.checked,
                day(&source.checked_on)
            ),
            address: source.url,
        })
        .collect();
    let sources = Part {
        number: None,
        title: guide.sources_title,
        paragraphs: Vec::new(),
        points: Vec::new(),
        clauses: Vec::new(),
        origins,
    };
    let chapters = guide.parts.into_iter().map(|chapter| Part {
        number: None,
        title: chapter.title,
        paragraphs: chapter.paragraphs,
        points: chapter.points,
        clauses: chapter.steps,
        origins: Vec::new(),
    });
    // The first part has no number, as the preamble has none.
    let mut parts = chapters.chain([sources]);
    let preamble = parts.next().ok_or_else(|| defect(format!("{name}: no part")))?;
    let articles = (1_u8..).zip(parts).map(|(number, part)| Part { number: Some(number), ..part }).collect();
    let book = Declaration {
        language: guide.language,
        title: guide.title,
        date: guide.date,
        provenance: Provenance { address },
        preamble,
        articles,
    };
    Ok((book, words))
}

/// `2026-11-23` as `23/11/2026`, which all three languages read the same way here.
pub(super) fn day(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}
