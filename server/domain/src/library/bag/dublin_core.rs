//! Dublin Core of an item, in every language it has.

use contract::{Locale, Tongue};

use crate::library::{AgentRole, Description, Genre, Kind, Record, RelationKind};

/// Another item or an address elsewhere, with what it is.
pub(super) type Relation = (RelationKind, String);

struct Xml(String);

impl Xml {
    fn line(&mut self, name: &str, language: Option<Locale>, text: &str) {
        self.tagged(name, language.map(Tongue::from), text);
    }

    fn tagged(&mut self, name: &str, language: Option<Tongue>, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let language = language.map(|l| format!(" xml:lang=\"{l}\"")).unwrap_or_default();
        self.0.push_str(&format!("  <{name}{language}>{}</{name}>\n", escaped(text)));
    }
}

/// Fit for XML: what it has no way to say is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes it.
pub(super) fn write(record: &Record, relations: &[Relation]) -> String {
    let mut xml = Xml(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\">\n"
            .to_owned(),
    );
    let texts = |of: fn(&Description) -> &str| {
        record.texts.iter().map(move |(l, text)| (*l, of(text).to_owned())).collect::<Vec<_>>()
    };
    for (l, title) in texts(|text| text.title.as_str()) {
        xml.line("dc:title", Some(l), &title);
    }
    for (tongue, title) in &record.details.others {
        xml.tagged("dcterms:alternative", Some(*tongue), title);
    }
    for (l, summary) in texts(|text| text.summary.as_str()) {
        xml.line("dcterms:abstract", Some(l), &summary);
    }
    for one in &record.contributors {
        let name = match one.role {
            AgentRole::Author => "dc:creator",
            AgentRole::Publisher => "dc:publisher",
            AgentRole::Translator
            | AgentRole::Editor
            | AgentRole::Narrator
            | AgentRole::Interviewee
            | AgentRole::Interviewer
            | AgentRole::Illustrator => "dc:contributor",
        };
        for (l, text) in &one.names {
            xml.line(name, Some(*l), text);
        }
    }
    for subject in &record.subjects {
        for (l, label) in &subject.labels {
            xml.line("dc:subject", Some(*l), label);
        }
    }
    let kind = match record.kind {
        Kind::Book | Kind::Document => "Text",
        Kind::Audio => "Sound",
        Kind::Video => "MovingImage",
    };
    xml.line("dc:type", None, kind);
    xml.line("dc:type", None, record.genre.map(Genre::as_str).unwrap_or_default());
    for l in &record.languages {
        xml.line("dc:language", None, l.code());
    }
    if let Some(year) = record.year {
        xml.line("dcterms:issued", None, &year.to_string());
    }
    for made in [&record.details.created, &record.details.recorded].into_iter().flatten() {
        xml.line("dcterms:created", None, made);
    }
    for place in &record.details.places {
        xml.line("dcterms:spatial", None, place);
    }
    for period in &record.details.periods {
        xml.line("dcterms:temporal", None, period);
    }
    if let Some(pages) = record.details.pages {
        xml.line("dcterms:extent", None, &format!("{pages} p."));
    }
    xml.line("dc:identifier", None, record.id.as_str());
    for one in &record.identifiers {
        xml.line("dc:identifier", None, &one.uri());
    }
    xml.line("dcterms:license", None, record.licence.uri().unwrap_or(record.licence.as_str()));
    for (l, note) in texts(|text| text.rights_note.as_deref().unwrap_or_default()) {
        xml.line("dc:rights", Some(l), &note);
    }
    for (l, name) in record.holder.iter().flatten() {
        xml.line("dcterms:rightsHolder", Some(*l), name);
    }
    xml.line("dc:source", None, record.source_url.as_deref().unwrap_or_default());
    for (kind, target) in relations {
        let name = match kind {
            RelationKind::PartOf => "dcterms:isPartOf",
            RelationKind::VersionOf => "dcterms:isVersionOf",
            RelationKind::BasedOn => "dc:source",
            RelationKind::TranslationOf | RelationKind::TranscriptOf => "dc:relation",
        };
        xml.line(name, None, target);
    }
    xml.0.push_str("</metadata>\n");
    xml.0
}
