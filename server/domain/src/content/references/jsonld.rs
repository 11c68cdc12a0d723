//! A text of the team with what it cites, with the words of schema.org.

use serde_json::{Map, Value, json};

use super::{
    locator::Place,
    notes::Note,
    targets::{RefKind, Target},
};
use crate::{content::Document, library::Kind};

/// Writes a document. `address` is its own; `href` says where a note leads, whole.
pub fn jsonld(
    document: &Document,
    notes: &[Note],
    address: &str,
    href: impl Fn(&Note) -> Option<String>,
) -> String {
    let citation: Vec<Value> = notes.iter().map(|note| cited(note, href(note))).collect();
    let mut node = Map::new();
    let mut put = |name: &str, value: Value| {
        node.insert(name.to_owned(), value);
    };
    put("@context", json!("https://schema.org"));
    put("@id", json!(address));
    put("@type", json!("Article"));
    put("url", json!(address));
    put("headline", json!(document.title));
    put("description", json!(document.summary));
    put("inLanguage", json!(document.locale.code()));
    if !citation.is_empty() {
        put("citation", Value::Array(citation));
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(node)).unwrap_or_default();
    text.push('\n');
    text
}

fn cited(note: &Note, href: Option<String>) -> Value {
    let mut node = Map::new();
    let mut put = |name: &str, value: Value| {
        node.insert(name.to_owned(), value);
    };
    let kind = match (&note.target, note.kind) {
        (Some(Target::Item { kind: Kind::Book, .. }), _) => "Book",
        (Some(Target::Item { kind: Kind::Audio, .. }), _) => "AudioObject",
        (Some(Target::Item { kind: Kind::Video, .. }), _) => "VideoObject",
        (_, RefKind::Dataset) => "Dataset",
        (_, RefKind::Article) => "Article",
        (_, RefKind::Address | RefKind::Item) => "CreativeWork",
    };
    put("@type", json!(kind));
    put("position", json!(note.number));
    let title = match &note.target {
        Some(Target::Item { title, .. } | Target::Article { title, .. }) if note.source.title.is_empty() => {
            title
        }
        _ => &note.source.title,
    };
    put("name", json!(title));
    if !note.source.publisher.is_empty() {
        put("publisher", json!({ "@type": "Organization", "name": note.source.publisher }));
    }
    if let Some(href) = href {
        put("url", json!(href));
    }
    if let Some(version) = note.source.version {
        put("version", json!(version));
    }
    if let Some(Place::Page(page)) = note.locator.as_ref().and_then(|locator| locator.place) {
        put("pagination", json!(page.to_string()));
    }
    Value::Object(node)
}
