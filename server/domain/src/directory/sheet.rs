//! The form of an organisation: what was typed, and what it says once it was checked.

use std::collections::BTreeMap;

use contract::{FieldCode, Locale, Section};
use entity::directory::{organisation, organisation_text};
use sea_orm::ActiveValue::Set;

use super::{
    common::{Errors, number_of},
    words::{Area, OrganisationKind},
};
use crate::{
    DomainError, DomainResult,
    library::slug_of,
    mail::EmailAddress,
    text::{check_length, multi_line},
};

const NAME_MAX: usize = 200;
const DOES_MAX: usize = 2_000;
const LINE_MAX: usize = 300;
const LAST_PLACE: i32 = 9_999;

/// What is typed in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationWords {
    /// Name.
    pub name: String,
    /// What it does.
    pub does: String,
    /// When it is open.
    pub hours: String,
    /// Where it is.
    pub address: String,
}

/// The form as typed. Its fields, in its order: `kind`, `section`, `area`, `name_*`, `does_*`, `hours_*`, `address_*`,
/// `phone`, `email`, `website`, `agreed_on`, `source_url`, `checked_on`, `order`; `*` is a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationSheet {
    /// Word of its kind.
    pub kind: String,
    /// Slugs of its sections.
    pub sections: Vec<String>,
    /// Word of where it works.
    pub area: String,
    /// Words by language.
    pub words: BTreeMap<Locale, OrganisationWords>,
    /// Number.
    pub phone: String,
    /// Address for mail.
    pub email: String,
    /// Its site.
    pub website: String,
    /// Day on which it agreed that its contact is shown.
    pub agreed_on: String,
    /// Where what is said of it stands.
    pub source_url: String,
    /// Day on which it was compared with that.
    pub checked_on: String,
    /// Lower comes first.
    pub order: String,
}

/// A form that was checked.
pub(super) struct Facts {
    kind: OrganisationKind,
    sections: Vec<Section>,
    area: Area,
    words: BTreeMap<Locale, OrganisationWords>,
    phone: String,
    email: String,
    website: String,
    agreed_on: Option<String>,
    source_url: String,
    checked_on: String,
    order: i32,
}

