//! The form of a record: what was typed, and what it says once it was checked.

mod check;
mod refused;

use std::collections::BTreeMap;

use contract::{Locale, Section, Tongue};
use entity::library::item;

use super::{
    details::Details,
    identifier::Identifier,
    record::{InLanguages, Record},
    words::{Access, AgentRole, Audience, Genre, Kind, Licence, WarningKind},
};

/// Most hands that the form names. An item may come with more: those stay as they are.
pub const HANDS: usize = 12;
/// Most numbers that it has.
pub const NUMBERS: usize = 8;

/// Somebody who had a hand in it, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    /// Word of what she, he or it did.
    pub role: String,
    /// Names.
    pub names: InLanguages,
}

/// The form as typed. Its fields, in its order: `kind`, `genre`, `section`, `title_*`, `summary_*`, `language`, `also`,
/// `year`, `hand1_role`, `hand1_*`…, `subject`, `licence`, `holder_*`, `rights_*`, `source_url`, `number1_kind`,
/// `number1_value`…, `warning`, `access`, `access_note_*`, `without_text`, `testimony`, `audience`, `other1_language`,
/// `other1_title`…, `created`, `recorded`, `place`, `pages`, `places`, `periods`; `*` is a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Word of its kind.
    pub kind: String,
    /// Word of what sort of work it is, or nothing.
    pub genre: String,
    /// Slug of its section, or nothing.
    pub section: String,
    /// Titles.
    pub titles: InLanguages,
    /// A few sentences.
    pub summaries: InLanguages,
    /// Main language of the content.
    pub language: String,
    /// Further ones.
    pub also: Vec<String>,
    /// Year in which the work first appeared.
    pub year: String,
    /// Who made it, in order.
    pub hands: Vec<Hand>,
    /// Identifiers of what it is about.
    pub subjects: Vec<String>,
    /// Word of its terms; nothing while nobody knows.
    pub licence: String,
    /// Who holds the rights.
    pub holder: InLanguages,
    /// What is to be known about them.
    pub rights: InLanguages,
    /// Where it comes from.
    pub source_url: String,
    /// Kinds and values of numbers.
    pub numbers: Vec<(String, String)>,
    /// Words of what to be prepared for.
    pub warnings: Vec<String>,
    /// Words of what helps to use it.
    pub accessibility: Vec<String>,
    /// Why a recording has no text.
    pub without_text: String,
    /// `yes` where somebody tells what she lived through.
    pub testimony: String,
    /// Word of for whom it was made, or nothing.
    pub audience: String,
    /// Languages and texts of other titles.
    pub others: Vec<(String, String)>,
    /// When it was made.
    pub created: String,
    /// When it was recorded.
    pub recorded: String,
    /// Where it appeared.
    pub place: String,
    /// How many pages it has.
    pub pages: String,
    /// Places that it is about, one a line.
    pub places: String,
    /// Times that it is about, one a line.
    pub periods: String,
    /// How it can be used by whoever does not see or hear it.
    pub access_note: InLanguages,
}

/// What it says in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    pub title: String,
    pub summary: String,
    pub rights: Option<String>,
}

/// A form that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub kind: Kind,
    pub genre: Option<Genre>,
    pub section: Option<Section>,
    pub texts: BTreeMap<Locale, Described>,
    pub languages: Vec<Tongue>,
    pub year: Option<i32>,
    pub hands: Vec<(AgentRole, InLanguages)>,
    pub subjects: Vec<String>,
    pub licence: Option<Licence>,
    pub holder: InLanguages,
    pub source_url: Option<String>,
    pub numbers: Vec<Identifier>,
    pub warnings: Vec<WarningKind>,
    pub accessibility: Vec<Access>,
    pub without_text: Option<String>,
    pub testimony: bool,
    pub audience: Option<Audience>,
    pub details: Details,
}

impl Sheet {
    /// A record as the form shows it.
    pub(super) fn of(row: &item::Model, record: &Record) -> Self {
        let mut sheet = Self {
            kind: record.kind.as_str().to_owned(),
            genre: record.genre.map(|one| one.as_str().to_owned()).unwrap_or_default(),
            section: record.section.map(|section| section.slug().to_owned()).unwrap_or_default(),
            language: record.languages.first().map(|l| l.code().to_owned()).unwrap_or_default(),
            also: record.languages.iter().skip(1).map(|l| l.code().to_owned()).collect(),
            year: record.year.map(|year| year.to_string()).unwrap_or_default(),
            subjects: record.subjects.iter().map(|subject| subject.id.clone()).collect(),
            licence: row.licence.clone(),
            holder: record.holder.clone().unwrap_or_default(),
            source_url: record.source_url.clone().unwrap_or_default(),
            warnings: record.warnings.iter().map(|one| one.kind.as_str().to_owned()).collect(),
            accessibility: record.accessibility.iter().map(|one| one.as_str().to_owned()).collect(),
            without_text: row.without_text_reason.clone().unwrap_or_default(),
            testimony: if row.testimony { "yes".to_owned() } else { String::new() },
            audience: record.audience.map(|one| one.as_str().to_owned()).unwrap_or_default(),
            ..Self::default()
        };
        sheet.detail(&record.details);
        for (locale, text) in &record.texts {
            sheet.titles.insert(*locale, text.title.clone());
            sheet.summaries.insert(*locale, text.summary.clone());
            sheet.rights.insert(*locale, text.rights_note.clone().unwrap_or_default());
        }
        sheet.hands = record
            .contributors
            .iter()
            .map(|one| Hand { role: one.role.as_str().to_owned(), names: one.names.clone() })
            .collect();
        sheet.numbers =
            record.identifiers.iter().map(|one| (one.kind.as_str().to_owned(), one.value.clone())).collect();
        sheet
    }

