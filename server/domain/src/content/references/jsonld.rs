//! A text of the team with what it cites, with the words of schema.org.

use serde_json::{Map, Value, json};

use super::{
    locator::Place,
    notes::Note,
    targets::{RefKind, Target},
};
use crate::{content::Document, library::Kind};

/// What stands around a document; every address is whole.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its own address.
    pub address: String,
    /// The way to it from home: name and address of each step, itself the last.
    pub way: Vec<(String, String)>,
    /// Name and address of the portal.
    pub portal: (String, String),
    /// The picture that a preview of its link shows.
    pub image: String,
}

/// Writes a document; `href` says where a note leads, whole.
pub fn jsonld(
    document: &Document,
    notes: &[Note],
    frame: &Frame,
    href: impl Fn(&Note) -> Option<String>,
) -> String {
    let address = &frame.address;
    let citation: Vec<Value> = notes.iter().map(|note| cited(note, href(note))).collect();
    let mut node = Map::new();
    let mut put = |name: &str, value: Value| {
        node.insert(name.to_owned(), value);
    };
    put("@context", json!("https://schema.org"));
    put("@id", json!(address));
    put("@type", json!(if document.procedure.is_some() { "HowTo" } else { "Article" }));
    put("url", json!(address));
    // The one is read in articles, the other everywhere else.
    put("headline", json!(document.title));
    put("name", json!(document.title));
    put("description", json!(document.summary));
    put("inLanguage", json!(document.locale.code()));
    put("image", json!(frame.image));
    let (name, home) = &frame.portal;
    put("publisher", json!({ "@type": "Organization", "name": name, "url": home }));
    put(
        "mainEntityOfPage",
        json!({
            "@type": "WebPage",
            "@id": address,
            "lastReviewed": document.checked_on,
            "breadcrumb": breadcrumb(&frame.way),
        }),
    );
    if let Some(procedure) = &document.procedure {
        let steps: Vec<Value> = procedure
            .steps
            .iter()
            .zip(1..)
            .map(|(step, number)| {
                json!({ "@type": "HowToStep", "position": number, "name": step.title, "text": step.text })
            })
            .collect();
        put("step", Value::Array(steps));
        let papers: Vec<Value> =
            procedure.papers.iter().map(|paper| json!({ "@type": "HowToSupply", "name": paper })).collect();
        if !papers.is_empty() {
            put("supply", Value::Array(papers));
        }
        if !procedure.cost.is_empty() {
            put("estimatedCost", json!(procedure.cost));
        }
        let whom = json!({ "@type": "Audience", "audienceType": procedure.for_whom });
        put("audience", whom);
    }
    if !citation.is_empty() {
        put("citation", Value::Array(citation));
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(node)).unwrap_or_default();
    text.push('\n');
    text
}

/// The way to a page as schema.org has it: names and whole addresses, the page itself the last.
pub fn breadcrumb(way: &[(String, String)]) -> Value {
    let steps: Vec<Value> = way
        .iter()
        .zip(1..)
        .map(|((name, address), number)| {
            json!({ "@type": "ListItem", "position": number, "name": name, "item": address })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
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
