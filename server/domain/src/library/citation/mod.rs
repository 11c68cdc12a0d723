//! An item as others cite it: RIS, BibTeX, CSL-JSON, JSON-LD, and the tags of its page's head. Pure functions over the
//! record; `address` is the permanent one. A name is never cut into parts: nobody knows which part of an Arabic name is
//! which, and many names are those of offices.

mod bibtex;
mod csl;
mod jsonld;
mod ris;
mod tags;

pub use jsonld::{feature, schema_type, senses};
pub use tags::tags;

use super::{record::Record, segments::Segment};

/// A form in which a record is had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reference managers.
    Ris,
    /// For LaTeX.
    BibTex,
    /// For citation processors.
    CslJson,
    /// For search engines.
    JsonLd,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Ris, Self::BibTex, Self::CslJson, Self::JsonLd];

    /// End of the address.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Ris => ".ris",
            Self::BibTex => ".bib",
            Self::CslJson => ".csl.json",
            Self::JsonLd => ".jsonld",
        }
    }

    /// What a browser is told.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::BibTex => "application/x-bibtex; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json; charset=utf-8",
            Self::JsonLd => "application/ld+json; charset=utf-8",
        }
    }

    /// Splits the last segment of a permanent address: what stands before the end, and which form it asks for.
    pub fn split(segment: &str) -> (&str, Option<Self>) {
        Self::ALL
            .into_iter()
            .find_map(|format| Some((segment.strip_suffix(format.ending())?, Some(format))))
            .unwrap_or((segment, None))
    }

    /// Writes a record; `contents` are its files, the main one first, for the forms that name them.
    pub fn write(self, record: &Record, address: &str, contents: &[Content]) -> String {
        match self {
            Self::Ris => ris::write(record, address),
            Self::BibTex => bibtex::write(record, address),
            Self::CslJson => csl::write(record, address),
            Self::JsonLd => jsonld::write(record, address, contents),
        }
    }
}

/// A file of an item, as machines are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Where it is.
    pub url: String,
    /// What it is.
    pub media_type: String,
    /// How long it lasts.
    pub seconds: Option<u32>,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// Its parts, in order of time.
    pub parts: Vec<Segment>,
}

