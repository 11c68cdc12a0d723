//! What the form says, once it was checked.

use std::collections::BTreeMap;

use contract::{FieldCode, Locale, Section, Tongue};

use super::{
    Described, Facts, HANDS, NUMBERS, Sheet,
    refused::{Errors, given},
};
use crate::{
    DomainError, DomainResult,
    folding::fold,
    library::{
        details::{Details, OTHERS, PAGES_MAX},
        edtf::{is_date, is_span},
        identifier::{Identifier, is_address},
        record::InLanguages,
        words::{Access, AgentRole, Audience, Genre, IdentifierKind, Kind, Licence, WarningKind},
    },
    text::{check_length, multi_line},
};

/// Most subjects.
const SUBJECTS: usize = 8;
const TITLE_MAX: usize = 200;
const SUMMARY_MAX: usize = 2_000;
const NOTE_MAX: usize = 600;
const NAME_MAX: usize = 200;

impl Sheet {
    /// What it says. `known`: identifiers of the subjects that there are; `latest`: the last year that can be.
    ///
    /// # Errors
    /// The refused fields.
    pub(in crate::library) fn check(&self, known: &[String], latest: i32) -> DomainResult<Facts> {
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
