//! The line of an item in the table.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale};
use entity::library::item;

use super::dublin_core::Relation;
use crate::{
    DomainError, DomainResult,
    library::{
        AgentRole, Record,
        columns::{self, ACCESS_NOTE, BETWEEN, HOLDER, OTHER, in_language},
    },
};

/// A file in the bag.
pub(super) struct Kept {
    /// Below the folder of the payload.
    pub place: String,
    pub role: String,
    pub language: String,
    pub visible_from: Option<i64>,
    pub visible_to: Option<i64>,
    pub reason: Option<String>,
}

/// What is said of an item besides its record.
pub(super) struct Beside<'a> {
    pub row: &'a item::Model,
    pub relations: &'a [Relation],
    pub collections: &'a [String],
    pub files: &'a [Kept],
}

fn joined(list: impl Iterator<Item = impl AsRef<str>>) -> String {
    // What stands between values stands in none of them.
    let clean = |value: &str| value.replace(BETWEEN, "| |");
    list.map(|value| clean(value.as_ref())).collect::<Vec<_>>().join(BETWEEN)
}

/// What is said of files of which most say nothing: a place for each, or nothing at all.
fn if_any(files: &[Kept], value: impl Fn(&Kept) -> String) -> String {
    let all: Vec<String> = files.iter().map(value).collect();
    if all.iter().all(String::is_empty) { String::new() } else { joined(all.into_iter()) }
}

/// Values by column.
fn values(record: &Record, beside: &Beside<'_>) -> BTreeMap<String, String> {
    let row = beside.row;
    let details = &record.details;
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let mut values: BTreeMap<String, String> = [
        ("id", row.id.clone()),
        ("state", row.state.clone()),
        ("kind", row.kind.clone()),
        ("genre", row.genre.clone().unwrap_or_default()),
        ("section", row.section.clone().unwrap_or_default()),
        ("work", row.work.clone().unwrap_or_default()),
        ("languages", joined(record.languages.iter().map(|l| l.code()))),
        ("subject", joined(record.subjects.iter().map(|one| &one.id))),
        (
            "identifier",
            joined(record.identifiers.iter().map(|one| format!("{}:{}", one.kind.as_str(), one.value))),
        ),
        ("licence", row.licence.clone()),
        ("source", row.source_url.clone().unwrap_or_default()),
        ("year", number(row.year.map(i64::from))),
        ("created", details.created.clone().unwrap_or_default()),
        ("recorded", details.recorded.clone().unwrap_or_default()),
        ("place", details.place.clone().unwrap_or_default()),
        ("pages", number(details.pages.map(i64::from))),
        ("coverage", joined(details.places.iter())),
        ("period", joined(details.periods.iter())),
        ("published_on", row.published_on.clone()),
        ("visible_from", number(row.visible_from)),
        ("visible_to", number(row.visible_to)),
        ("machine_read", if row.machine_read { "yes" } else { "no" }.to_owned()),
        ("accessibility", joined(record.accessibility.iter().map(|one| one.as_str()))),
        (
            "warning",
            joined(record.warnings.iter().map(|one| match one.range {
                Some((from, to)) => format!("{}:{from}-{to}", one.kind.as_str()),
                None => one.kind.as_str().to_owned(),
            })),
        ),
        // That there is a consent, and what it says, leaves the house with nothing.
        ("testimony", if row.testimony { "yes" } else { "no" }.to_owned()),
        ("audience", row.audience.clone().unwrap_or_default()),
        (
            "relation",
            joined(beside.relations.iter().map(|(kind, target)| format!("{}:{target}", kind.as_str()))),
        ),
        ("collection", joined(beside.collections.iter())),
        ("files", joined(beside.files.iter().map(|file| &file.place))),
        ("file_roles", joined(beside.files.iter().map(|file| &file.role))),
        ("file_languages", joined(beside.files.iter().map(|file| &file.language))),
        ("file_visible_from", if_any(beside.files, |file| number(file.visible_from))),
        ("file_visible_to", if_any(beside.files, |file| number(file.visible_to))),
        ("file_embargo_reasons", if_any(beside.files, |file| file.reason.clone().unwrap_or_default())),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    for (l, text) in &record.texts {
        values.insert(in_language("title", *l), text.title.clone());
        values.insert(in_language("abstract", *l), text.summary.clone());
        values.insert(in_language("rights", *l), text.rights_note.clone().unwrap_or_default());
    }
    for tongue in columns::tongues() {
        let titles = details.others.iter().filter(|(other, _)| *other == tongue);
        let titles = joined(titles.map(|(_, title)| title));
        if !titles.is_empty() {
            values.insert(in_language(OTHER, tongue), titles);
        }
    }
    for l in Locale::ALL {
        for role in AgentRole::ALL {
            let of_role = record.contributors.iter().filter(|one| one.role == *role);
            // Whoever has no name in a language leaves her place empty: the second is the second in each of them.
            let names: Vec<&str> =
                of_role.map(|one| one.names.get(&l).map(String::as_str).unwrap_or_default()).collect();
            if names.iter().any(|name| !name.is_empty()) {
                values.insert(in_language(role.as_str(), l), joined(names.into_iter()));
            }
        }
        if let Some(note) = details.access_note.get(&l) {
            values.insert(in_language(ACCESS_NOTE, l), note.clone());
        }
        if let Some(name) = record.holder.as_ref().and_then(|names| names.get(&l)) {
            values.insert(in_language(HOLDER, l), name.clone());
        }
    }
    values
}

/// Lines of the table, each ended.
fn line(cells: impl Iterator<Item = String>) -> DomainResult<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::<u8>::new());
    writer
        .write_record(cells.collect::<Vec<_>>())
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    writer.into_inner().map_err(|error| DomainError::caused(ErrorCode::Internal, error.to_string()))
}

/// The head of the table.
pub(super) fn head() -> DomainResult<Vec<u8>> {
    line(columns::all().into_iter())
}

/// The line of an item.
pub(super) fn of(record: &Record, beside: &Beside<'_>) -> DomainResult<Vec<u8>> {
    let mut values = values(record, beside);
    line(columns::all().into_iter().map(|name| columns::guarded(values.remove(&name).unwrap_or_default())))
}