impl OrganisationSheet {
    /// An organisation as the form shows it.
    pub(super) fn of(row: &organisation::Model, texts: &[organisation_text::Model]) -> Self {
        let words = texts.iter().filter_map(|text| {
            let words = OrganisationWords {
                name: text.name.clone(),
                does: text.what_they_do.clone(),
                hours: text.hours.clone(),
                address: text.address.clone(),
            };
            Some((text.locale.parse().ok()?, words))
        });
        Self {
            kind: row.kind.clone(),
            sections: row.sections.split_whitespace().map(str::to_owned).collect(),
            area: row.place.clone(),
            words: words.collect(),
            phone: row.phone.clone(),
            email: row.email.clone(),
            website: row.website.clone(),
            agreed_on: row.contact_agreed_on.clone().unwrap_or_default(),
            source_url: row.source_url.clone(),
            checked_on: row.checked_on.clone(),
            order: row.position.to_string(),
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// The refused fields.
    pub(super) fn check(&self, today: &str) -> DomainResult<Facts> {
        let mut errors = Errors::default();
        let refusal = |typed: &str| match typed {
            "" => FieldCode::Required,
            _ => FieldCode::UnknownChoice,
        };
        let kind = OrganisationKind::parse(&self.kind);
        if kind.is_none() {
            errors.push("kind", refusal(&self.kind));
        }
        let mut sections: Vec<Section> = Vec::new();
        for slug in &self.sections {
            match slug.parse() {
                Ok(section) if sections.contains(&section) => {}
                Ok(section) => sections.push(section),
                Err(_) => errors.push("section", FieldCode::UnknownChoice),
            }
        }
        let area = Area::parse(&self.area);
        if area.is_none() {
            errors.push("area", refusal(&self.area));
        }
        let words = self.words(&mut errors);
        let phone = number_of(&self.phone).unwrap_or_default();
        if phone.is_empty() && !self.phone.trim().is_empty() {
            errors.push("phone", FieldCode::NotANumber);
        }
        let mut email = String::new();
        if !self.email.trim().is_empty() {
            match EmailAddress::parse(&self.email) {
                Ok(address) => email = address.as_str().to_owned(),
                Err(code) => errors.push("email", code),
            }
        }
        let website = errors.web("website", &self.website);
        let agreed_on = errors.day("agreed_on", &self.agreed_on, today);
        let source_url = errors.web("source_url", &self.source_url);
        if source_url.is_empty() {
            errors.push("source_url", FieldCode::Required);
        }
        let checked_on = errors.day("checked_on", &self.checked_on, today).unwrap_or_default();
        if checked_on.is_empty() {
            errors.push("checked_on", FieldCode::Required);
        }
        let order = match self.order.trim() {
            "" => Some(0),
            typed => typed.parse::<i32>().ok().filter(|order| (0..=LAST_PLACE).contains(order)),
        };
        if order.is_none() {
            errors.push("order", FieldCode::NotANumber);
        }
        match (kind, area, order) {
            (Some(kind), Some(area), Some(order)) if errors.0.is_empty() => Ok(Facts {
                kind,
                sections,
                area,
                words,
                phone,
                email,
                website,
                agreed_on,
                source_url,
                checked_on,
                order,
            }),
            _ => Err(DomainError::fields(errors.0)),
        }
    }

    fn words(&self, errors: &mut Errors) -> BTreeMap<Locale, OrganisationWords> {
        let mut read = BTreeMap::new();
        for (l, typed) in &self.words {
            let does = multi_line(&typed.does);
            let name = errors.line(&format!("name_{l}"), &typed.name, 0, NAME_MAX);
            check_length(&mut errors.0, &format!("does_{l}"), &does, 0, DOES_MAX);
            let hours = errors.line(&format!("hours_{l}"), &typed.hours, 0, LINE_MAX);
            let address = errors.line(&format!("address_{l}"), &typed.address, 0, LINE_MAX);
            let words = OrganisationWords { name, does, hours, address };
            if words == OrganisationWords::default() {
                continue;
            }
            if words.name.is_empty() {
                errors.push(format!("name_{l}"), FieldCode::Required);
            }
            read.insert(*l, words);
        }
        if read.is_empty() {
            errors.push("name_ar", FieldCode::Required);
        }
        read
    }
}

impl Facts {
    /// Writes them into a row.
    pub(super) fn fill(&self, row: &mut organisation::ActiveModel) {
        let sections: Vec<&str> = self.sections.iter().map(|section| section.slug()).collect();
        row.kind = Set(self.kind.as_str().to_owned());
        row.sections = Set(sections.join(" "));
        row.place = Set(self.area.as_str().to_owned());
        row.phone = Set(self.phone.clone());
        row.email = Set(self.email.clone());
        row.website = Set(self.website.clone());
        row.contact_agreed_on = Set(self.agreed_on.clone());
        row.source_url = Set(self.source_url.clone());
        row.checked_on = Set(self.checked_on.clone());
        row.position = Set(self.order);
    }

    /// Its texts as rows.
    pub(super) fn texts(&self, id: &str) -> Vec<organisation_text::ActiveModel> {
        self.words.iter().map(|(l, words)| text_row(id, *l, words)).collect()
    }
}

/// A text as a row.
pub(super) fn text_row(id: &str, l: Locale, words: &OrganisationWords) -> organisation_text::ActiveModel {
    organisation_text::ActiveModel {
        organisation_id: Set(id.to_owned()),
        locale: Set(l.code().to_owned()),
        slug: Set(slug_of(&words.name)),
        name: Set(words.name.clone()),
        what_they_do: Set(words.does.clone()),
        hours: Set(words.hours.clone()),
        address: Set(words.address.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> OrganisationSheet {
        let words = OrganisationWords { name: " جمعية ".into(), ..OrganisationWords::default() };
        OrganisationSheet {
            kind: "association".into(),
            area: "kef".into(),
            words: [(Locale::Ar, words), (Locale::Fr, OrganisationWords::default())].into(),
            source_url: "https://example.org/".into(),
            checked_on: "2026-11-01".into(),
            ..OrganisationSheet::default()
        }
    }

    fn refused(sheet: &OrganisationSheet) -> Vec<String> {
        let error = sheet.check("2026-11-28").err().map(|error| error.fields).unwrap_or_default();
        error.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn says_what_is_wrong_with_every_field() {
        let read = sheet().check("2026-11-28").unwrap();
        assert_eq!(read.words.len(), 1);
        assert_eq!(read.words[&Locale::Ar].name, "جمعية");
        let empty = OrganisationSheet::default();
        assert_eq!(refused(&empty), ["kind", "area", "name_ar", "source_url", "checked_on"]);
        let hours = OrganisationWords { hours: "9–12".into(), ..OrganisationWords::default() };
        for (wrong, field) in [
            (OrganisationSheet { kind: "club".into(), ..sheet() }, "kind"),
            (OrganisationSheet { sections: vec!["sport".into()], ..sheet() }, "section"),
            (OrganisationSheet { words: [(Locale::En, hours)].into(), ..sheet() }, "name_en"),
            (OrganisationSheet { phone: "call us".into(), ..sheet() }, "phone"),
            (OrganisationSheet { email: "nobody".into(), ..sheet() }, "email"),
            (OrganisationSheet { website: "javascript:1".into(), ..sheet() }, "website"),
            (OrganisationSheet { agreed_on: "2027-01-01".into(), ..sheet() }, "agreed_on"),
            (OrganisationSheet { checked_on: "yesterday".into(), ..sheet() }, "checked_on"),
            (OrganisationSheet { order: "-1".into(), ..sheet() }, "order"),
        ] {
            assert_eq!(refused(&wrong), [field]);
        }
    }
}