    fn detail(&mut self, details: &Details) {
        let others = details.others.iter();
        self.others = others.map(|(tongue, title)| (tongue.code().to_owned(), title.clone())).collect();
        self.created = details.created.clone().unwrap_or_default();
        self.recorded = details.recorded.clone().unwrap_or_default();
        self.place = details.place.clone().unwrap_or_default();
        self.pages = details.pages.map(|pages| pages.to_string()).unwrap_or_default();
        self.places = details.places.join("\n");
        self.periods = details.periods.join("\n");
        self.access_note = details.access_note.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            kind: "book".into(),
            language: "fr".into(),
            titles: [(Locale::Fr, " Un  titre ".to_owned())].into(),
            ..Sheet::default()
        }
    }

    fn refused(sheet: &Sheet) -> Vec<String> {
        let error = sheet.check(&["safety".to_owned()], 2026).expect_err("refused");
        error.fields.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_field_is_read_or_named() {
        let facts = sheet().check(&[], 2026).expect("fine");
        assert_eq!(facts.texts.get(&Locale::Fr).map(|text| text.title.as_str()), Some("Un titre"));
        assert!(facts.licence.is_none() && facts.languages == [Tongue::Fr]);
        let hand = |role: &str, name: &str| Hand {
            role: role.into(),
            names: [(Locale::Ar, name.to_owned())].into(),
        };
        let cases: [(Sheet, &[&str]); 17] = [
            (Sheet::default(), &["kind", "title_ar", "language"]),
            (Sheet { summaries: [(Locale::En, "x".to_owned())].into(), ..sheet() }, &["title_en"]),
            (Sheet { genre: "gossip".into(), ..sheet() }, &["genre"]),
            (Sheet { year: "2027".into(), ..sheet() }, &["year"]),
            (Sheet { hands: vec![hand("author", "")], ..sheet() }, &["hand1_ar"]),
            (Sheet { hands: vec![hand("", ""), hand("", "x")], ..sheet() }, &["hand2_role"]),
            (Sheet { subjects: vec!["moon".into()], ..sheet() }, &["subject"]),
            (Sheet { numbers: vec![("isbn".into(), "1".into())], ..sheet() }, &["number1_value"]),
            (Sheet { source_url: "javascript:1".into(), ..sheet() }, &["source_url"]),
            (Sheet { licence: "mine".into(), ..sheet() }, &["licence"]),
            (Sheet { also: vec!["zxx".into()], ..sheet() }, &["also"]),
            (Sheet { others: vec![(String::new(), "Donne".into())], ..sheet() }, &["other1_language"]),
            (Sheet { others: vec![("it".into(), String::new())], ..sheet() }, &["other1_title"]),
            (Sheet { created: "mai 1987".into(), pages: "0".into(), ..sheet() }, &["created", "pages"]),
            (Sheet { periods: "1956\n1987/1956".into(), ..sheet() }, &["periods"]),
            (Sheet { access_note: [(Locale::En, "x".repeat(601))].into(), ..sheet() }, &["access_note_en"]),
            (Sheet { language: "zxx".into(), also: vec!["it".into()], ..sheet() }, &["also"]),
        ];
        for (sheet, fields) in cases {
            assert_eq!(refused(&sheet), fields, "{sheet:?}");
        }
        let songs = Sheet { language: "ber".into(), also: vec!["it".into(), "ber".into()], ..sheet() };
        assert_eq!(songs.check(&[], 2026).expect("fine").languages, [Tongue::Ber, Tongue::It]);
        let detailed = Sheet {
            others: vec![("it".into(), " Donne  e lavoro".into()), (String::new(), String::new())],
            created: "١٩٨٧-٠٥".into(),
            recorded: "198x".into(),
            pages: "96".into(),
            places: "Le Kef\r\n\r\n Tajerouine \nLe Kef".into(),
            periods: "1956/1987".into(),
            access_note: [(Locale::Ar, String::new()), (Locale::Fr, " Sous-titré.".to_owned())].into(),
            ..sheet()
        };
        let said = detailed.check(&[], 2026).expect("fine").details;
        assert_eq!(said.others, [(Tongue::It, "Donne e lavoro".to_owned())]);
        assert_eq!((said.created.as_deref(), said.recorded.as_deref()), (Some("1987-05"), Some("198X")));
        assert_eq!((said.pages, said.place), (Some(96), None));
        assert_eq!(said.access_note, InLanguages::from([(Locale::Fr, "Sous-titré.".to_owned())]));
        assert_eq!(
            (said.places.as_slice(), said.periods.as_slice()),
            (&["Le Kef".to_owned(), "Tajerouine".to_owned()][..], &["1956/1987".to_owned()][..])
        );
        let told = Sheet { genre: "testimony".into(), ..sheet() };
        assert_eq!(told.check(&[], 2026).expect("fine").genre, Some(Genre::Testimony));
        assert_eq!(facts.genre, None);
        let year = Sheet { year: "٢٠٢٠".into(), ..sheet() };
        assert_eq!(year.check(&[], 2026).expect("fine").year, Some(2020));
    }
}
