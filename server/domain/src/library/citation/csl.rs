//! CSL-JSON: a list with one entry.

use serde_json::{Map, Value, json};

use super::keywords;
use crate::library::{AgentRole, Genre, IdentifierKind, Kind, Record};

/// Writes a record.
pub(super) fn write(record: &Record, address: &str) -> String {
    let mut entry = Map::new();
    let mut put = |name: &str, value: Value| {
        entry.insert(name.to_owned(), value);
    };
    put("id", json!(record.id.as_str()));
    let kind = match (record.kind, record.genre) {
        (Kind::Book, _) => "book",
        (Kind::Document, Some(Genre::Report)) => "report",
        (Kind::Document, Some(Genre::Law)) => "legislation",
        (Kind::Document, Some(Genre::Interview)) => "interview",
        (Kind::Document, Some(Genre::Speech | Genre::Lecture)) => "speech",
        (Kind::Document, Some(Genre::Poster)) => "graphic",
        (Kind::Document, _) => "document",
        // The name that CSL has for every recording of sound.
        (Kind::Audio, _) => "song",
        (Kind::Video, _) => "motion_picture",
    };
    put("type", json!(kind));
    if let Some(genre) = record.genre {
        put("genre", json!(genre.as_str()));
    }
    if let Some(text) = record.own_text() {
        put("title", json!(text.title));
        put("abstract", json!(text.summary));
    }
    for (name, role) in [
        ("author", AgentRole::Author),
        ("editor", AgentRole::Editor),
        ("translator", AgentRole::Translator),
        ("narrator", AgentRole::Narrator),
        ("contributor", AgentRole::Interviewee),
        ("interviewer", AgentRole::Interviewer),
        ("illustrator", AgentRole::Illustrator),
    ] {
        let names: Vec<Value> = record.names(role).map(|name| json!({ "literal": name.text })).collect();
        if !names.is_empty() {
            put(name, Value::Array(names));
        }
    }
    let publishers: Vec<String> = record.names(AgentRole::Publisher).map(|name| name.text).collect();
    if !publishers.is_empty() {
        put("publisher", json!(publishers.join(", ")));
    }
    if let Some(place) = &record.details.place {
        put("publisher-place", json!(place));
    }
    if let Some(pages) = record.details.pages {
        put("number-of-pages", json!(pages));
    }
    if let Some(year) = record.year {
        put("issued", json!({ "date-parts": [[year]] }));
    }
    if let Some(language) = record.languages.first() {
        put("language", json!(language.code()));
    }
    let words = keywords(record);
    if !words.is_empty() {
        put("keyword", json!(words.join(", ")));
    }
    for (name, kind) in
        [("ISBN", IdentifierKind::Isbn), ("ISSN", IdentifierKind::Issn), ("DOI", IdentifierKind::Doi)]
    {
        if let Some(one) = record.identifiers.iter().find(|one| one.kind == kind) {
            put(name, json!(one.value));
        }
    }
    put("URL", json!(address));
    format!("{:#}\n", Value::Array(vec![Value::Object(entry)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::citation::tests::{ADDRESS, record};

    #[test]
    fn reads_back_with_literal_names() {
        let read: Value = serde_json::from_str(&write(&record(), ADDRESS)).expect("JSON");
        let entry = &read[0];
        assert_eq!(entry["title"], "حقوق {المرأة} & «العمل»: 100%");
        assert_eq!(entry["type"], "book");
        assert_eq!(entry["author"][0]["literal"], "فاطمة بنت علي الكافي");
        assert_eq!(entry["author"].as_array().map(Vec::len), Some(2));
        assert_eq!(entry["issued"]["date-parts"][0][0], 1998);
        assert_eq!(entry["DOI"], "10.1000/a_b");
        assert_eq!(entry["URL"], ADDRESS);
        assert!(entry.get("editor").is_none());
    }
}
