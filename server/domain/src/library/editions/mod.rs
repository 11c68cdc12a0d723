//! Editions that the portal makes itself when it is seeded: HTML, EPUB, the sheet of useful numbers.
//! The same sources always give the same bytes.

mod card;
pub(super) mod epub;
mod guide;
mod html;
mod udhr;

use bytes::Bytes;
use contract::Locale;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::{
    manifest::{FileEntry, Recipe, defect, source, text_source},
    words::FileRole,
};
use crate::{DomainResult, markup, search};

/// Rises whenever an edition is made differently, so that stored ones are made anew.
pub(super) const VERSION: u32 = 3;

/// A file ready to be stored.
pub(super) struct Made {
    pub bytes: Bytes,
    pub media_type: &'static str,
    pub words: Option<i32>,
    /// Text without markup, for search.
    pub plain: Option<String>,
}

/// Words that surround a text in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub contents: String,
    pub author: String,
    pub note: String,
    pub accessibility: String,
    /// What stands before the address of the text, if it needs a word.
    #[serde(default)]
    pub source: String,
    /// What stands before the day on which a source was looked at.
    #[serde(default)]
    pub checked: String,
}

/// Words around the editions of the declaration.
const DECLARATION_WORDS: &str = "edition.toml";
/// Words around the editions of the guides.
const GUIDE_WORDS: &str = "guides/guide.toml";

fn words(name: &str, locale: Locale) -> DomainResult<Words> {
    let mut all: BTreeMap<Locale, Words> =
        toml::from_str(text_source(name)?).map_err(|error| defect(format!("{name}: {error}")))?;
    all.remove(&locale).ok_or_else(|| defect(format!("{name} lacks {locale}")))
}

/// Sources of a file, for the hash that tells whether it must be made anew.
pub(super) fn sources(entry: &FileEntry) -> DomainResult<Vec<&'static [u8]>> {
    let mut list = vec![source(&entry.from)?];
    match entry.recipe {
        Recipe::Copy => {}
        Recipe::UdhrHtml | Recipe::UdhrEpub => list.push(source(DECLARATION_WORDS)?),
        Recipe::GuideHtml | Recipe::GuideEpub => list.push(source(GUIDE_WORDS)?),
        Recipe::HelplinesCard => list.push(
            migrations::CONTENT
                .get_file("helplines.toml")
                .map(|file| file.contents())
                .ok_or_else(|| defect("helplines.toml is missing"))?,
        ),
    }
    Ok(list)
}

/// Makes a file.
pub(super) fn make(item: &str, entry: &FileEntry) -> DomainResult<Made> {
    match entry.recipe {
        Recipe::Copy => {
            let bytes = Bytes::from_static(source(&entry.from)?);
            let plain = (entry.role == FileRole::Transcript)
                .then(|| search::plain_text(&markup::article(&String::from_utf8_lossy(&bytes))));
            let words = plain.as_deref().and_then(count_words);
            Ok(Made { bytes, media_type: media_type(&entry.from)?, words, plain })
        }
        Recipe::UdhrHtml => {
            let book = udhr::parse(&entry.from)?;
            Ok(html_file(html::declaration(&book, &words(DECLARATION_WORDS, book.language)?)))
        }
        Recipe::UdhrEpub => {
            let book = udhr::parse(&entry.from)?;
            epub_file(item, &book, &words(DECLARATION_WORDS, book.language)?)
        }
        Recipe::GuideHtml => {
            let (book, words) = guide::parse(&entry.from)?;
            Ok(html_file(html::declaration(&book, &words)))
        }
        Recipe::GuideEpub => {
            let (book, words) = guide::parse(&entry.from)?;
            epub_file(item, &book, &words)
        }
        Recipe::HelplinesCard => Ok(html_file(card::html(entry.language, &entry.from)?)),
    }
}

fn count_words(plain: &str) -> Option<i32> {
    i32::try_from(plain.split_whitespace().count()).ok()
}

fn epub_file(item: &str, book: &udhr::Declaration, words: &Words) -> DomainResult<Made> {
    let bytes = epub::declaration(item, book, words)?;
    Ok(Made { bytes: bytes.into(), media_type: "application/epub+zip", words: None, plain: None })
}

fn html_file(html: String) -> Made {
    let plain = search::plain_text(&markup::book(&html));
    Made { words: count_words(&plain), plain: Some(plain), bytes: html.into(), media_type: "text/html" }
}

fn media_type(name: &str) -> DomainResult<&'static str> {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("mp3") => Ok("audio/mpeg"),
        Some("mp4") => Ok("video/mp4"),
        Some("pdf") => Ok("application/pdf"),
        Some("vtt") => Ok("text/vtt"),
        Some("md" | "txt") => Ok("text/plain"),
        _ => Err(defect(format!("{name}: what kind of file is this?"))),
    }
}

/// Text for element content and attribute values, in HTML and in XML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}