/// Names of the subjects in the item's own language.
fn keywords(record: &Record) -> Vec<String> {
    let own = record.own_language();
    record.subjects.iter().filter_map(|one| Some(super::record::best(&one.labels, own)?.text)).collect()
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use contract::{Locale, Section, Tongue, ids::ItemId};

    use super::*;
    use crate::library::{
        Access, AgentRole, Contributor, Description, Details, Genre, Identifier, IdentifierKind, Kind,
        Licence, RelationKind, Subject, Target, Warning, WarningKind,
    };

    pub const ADDRESS: &str = "https://jusoor.example/i/book0001";

    fn both(ar: &str, fr: &str) -> BTreeMap<Locale, String> {
        [(Locale::Ar, ar.to_owned()), (Locale::Fr, fr.to_owned())].into()
    }

    /// A book with everything that is hard to write down.
    pub fn record() -> Record {
        let described = |title: &str, summary: &str| Description {
            slug: "x".into(),
            title: title.into(),
            summary: summary.into(),
            rights_note: None,
        };
        let by = |role, ar: &str, fr: &str| Contributor { id: "aaaa".into(), role, names: both(ar, fr) };
        Record {
            id: ItemId::trusted("book0001"),
            kind: Kind::Book,
            genre: None,
            section: Some(Section::Unions),
            languages: vec![Tongue::Ar],
            texts: [
                (Locale::Ar, described("حقوق {المرأة} & «العمل»: 100%", "سطر أول\nسطر ثان")),
                (Locale::Fr, described("Droits au travail", "Résumé")),
            ]
            .into(),
            year: Some(1998),
            licence: Licence::CcBy,
            holder: Some(both("جسور", "Jusoor")),
            source_url: Some("https://example.org/a_b".into()),
            machine_read: false,
            published_on: "2026-11-01".into(),
            minutes: Some(12),
            datestamp: 0,
            contributors: vec![
                by(AgentRole::Author, "فاطمة بنت علي الكافي", "Fatma Ben Ali El Kefi"),
                by(AgentRole::Author, "الاتحاد العام, فرع الكاف", "UGTT, Le Kef"),
                by(AgentRole::Publisher, "دار نشر", "Éditions"),
                by(AgentRole::Translator, "مترجمة", "Une traductrice"),
            ],
            subjects: vec![Subject {
                id: "work".into(),
                labels: both("العمل", "Travail"),
                others: BTreeMap::new(),
            }],
            identifiers: vec![
                Identifier { kind: IdentifierKind::Isbn, value: "978-0-306-40615-7".into() },
                Identifier { kind: IdentifierKind::Doi, value: "10.1000/a_b".into() },
            ],
            relations: vec![(RelationKind::TranslationOf, Target::Url("https://example.org/o".into()))],
            inverse: Vec::new(),
            accessibility: vec![Access::Transcript, Access::ReadableText],
            warnings: vec![Warning { kind: WarningKind::Violence, range: None }],
            without_text: None,
            testimony: false,
            audience: None,
            details: Details::default(),
        }
    }

    #[test]
    fn what_a_catalogue_says_beyond_that_goes_along() {
        let details = Details {
            others: vec![(Tongue::It, "Diritti delle lavoratrici".into())],
            created: Some("1987-05".into()),
            place: Some("Le Kef".into()),
            pages: Some(96),
            places: vec!["Tajerouine".into()],
            periods: vec!["1956/1987".into()],
            ..Details::default()
        };
        let known = Record { details, ..record() };
        for (format, said) in [
            (Format::Ris, &["CY  - Le Kef\r\n", "SP  - 96\r\n"][..]),
            (Format::BibTex, &["  address = {Le Kef},\n", "  pagetotal = {96},\n"][..]),
            (Format::CslJson, &["\"publisher-place\": \"Le Kef\"", "\"number-of-pages\": 96"][..]),
            (
                Format::JsonLd,
                &["Diritti delle lavoratrici", "\"it\"", "1987-05", "Tajerouine", "1956/1987", "96"][..],
            ),
        ] {
            let (with, without) = (format.write(&known, ADDRESS, &[]), format.write(&record(), ADDRESS, &[]));
            for one in said {
                assert!(with.contains(one), "{one}: {with}");
                assert!(*one == "\"it\"" || !without.contains(one), "{one}: {without}");
            }
        }
    }

    #[test]
    fn what_sort_of_work_it_is_goes_along() {
        let law = Record { kind: Kind::Document, genre: Some(Genre::Law), ..record() };
        for (format, said) in [
            (Format::Ris, &["TY  - STAT\r\n", "M3  - law\r\n"][..]),
            (Format::BibTex, &["  type = {law},\n"][..]),
            (Format::CslJson, &["\"type\": \"legislation\"", "\"genre\": \"law\""][..]),
            (Format::JsonLd, &["\"genre\": \"law\""][..]),
        ] {
            let (with, without) = (format.write(&law, ADDRESS, &[]), format.write(&record(), ADDRESS, &[]));
            for one in said {
                assert!(with.contains(one), "{one}: {with}");
                assert!(!without.contains(one), "{one}: {without}");
            }
        }
        // A book of poems is cited as the book that it is.
        let poems = Record { genre: Some(Genre::Poetry), ..record() };
        assert!(Format::Ris.write(&poems, ADDRESS, &[]).starts_with("TY  - BOOK\r\n"));
        assert!(Format::CslJson.write(&poems, ADDRESS, &[]).contains("\"type\": \"book\""));
    }

    #[test]
    fn the_end_of_an_address_says_which_form() {
        for (segment, expected) in [
            ("book0001", ("book0001", None)),
            ("book0001.ris", ("book0001", Some(Format::Ris))),
            ("book0001.bib", ("book0001", Some(Format::BibTex))),
            ("book0001.csl.json", ("book0001", Some(Format::CslJson))),
            ("book0001.jsonld", ("book0001", Some(Format::JsonLd))),
            ("book0001.json", ("book0001.json", None)),
            (".ris", ("", Some(Format::Ris))),
        ] {
            assert_eq!(Format::split(segment), expected, "{segment}");
        }
    }
}
