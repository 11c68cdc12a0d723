//! The record as a form sends it and as it gets it back.

use std::collections::BTreeMap;

use contract::Locale;
use domain::library::{HANDS, Hand, NUMBERS, OTHERS, Sheet};

use crate::site::{components::filled::Pairs, form::Form};

/// The record as a form holds it.
pub(crate) fn sheet_of(form: &Form) -> Sheet {
    let one = |name: &str| form.get(name).to_owned();
    let many = |name: &str| -> Vec<String> {
        form.pairs().iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    let all = |name: &str| -> BTreeMap<Locale, String> {
        Locale::ALL.into_iter().map(|l| (l, form.get(&format!("{name}_{l}")).to_owned())).collect()
    };
    Sheet {
        kind: one("kind"),
        genre: one("genre"),
        section: one("section"),
        titles: all("title"),
        summaries: all("summary"),
        language: one("language"),
        also: many("also"),
        year: one("year"),
        hands: (1..=HANDS)
            .map(|n| Hand { role: one(&format!("hand{n}_role")), names: all(&format!("hand{n}")) })
            .collect(),
        subjects: many("subject"),
        licence: one("licence"),
        holder: all("holder"),
        rights: all("rights"),
        source_url: one("source_url"),
        numbers: (1..=NUMBERS)
            .map(|n| (one(&format!("number{n}_kind")), one(&format!("number{n}_value"))))
            .collect(),
        warnings: many("warning"),
        accessibility: many("access"),
        without_text: one("without_text"),
        testimony: one("testimony"),
        audience: one("audience"),
        others: (1..=OTHERS)
            .map(|n| (one(&format!("other{n}_language")), one(&format!("other{n}_title"))))
            .collect(),
        created: one("created"),
        recorded: one("recorded"),
        place: one("place"),
        pages: one("pages"),
        places: one("places"),
        periods: one("periods"),
        access_note: all("access_note"),
    }
}

/// A record as the pairs of a form.
pub(super) fn pairs_of(sheet: &Sheet) -> Pairs {
    let mut pairs: Pairs = Vec::new();
    let mut put = |name: String, value: &str| {
        if !value.is_empty() {
            pairs.push((name, value.to_owned()));
        }
    };
    for (name, value) in [
        ("kind", &sheet.kind),
        ("genre", &sheet.genre),
        ("section", &sheet.section),
        ("language", &sheet.language),
        ("year", &sheet.year),
        ("licence", &sheet.licence),
        ("source_url", &sheet.source_url),
        ("without_text", &sheet.without_text),
        ("testimony", &sheet.testimony),
        ("audience", &sheet.audience),
        ("created", &sheet.created),
        ("recorded", &sheet.recorded),
        ("place", &sheet.place),
        ("pages", &sheet.pages),
        ("places", &sheet.places),
        ("periods", &sheet.periods),
    ] {
        put(name.to_owned(), value);
    }
    for (name, values) in [
        ("also", &sheet.also),
        ("subject", &sheet.subjects),
        ("warning", &sheet.warnings),
        ("access", &sheet.accessibility),
    ] {
        for value in values {
            put(name.to_owned(), value);
        }
    }
    for (name, texts) in [
        ("title", &sheet.titles),
        ("summary", &sheet.summaries),
        ("holder", &sheet.holder),
        ("rights", &sheet.rights),
        ("access_note", &sheet.access_note),
    ] {
        for (locale, text) in texts {
            put(format!("{name}_{locale}"), text);
        }
    }
    for (n, hand) in (1..).zip(&sheet.hands) {
        put(format!("hand{n}_role"), &hand.role);
        for (locale, name) in &hand.names {
            put(format!("hand{n}_{locale}"), name);
        }
    }
    for (n, (kind, value)) in (1..).zip(&sheet.numbers) {
        put(format!("number{n}_kind"), kind);
        put(format!("number{n}_value"), value);
    }
    for (n, (language, title)) in (1..).zip(&sheet.others) {
        put(format!("other{n}_language"), language);
        put(format!("other{n}_title"), title);
    }
    pairs
}
