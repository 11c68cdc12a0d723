//! Every address of the portal, built in one place.

mod gate;
mod notify;

pub use gate::*;
pub use notify::*;

use contract::{
    Locale,
    ids::{ArticleId, DatasetId, FileId, ItemId},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

mod account;
mod articles;
mod ask;
mod book;
mod collections;
mod commitment;
mod desk;
mod directory;
mod document;
mod edit;
mod editor;
mod feeds;
mod forum;
mod kiosk;
mod messages;
mod outside;
mod places;
mod reading;
mod references;
mod report;
mod sanctions;
mod search;
mod shelf;
mod simple;
mod staff;
mod statistics;
mod statistics_desk;
mod upload;
mod writing;

pub use account::*;
pub use articles::*;
pub use ask::*;
pub use book::*;
pub use collections::*;
pub use commitment::*;
pub use desk::*;
pub use directory::*;
pub use document::*;
pub use edit::*;
pub use editor::*;
pub use feeds::*;
pub use forum::*;
pub use kiosk::*;
pub use messages::*;
pub use outside::*;
pub use places::*;
pub use reading::*;
pub use references::*;
pub use report::*;
pub use sanctions::*;
pub use search::*;
pub use shelf::*;
pub use simple::*;
pub use staff::*;
pub use statistics::*;
pub use statistics_desk::*;
pub use upload::*;
pub use writing::*;

/// What is encoded in one segment of a path.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'&')
    .add(b'+')
    .add(b'=');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

fn slugged(id: &str, slug: &str) -> String {
    if slug.is_empty() { id.to_owned() } else { format!("{id}-{}", encoded(slug)) }
}

/// Home.
pub fn home(l: Locale) -> String {
    format!("/{l}")
}

/// A section.
pub fn section(l: Locale, slug: &str) -> String {
    format!("/{l}/sections/{}", encoded(slug))
}

/// An article or procedure.
pub fn article(l: Locale, id: &ArticleId, slug: &str) -> String {
    format!("/{l}/a/{}", slugged(id.as_str(), slug))
}

/// Index of datasets.
pub fn statistics(l: Locale) -> String {
    format!("/{l}/statistics")
}

/// A dataset.
pub fn dataset(l: Locale, id: &DatasetId, slug: &str) -> String {
    format!("/{l}/statistics/{}", slugged(id.as_str(), slug))
}

/// Index of the library.
pub fn library(l: Locale) -> String {
    format!("/{l}/library")
}

/// A library item.
pub fn item(l: Locale, id: &ItemId, slug: &str) -> String {
    format!("/{l}/library/{}", slugged(id.as_str(), slug))
}

/// A library item, open for reading.
pub fn item_reading(l: Locale, id: &ItemId, slug: &str) -> String {
    format!("{}/read", item(l, id, slug))
}

/// A file of the library. The address carries the beginning of its hash: other bytes have another address.
pub fn media(id: &FileId, file_name: &str, sha256: &str) -> String {
    let version = sha256.get(..16).unwrap_or_default();
    format!("/media/{id}/{}?v={version}", encoded(file_name))
}

/// The same file, to be kept instead of shown.
pub fn media_download(id: &FileId, file_name: &str, sha256: &str) -> String {
    format!("{}&download=1", media(id, file_name, sha256))
}

/// The same file for whoever has this address, until its moment is over.
pub fn media_by_pass(id: &FileId, file_name: &str, sha256: &str, until: i64, seal: &str) -> String {
    format!("{}&until={until}&sig={seal}", media(id, file_name, sha256))
}

/// The cover of an item, with the ending of its form.
pub fn cover(id: &ItemId, ending: &str) -> String {
    format!("/media/cover/{id}.{ending}")
}

/// An address that comes back to `next`, a path of this site.
pub fn with_next(path: &str, next: &str) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}next={}", encoded(next))
}

/// An address with a query; empty values are left out.
pub fn with_pairs(path: &str, pairs: &[(&str, String)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The staff's desk.
pub fn desk(l: Locale) -> String {
    format!("/{l}/desk")
}

/// The safety page.
pub fn safety(l: Locale) -> String {
    format!("/{l}/safety")
}

/// What is shown without a connection.
pub fn offline(l: Locale) -> String {
    format!("/{l}/offline")
}

/// The web app manifest.
pub fn manifest(l: Locale) -> String {
    format!("/{l}/manifest.webmanifest")
}

/// The service worker, which keeps the offline page of one language.
pub fn worker(l: Locale) -> String {
    format!("/sw.js?l={l}")
}

/// About the portal.
pub fn about(l: Locale) -> String {
    format!("/{l}/about")
}

/// Rules of the forum.
pub fn terms(l: Locale) -> String {
    format!("/{l}/terms")
}

/// Another standing page, by its name (`moderation`, `glossary`).
pub fn standing(l: Locale, name: &str) -> String {
    format!("/{l}/{name}")
}

/// What is stored, and how to remove it.
pub fn privacy(l: Locale) -> String {
    format!("/{l}/privacy")
}

/// The emergency exit.
pub const EXIT: &str = "/exit";

/// A path of this site that a form or link asked to come back to; anything else is refused.
pub fn safe_next(text: &str) -> Option<&str> {
    let fine = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= 300
        && text.chars().all(|c| !c.is_control() && c != '\\' && c != '@' && !c.is_whitespace())
        && Locale::ALL.iter().any(|l| {
            text.strip_prefix('/')
                .and_then(|rest| rest.strip_prefix(l.code()))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest.starts_with('?'))
        });
    fine.then_some(text)
}

/// The same path under another language's prefix.
pub fn in_language(path: &str, l: Locale) -> String {
    for from in Locale::ALL {
        if let Some(rest) = path.strip_prefix('/').and_then(|rest| rest.strip_prefix(from.code()))
            && (rest.is_empty() || rest.starts_with('/'))
        {
            return format!("/{l}{rest}");
        }
    }
    home(l)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_only_to_this_site() {
        for fine in ["/ar", "/fr/forum", "/en/forum/t/abcd1234", "/ar/forum/new?category=unions"] {
            assert_eq!(safe_next(fine), Some(fine));
        }
        for bad in [
            "",
            "ar",
            "//evil.example",
            "/\\evil",
            "/evil",
            "https://evil.example",
            "/ar\r\nX: y",
            "/ar/../..\\",
            "/arx",
            "/ar/ x",
            "/ar@evil",
        ] {
            assert_eq!(safe_next(bad), None, "{bad}");
        }
    }

    #[test]
    fn switches_language_in_place() {
        assert_eq!(in_language("/ar/forum/c/unions", Locale::Fr), "/fr/forum/c/unions");
        assert_eq!(in_language("/ar", Locale::En), "/en");
        assert_eq!(in_language("/archive", Locale::En), "/en");
    }
}
