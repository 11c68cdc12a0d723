//! Codes of this room in words, and where they lead.

use contract::{Locale, Section};
use domain::{
    commitment::{CONTACT, Content, Line, OPENING, Place, Progress},
    moderation::transparency::{Report, Shown},
    safety::Trilingual,
};
use i18n::L10nLanguage;

use crate::site::routes;

/// How a point stands.
pub(super) fn progress(l: &L10nLanguage, progress: Progress) -> String {
    match progress {
        Progress::Open => l.msg_commitment_state_open(),
        Progress::Begun => l.msg_commitment_state_begun(),
        Progress::There => l.msg_commitment_state_there(),
        Progress::Dropped => l.msg_commitment_state_dropped(),
    }
}

/// What a point is about.
pub(super) fn name(l: &L10nLanguage, locale: Locale, line: &Line) -> String {
    match (line.asked, line.code.as_str()) {
        (Some(asked), _) => asked.text.get(locale).to_owned(),
        (None, OPENING) => l.msg_commitment_opening(),
        (None, CONTACT) => l.msg_commitment_contact(),
        (None, other) => other.to_owned(),
    }
}

/// What the portal holds.
pub(super) fn content(l: &L10nLanguage, content: Content) -> String {
    match content {
        Content::Texts => l.msg_commitment_content_texts(),
        Content::Items => l.msg_commitment_content_items(),
        Content::Datasets => l.msg_commitment_content_datasets(),
        Content::Organisations => l.msg_commitment_content_organisations(),
    }
}

/// A section, or none.
pub(super) fn section(l: &L10nLanguage, section: Option<Section>) -> String {
    section.map_or_else(|| l.msg_commitment_no_section(), |section| i18n::sections::name(l, section))
}

/// What the team did, as sums: their codes, their names, and the numbers of its own page.
pub(super) fn sums(l: &L10nLanguage, report: &Report) -> [(&'static str, String, Shown); 4] {
    [
        ("texts", l.msg_transparency_readings(), report.readings.numbers.total),
        ("reports", l.msg_commitment_reports(), report.report_outcomes.numbers.total),
        ("sanctions", l.msg_commitment_sanctions(), report.sanctions.numbers.total),
        ("appeals", l.msg_transparency_appeals(), report.appeals.numbers.total),
    ]
}

/// The links of a place on the portal.
pub(super) fn links(l: &L10nLanguage, locale: Locale, place: Place) -> Vec<(String, String)> {
    let one = match place {
        Place::Home => (routes::home(locale), l.msg_nav_home()),
        Place::Sections => {
            let all = Section::ALL.into_iter();
            return all
                .map(|one| (routes::section(locale, one.slug()), i18n::sections::name(l, one)))
                .collect();
        }
        Place::Organisations => (routes::organisations(locale), l.msg_directory_title()),
        Place::Forum => (routes::forum(locale), l.msg_nav_forum()),
        Place::Moderation => (routes::standing(locale, "moderation"), l.msg_nav_moderation()),
        Place::Library => (routes::library(locale), l.msg_nav_library()),
        Place::Statistics => (routes::statistics(locale), l.msg_nav_statistics()),
        Place::Search => (routes::search(locale), l.msg_nav_search()),
        Place::FirstSteps => (routes::standing(locale, "firststeps"), l.msg_nav_first_steps()),
        Place::Safety => (routes::safety(locale), l.msg_nav_safety()),
        Place::Transparency => (routes::transparency(locale, ""), l.msg_transparency_link()),
    };
    vec![one]
}

/// A note in her language, else in one that there is.
pub(super) fn note(note: &Trilingual, locale: Locale) -> Option<(Locale, String)> {
    std::iter::once(locale).chain(Locale::ALL).find_map(|l| {
        let text = note.get(l);
        (!text.trim().is_empty()).then(|| (l, text.to_owned()))
    })
}
