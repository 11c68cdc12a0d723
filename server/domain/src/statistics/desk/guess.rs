//! What a file seems to mean: proposed, never taken for granted.

use std::collections::BTreeMap;

use entity::statistics::parts::Localised;

use super::{
    known::Known,
    mapping::{ANY, ASK, Mapping, OUT},
};
use crate::statistics::formats::{Format, Read, Role};

/// Codes of one column that are proposed.
const MOST_CODES: usize = 500;

const WOMEN: [&str; 12] =
    ["f", "w", "female", "females", "women", "femme", "femmes", "féminin", "نساء", "إناث", "أنثى", "النساء"];
const MEN: [&str; 11] =
    ["m", "male", "males", "men", "homme", "hommes", "masculin", "رجال", "ذكور", "ذكر", "الرجال"];
const ALL: [&str; 11] =
    ["t", "_t", "total", "all", "both", "both sexes", "ensemble", "tous", "المجموع", "الجملة", "الجنسان"];

/// Codes of countries as others write them.
const PLACES: [(&str, &str); 2] = [("TUN", "TN"), ("TN", "TN")];

fn is(label: &Localised, text: &str) -> bool {
    [&label.ar, &label.fr, &label.en].iter().any(|name| name.to_lowercase() == text)
}

/// `sexed`: a column says the sex.
fn code_of(role: Role, code: &str, known: &Known, dataset: &str, sexed: bool) -> Option<String> {
    let small = code.to_lowercase();
    match role {
        Role::Sex => [("F", &WOMEN[..]), ("M", &MEN[..]), ("T", &ALL[..])]
            .iter()
            .find(|(_, names)| names.contains(&small.as_str()))
            .map(|(sex, _)| (*sex).to_owned()),
        Role::Geo | Role::Age => {
            let kind = role.as_str();
            let alias = PLACES.iter().find(|(other, _)| role == Role::Geo && *other == code);
            let code = alias.map_or(code, |(_, ours)| *ours);
            let mut of_kind = known.codes.iter().filter(|entry| entry.kind == kind);
            if role == Role::Age && (small == "_t" || small.is_empty()) {
                return Some("total".to_owned());
            }
            of_kind
                .find(|entry| {
                    let mut aliases = entry.aliases.lines();
                    entry.code == code
                        || is(&entry.label, &small)
                        || aliases.any(|alias| alias.to_lowercase() == small)
                })
                .map(|entry| entry.code.clone())
        }
        _ => {
            if let Some((what, sex, age)) = known.before.get(code) {
                let alone = sexed || sex.is_empty();
                return Some(if alone { what.clone() } else { format!("{what}/{sex}/{age}") });
            }
            let mut own =
                known.indicators.iter().filter(|one| dataset.is_empty() || one.dataset_id == dataset);
            own.find(|one| one.code == code || is(&one.label, &small)).map(|one| one.code.clone())
        }
    }
}

/// Adds what is missing: a proposal for every code of the chosen columns, and for what no column holds.
pub(super) fn complete(mapping: &mut Mapping, read: &Read, known: &Known) {
    let sexed = mapping.columns.contains_key(&Role::Sex);
    for role in super::CODED {
        let said = mapping.codes.entry(role).or_default();
        let Some(column) = mapping.columns.get(&role).copied() else {
            if !said.contains_key(ANY) {
                let own: Vec<_> =
                    known.indicators.iter().filter(|one| one.dataset_id == mapping.dataset).collect();
                let all = match (role, own.as_slice()) {
                    (Role::Indicator, [only]) => only.code.as_str(),
                    (Role::Sex, _) => "T",
                    (Role::Age, _) => "total",
                    _ => ASK,
                };
                said.insert(ANY.to_owned(), all.to_owned());
            }
            continue;
        };
        let bank = matches!(read.format, Format::WorldBankCsv | Format::WorldBankZip | Format::WorldBankJson);
        for code in read.sheet.distinct(column).into_keys().take(MOST_CODES) {
            if said.contains_key(code) {
                continue;
            }
            let found = code_of(role, code, known, &mapping.dataset, sexed);
            match found {
                Some(found) => drop(said.insert(code.to_owned(), found)),
                // All countries of the world are in such a file, and groups of them: what we have no place for is left out.
                None if bank && role == Role::Geo => {
                    said.entry(ANY.to_owned()).or_insert_with(|| OUT.to_owned());
                }
                None if said.contains_key(ANY) => {}
                None => drop(said.insert(code.to_owned(), ASK.to_owned())),
            }
        }
    }
}

/// Proposes the publisher of the dataset as the source of rows that name none. What she empties at the check stays empty.
pub(super) fn source(mapping: &mut Mapping, publisher: &Localised, url: &str) {
    if mapping.source == Localised::default() {
        mapping.source = publisher.clone();
    }
    if mapping.url.is_empty() {
        url.clone_into(&mut mapping.url);
    }
}

/// A first proposal.
pub(super) fn mapping(read: &Read, known: &Known, dataset: Option<&str>) -> Mapping {
    let mut mapping = Mapping { decimal: read.decimal, columns: read.roles.clone(), ..Mapping::empty() };
    mapping.dataset = dataset.map_or_else(|| likely(read, known), str::to_owned);
    if !read.source.0.is_empty() {
        let name = read.source.0.clone();
        mapping.source = Localised { ar: name.clone(), fr: name.clone(), en: name };
    }
    mapping.url.clone_from(&read.source.1);
    complete(&mut mapping, read, known);
    if let Some(set) = known.dataset(&mapping.dataset) {
        source(&mut mapping, &set.publisher, &set.url);
    }
    mapping
}

/// The dataset that measures most of what is in the file; nothing when none does.
fn likely(read: &Read, known: &Known) -> String {
    let Some(column) = read.roles.get(&Role::Indicator) else { return String::new() };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in read.sheet.distinct(*column).into_keys().take(MOST_CODES) {
        let ours = code_of(Role::Indicator, code, known, "", true);
        let ours = ours.as_deref().map(|text| text.split('/').next().unwrap_or_default());
        let home = known.indicators.iter().find(|one| Some(one.code.as_str()) == ours);
        if let Some(home) = home {
            *counts.entry(home.dataset_id.as_str()).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(set, _)| set.to_owned()).unwrap_or_default()
}
