//! The form of a record: what was typed, and what it says once it was checked.

use std::collections::BTreeMap;

use contract::{FieldCode, FieldError, Locale, Section, Tongue};
use entity::library::item;

use super::{
    details::{COVERED, Details, OTHERS, PAGES_MAX},
    edtf::{is_date, is_span},
    identifier::{Identifier, is_address},
    record::{InLanguages, Record},
    words::{Access, AgentRole, Audience, Genre, IdentifierKind, Kind, Licence, WarningKind},
};
use crate::{
    DomainError, DomainResult,
    folding::fold,
    text::{check_length, multi_line, single_line},
};

/// Most hands that the form names. An item may come with more: those stay as they are.
pub const HANDS: usize = 12;
/// Most numbers that it has.
pub const NUMBERS: usize = 8;
/// Most subjects.
const SUBJECTS: usize = 8;
const TITLE_MAX: usize = 200;
const SUMMARY_MAX: usize = 2_000;
const NOTE_MAX: usize = 600;
const NAME_MAX: usize = 200;

/// Somebody who had a hand in it, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    /// Word of what she, he or it did.
    pub role: String,
    /// Names.
    pub names: InLanguages,
}

/// The form as typed. Its fields, in its order: `kind`, `genre`, `section`, `title_*`, `summary_*`, `language`, `also`, `year`,
/// `hand1_role`, `hand1_*`…, `subject`, `licence`, `holder_*`, `rights_*`, `source_url`, `number1_kind`,
/// `number1_value`…, `warning`, `access`, `without_text`, `testimony`, `audience`, `other1_language`, `other1_title`…,
/// `created`, `recorded`, `place`, `pages`, `places`, `periods`, `access_note_*`; `*` is a language.
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

/// Refused fields, in the order of the form.
#[derive(Default)]
struct Errors(Vec<FieldError>);

impl Errors {
    fn push(&mut self, field: impl Into<String>, code: FieldCode) {
        self.0.push(FieldError::new(field, code));
    }

    /// One word out of a list; nothing where nothing was chosen.
    fn word<T>(&mut self, field: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        if typed.is_empty() {
            return None;
        }
        let read = parse(typed);
        if read.is_none() {
            self.push(field, FieldCode::UnknownChoice);
        }
        read
    }

    /// Several words, each once.
    fn words<T: PartialEq>(
        &mut self,
        field: &str,
        typed: &[String],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut read = Vec::new();
        for one in typed {
            if let Some(one) = self.word(field, one, &parse)
                && !read.contains(&one)
            {
                read.push(one);
            }
        }
        read
    }

    /// A line of at most so many characters.
    fn line(&mut self, field: &str, typed: &str, most: usize) -> String {
        let line = single_line(typed);
        check_length(&mut self.0, field, &line, 0, most);
        line
    }

    /// A line in the languages in which something was written.
    fn lines(&mut self, field: &str, typed: &InLanguages, most: usize) -> InLanguages {
        let mut lines = InLanguages::new();
        for (locale, text) in typed {
            let line = self.line(&format!("{field}_{locale}"), text, most);
            if !line.is_empty() {
                lines.insert(*locale, line);
            }
        }
        lines
    }

    /// A date of the kind that `fits`; figures of any script.
    fn date(&mut self, field: &str, typed: &str, fits: fn(&str) -> bool) -> Option<String> {
        let typed = fold(typed.trim());
        // The mark of an unknown figure is a capital, however it was typed.
        let typed = given(typed.to_uppercase())?;
        if !fits(&typed) {
            self.push(field, FieldCode::NotADate);
            return None;
        }
        Some(typed)
    }

    /// Values of which each has a line.
    fn several(
        &mut self,
        field: &str,
        typed: &str,
        read: impl Fn(&mut Self, &str) -> Option<String>,
    ) -> Vec<String> {
        let lines: Vec<String> = multi_line(typed).lines().map(single_line).collect();
        let mut values: Vec<String> = Vec::new();
        for line in lines.iter().filter(|line| !line.is_empty()) {
            match read(&mut *self, line) {
                Some(value) if !values.contains(&value) => values.push(value),
                _ => {}
            }
        }
        if values.len() > COVERED {
            self.push(field, FieldCode::TooMany(COVERED));
        }
        values
    }
}

fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
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

    /// What it says. `known`: identifiers of the subjects that there are; `latest`: the last year that can be.
    ///
    /// # Errors
    /// The refused fields.
    pub(super) fn check(&self, known: &[String], latest: i32) -> DomainResult<Facts> {
        let mut errors = Errors::default();
        let kind = errors.word("kind", &self.kind, Kind::parse);
        if self.kind.is_empty() {
            errors.push("kind", FieldCode::Required);
        }
        let genre = errors.word("genre", &self.genre, Genre::parse);
        let section = errors.word("section", &self.section, |slug| slug.parse::<Section>().ok());
        let texts = self.texts(&mut errors);
        let languages = self.languages(&mut errors);
        let year = self.year(&mut errors, latest);
        let hands = self.hands(&mut errors);
        let subjects = errors
            .words("subject", &self.subjects, |id| known.iter().find(|one| one.as_str() == id).cloned());
        if subjects.len() > SUBJECTS {
            errors.push("subject", FieldCode::TooMany(SUBJECTS));
        }
        let licence = errors.word("licence", &self.licence, Licence::parse);
        let holder = errors.lines("holder", &self.holder, NAME_MAX);
        let source_url = given(self.source_url.trim().to_owned());
        if source_url.as_deref().is_some_and(|url| !is_address(url) || url.len() > NOTE_MAX) {
            errors.push("source_url", FieldCode::NotALink);
        }
        let numbers = self.numbers(&mut errors);
        let warnings = errors.words("warning", &self.warnings, WarningKind::parse);
        let accessibility = errors.words("access", &self.accessibility, Access::parse);
        let without_text = given(errors.line("without_text", &self.without_text, NOTE_MAX));
        let testimony = errors.word("testimony", &self.testimony, |word| (word == "yes").then_some(()));
        let audience = errors.word("audience", &self.audience, Audience::parse);
        let details = self.details(&mut errors);
        match kind {
            Some(kind) if errors.0.is_empty() => Ok(Facts {
                kind,
                genre,
                section,
                texts,
                languages,
                year,
                hands,
                subjects,
                licence,
                holder,
                source_url,
                numbers,
                warnings,
                accessibility,
                without_text,
                testimony: testimony.is_some(),
                audience,
                details,
            }),
            _ => Err(DomainError::fields(errors.0)),
        }
    }

    /// Descriptions; a language counts where it has a title.
    fn texts(&self, errors: &mut Errors) -> BTreeMap<Locale, Described> {
        let mut texts = BTreeMap::new();
        let empty = String::new();
        for locale in Locale::ALL {
            let typed = |texts: &InLanguages| texts.get(&locale).unwrap_or(&empty).clone();
            let field = format!("title_{locale}");
            let title = errors.line(&field, &typed(&self.titles), TITLE_MAX);
            let summary = multi_line(&typed(&self.summaries));
            check_length(&mut errors.0, &format!("summary_{locale}"), &summary, 0, SUMMARY_MAX);
            let rights = errors.line(&format!("rights_{locale}"), &typed(&self.rights), NOTE_MAX);
            if !title.is_empty() {
                texts.insert(locale, Described { title, summary, rights: given(rights) });
            } else if !summary.is_empty() || !rights.is_empty() {
                errors.push(field, FieldCode::Required);
            }
        }
        let refused = errors.0.iter().any(|error| error.field.starts_with("title_"));
        if texts.is_empty() && !refused {
            let own = self.language.parse::<Locale>().unwrap_or_default();
            errors.push(format!("title_{own}"), FieldCode::Required);
        }
        texts
    }

    fn languages(&self, errors: &mut Errors) -> Vec<Tongue> {
        let own = errors.word("language", &self.language, |code| code.parse::<Tongue>().ok());
        if self.language.is_empty() {
            errors.push("language", FieldCode::Required);
        }
        // What says that there is none, or that nobody knows it, stands alone.
        let alone = own.is_some_and(|own| !own.is_known());
        let also = errors.words("also", &self.also, |code| {
            code.parse::<Tongue>().ok().filter(|one| one.is_known() && !alone)
        });
        own.into_iter().chain(also.into_iter().filter(|one| Some(*one) != own)).collect()
    }

    fn year(&self, errors: &mut Errors, latest: i32) -> Option<i32> {
        let typed = fold(self.year.trim());
        if typed.is_empty() {
            return None;
        }
        let year = typed.parse::<i32>().ok().filter(|year| (1..=latest).contains(year));
        if year.is_none() {
            errors.push("year", FieldCode::NotANumber);
        }
        year
    }

    fn details(&self, errors: &mut Errors) -> Details {
        let typed = fold(self.pages.trim());
        let pages = typed.parse::<u32>().ok().filter(|pages| (1..=PAGES_MAX).contains(pages));
        let others = self.others(errors);
        let created = errors.date("created", &self.created, is_date);
        let recorded = errors.date("recorded", &self.recorded, is_date);
        let place = given(errors.line("place", &self.place, NAME_MAX));
        if pages.is_none() && !typed.is_empty() {
            errors.push("pages", FieldCode::NotANumber);
        }
        let places = errors
            .several("places", &self.places, |errors, line| given(errors.line("places", line, NAME_MAX)));
        let periods =
            errors.several("periods", &self.periods, |errors, line| errors.date("periods", line, is_span));
        let access_note = errors.lines("access_note", &self.access_note, NOTE_MAX);
        Details { others, created, recorded, place, pages, places, periods, access_note }
    }

    fn others(&self, errors: &mut Errors) -> Vec<(Tongue, String)> {
        if self.others.len() > OTHERS {
            errors.push("other1_title", FieldCode::TooMany(OTHERS));
        }
        let mut others = Vec::new();
        for (n, (language, title)) in (1..).zip(&self.others) {
            let (language_field, title_field) = (format!("other{n}_language"), format!("other{n}_title"));
            let read = |code: &str| code.parse::<Tongue>().ok().filter(|one| one.is_known());
            let tongue = errors.word(&language_field, language, read);
            let title = errors.line(&title_field, title, TITLE_MAX);
            match tongue {
                Some(_) if title.is_empty() => errors.push(title_field, FieldCode::Required),
                Some(tongue) => others.push((tongue, title)),
                None if language.is_empty() && !title.is_empty() => {
                    errors.push(language_field, FieldCode::Required);
                }
                None => {}
            }
        }
        others
    }

    fn hands(&self, errors: &mut Errors) -> Vec<(AgentRole, InLanguages)> {
        if self.hands.len() > HANDS {
            errors.push("hand1_role", FieldCode::TooMany(HANDS));
        }
        let mut hands = Vec::new();
        for (n, hand) in (1..).zip(&self.hands) {
            let field = format!("hand{n}_role");
            let role = errors.word(&field, &hand.role, AgentRole::parse);
            let names = errors.lines(&format!("hand{n}"), &hand.names, NAME_MAX);
            match (role, names.is_empty()) {
                (Some(role), false) => hands.push((role, names)),
                (Some(_), true) => errors.push(format!("hand{n}_ar"), FieldCode::Required),
                (None, false) if hand.role.is_empty() => errors.push(field, FieldCode::Required),
                (None, _) => {}
            }
        }
        hands
    }

    fn numbers(&self, errors: &mut Errors) -> Vec<Identifier> {
        if self.numbers.len() > NUMBERS {
            errors.push("number1_kind", FieldCode::TooMany(NUMBERS));
        }
        let mut numbers = Vec::new();
        for (n, (kind, value)) in (1..).zip(&self.numbers) {
            let (kind_field, value_field) = (format!("number{n}_kind"), format!("number{n}_value"));
            let value = value.trim();
            let read = errors.word(&kind_field, kind, IdentifierKind::parse);
            match read {
                Some(kind) if kind.accepts(value) => {
                    numbers.push(Identifier { kind, value: value.to_owned() })
                }
                Some(_) if value.is_empty() => errors.push(value_field, FieldCode::Required),
                Some(_) => errors.push(value_field, FieldCode::BadCharacters),
                None if kind.is_empty() && !value.is_empty() => errors.push(kind_field, FieldCode::Required),
                None => {}
            }
        }
        numbers
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
        assert_eq!(said.access_note, [(Locale::Fr, "Sous-titré.".to_owned())].into());
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
