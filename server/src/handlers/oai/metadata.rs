//! A record as Dublin Core: plain, and with refinements. Every language that it has, each text with its own.

use std::collections::BTreeMap;

use contract::Locale;
use domain::library::{AgentRole, Kind, Record, RelationKind, Target, harvest::Format};

use super::xml::Xml;

/// Where a form is described.
pub struct Place {
    /// Namespace.
    pub namespace: &'static str,
    /// Address of its schema.
    pub schema: &'static str,
}

/// Where a form is described.
pub fn place(format: Format) -> Place {
    match format {
        Format::Dc => Place {
            namespace: "http://www.openarchives.org/OAI/2.0/oai_dc/",
            schema: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        },
        Format::QualifiedDc => Place {
            namespace: "http://worldcat.org/xmlschemas/qdc-1.0/",
            schema: "http://worldcat.org/xmlschemas/qdc/1.0/qdc-1.0.xsd",
        },
    }
}

/// Writes a record. `base` is the portal's address, `address` the record's own.
pub fn write(xml: &mut Xml, format: Format, record: &Record, base: &str, address: &str) {
    let Place { namespace, schema } = place(format);
    let location = format!("{namespace} {schema}");
    let (root, own) = match format {
        Format::Dc => ("oai_dc:dc", "xmlns:oai_dc"),
        Format::QualifiedDc => ("oai_qdc:qualifieddc", "xmlns:oai_qdc"),
    };
    let mut attributes = vec![
        (own, namespace),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:schemaLocation", location.as_str()),
    ];
    if format == Format::QualifiedDc {
        attributes.push(("xmlns:dcterms", "http://purl.org/dc/terms/"));
    }
    xml.open(root, &attributes);
    let mut writer = Writer { xml, refined: format == Format::QualifiedDc };
    writer.described(record);
    writer.people(record);
    writer.facts(record, base, address);
    writer.xml.close();
}

struct Writer<'a> {
    xml: &'a mut Xml,
    refined: bool,
}

impl Writer<'_> {
    /// An element under its plain name, or under its refined one where there is one and it is wanted.
    fn put(&mut self, plain: &str, refined: &str, text: &str) {
        let name = if self.refined { refined } else { plain };
        self.xml.text(name, &[], text);
    }

    fn put_in(&mut self, plain: &str, refined: &str, locale: Locale, text: &str) {
        let name = if self.refined { refined } else { plain };
        self.xml.text(name, &[("xml:lang", locale.code())], text);
    }

    fn put_all(&mut self, plain: &str, refined: &str, texts: &BTreeMap<Locale, String>) {
        for (locale, text) in texts {
            self.put_in(plain, refined, *locale, text);
        }
    }

    fn described(&mut self, record: &Record) {
        for (locale, text) in &record.texts {
            self.put_in("dc:title", "dc:title", *locale, &text.title);
        }
        for (tongue, title) in &record.details.others {
            let name = if self.refined { "dcterms:alternative" } else { "dc:title" };
            self.xml.text(name, &[("xml:lang", tongue.code())], title);
        }
        for subject in &record.subjects {
            self.put_all("dc:subject", "dc:subject", &subject.labels);
        }
        for (locale, text) in record.texts.iter().filter(|(_, text)| !text.summary.is_empty()) {
            self.put_in("dc:description", "dcterms:abstract", *locale, &text.summary);
        }
    }

    fn people(&mut self, record: &Record) {
        for one in &record.contributors {
            let element = match one.role {
                AgentRole::Author => "dc:creator",
                AgentRole::Publisher => "dc:publisher",
                AgentRole::Translator
                | AgentRole::Editor
                | AgentRole::Narrator
                | AgentRole::Interviewee
                | AgentRole::Interviewer
                | AgentRole::Illustrator => "dc:contributor",
            };
            self.put_all(element, element, &one.names);
        }
    }

    fn facts(&mut self, record: &Record, base: &str, address: &str) {
        match record.year {
            Some(year) => self.put("dc:date", "dcterms:issued", &format!("{year:04}")),
            None => self.put("dc:date", "dcterms:available", &record.published_on),
        }
        // Plain Dublin Core has one date, which is when it appeared.
        for made in [&record.details.created, &record.details.recorded].into_iter().flatten() {
            if self.refined {
                self.xml.text("dcterms:created", &[], made);
            }
        }
        for place in &record.details.places {
            self.put("dc:coverage", "dcterms:spatial", place);
        }
        for period in &record.details.periods {
            self.put("dc:coverage", "dcterms:temporal", period);
        }
        let kind = match record.kind {
            Kind::Book | Kind::Document => "Text",
            Kind::Audio => "Sound",
            Kind::Video => "MovingImage",
        };
        self.put("dc:type", "dc:type", kind);
        if let Some(genre) = record.genre {
            self.put("dc:type", "dc:type", genre.as_str());
        }
        if let Some(minutes) = record.minutes.filter(|_| self.refined) {
            self.xml.text("dcterms:extent", &[], &format!("PT{minutes}M"));
        }
        if let Some(pages) = record.details.pages.filter(|_| self.refined) {
            self.xml.text("dcterms:extent", &[], &format!("{pages} p."));
        }
        self.put("dc:identifier", "dc:identifier", address);
        for one in &record.identifiers {
            self.put("dc:identifier", "dc:identifier", &one.uri());
        }
        if let Some(url) = &record.source_url {
            self.put("dc:source", "dc:source", url);
        }
        for tongue in &record.languages {
            self.put("dc:language", "dc:language", tongue.code());
        }
        for (kind, target) in &record.relations {
            let refined = match kind {
                RelationKind::PartOf => "dcterms:isPartOf",
                RelationKind::VersionOf | RelationKind::TranslationOf => "dcterms:isVersionOf",
                RelationKind::TranscriptOf => "dcterms:isFormatOf",
                RelationKind::BasedOn => "dc:source",
            };
            let end = match target {
                Target::Item(id) => format!("{base}{}", app::site::routes::item_permanent(id)),
                Target::Url(url) => url.clone(),
            };
            self.put("dc:relation", refined, &end);
        }
        if let Some(uri) = record.licence.uri() {
            self.put("dc:rights", "dcterms:license", uri);
        }
        for (locale, text) in &record.texts {
            if let Some(note) = &text.rights_note {
                self.put_in("dc:rights", "dc:rights", *locale, note);
            }
        }
        if let Some(holder) = &record.holder {
            self.put_all("dc:rights", "dcterms:rightsHolder", holder);
        }
    }
}
