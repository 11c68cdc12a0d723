//! The form of a consent: what was typed, and what it says once it was checked.

use contract::{FieldCode, FieldError, Locale};

use super::see::Consent;
use crate::{
    DomainError, DomainResult, Services,
    library::{life::start_of_day, words::Allowed},
    text::{check_length, multi_line, single_line},
};

/// Longest pseudonym.
pub const WHO_MAX: usize = 80;
/// Longest text about how she is reached.
pub const CONTACT_MAX: usize = 500;
/// Longest note.
pub const NOTE_MAX: usize = 1_000;
const DAY_MS: i64 = 86_400_000;

/// A consent as a form sends it. Its fields: `who`, `allows` (several), `gives` (`whole` or `text`), `until`, `contact`,
/// `language`, `given_on`, `note`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ConsentForm {
    /// Her pseudonym.
    pub who: String,
    /// Words of to whom it may be given.
    pub allows: Vec<String>,
    /// Whether the whole of it may be given, or only what is said.
    pub gives: String,
    /// Last ISO day, or nothing.
    pub until: String,
    /// How she is reached.
    pub contact: String,
    /// Code of the language in which she was asked.
    pub language: String,
    /// ISO day on which she agreed.
    pub given_on: String,
    /// What else is to be known.
    pub note: String,
}

impl std::fmt::Debug for ConsentForm {
    /// What she said of herself stands in no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConsentForm").field("allows", &self.allows).finish_non_exhaustive()
    }
}

/// A form that was checked.
pub(super) struct Facts {
    pub who: String,
    pub allows: Vec<Allowed>,
    pub text_only: bool,
    pub until: Option<i64>,
    pub contact: Option<String>,
    pub language: Locale,
    pub given_on: String,
    pub note: Option<String>,
}

fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

impl ConsentForm {
    /// A consent as the form shows it.
    pub fn of(consent: &Consent) -> Self {
        Self {
            who: consent.who.clone(),
            allows: consent.allows.iter().map(|one| one.as_str().to_owned()).collect(),
            gives: if consent.text_only { "text" } else { "whole" }.to_owned(),
            until: consent.until.clone().unwrap_or_default(),
            contact: consent.contact.clone().unwrap_or_default(),
            language: consent.language.code().to_owned(),
            given_on: consent.given_on.clone(),
            note: consent.note.clone().unwrap_or_default(),
        }
    }

    /// What it says.
    pub(super) fn read(&self, services: &Services) -> DomainResult<Facts> {
        let mut errors = Vec::new();
        let mut refuse = |field: &str, code: FieldCode| errors.push(FieldError::new(field, code));
        let choice =
            |typed: &str| if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        let allows: Vec<Allowed> = Allowed::ALL
            .iter()
            .copied()
            .filter(|one| self.allows.iter().any(|w| w == one.as_str()))
            .collect();
        if self.allows.iter().any(|word| Allowed::parse(word).is_none()) {
            refuse("allows", FieldCode::UnknownChoice);
        } else if allows.is_empty() {
            refuse("allows", FieldCode::Required);
        }
        if !matches!(self.gives.as_str(), "whole" | "text") {
            refuse("gives", choice(&self.gives));
        }
        let until = start_of_day(&self.until).map(|day| day + DAY_MS);
        if until.is_none() && !self.until.is_empty() {
            refuse("until", FieldCode::NotADay);
        }
        let language = self.language.parse::<Locale>().ok();
        if language.is_none() {
            refuse("language", choice(&self.language));
        }
        // Nobody agreed tomorrow.
        if self.given_on.is_empty() {
            refuse("given_on", FieldCode::Required);
        } else if start_of_day(&self.given_on).is_none() {
            refuse("given_on", FieldCode::NotADay);
        } else if self.given_on > services.today() {
            refuse("given_on", FieldCode::InTheFuture);
        }
        let who = single_line(&self.who);
        if who.is_empty() {
            refuse("who", FieldCode::Required);
        }
        let contact = single_line(&self.contact);
        let note = multi_line(&self.note).trim().to_owned();
        check_length(&mut errors, "who", &who, 0, WHO_MAX);
        check_length(&mut errors, "contact", &contact, 0, CONTACT_MAX);
        check_length(&mut errors, "note", &note, 0, NOTE_MAX);
        match language {
            Some(language) if errors.is_empty() => Ok(Facts {
                who,
                allows,
                text_only: self.gives == "text",
                until,
                contact: given(contact),
                language,
                given_on: self.given_on.clone(),
                note: given(note),
            }),
            _ => Err(DomainError::fields(errors)),
        }
    }
}
