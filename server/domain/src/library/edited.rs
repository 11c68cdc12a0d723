//! What differs between a record and the one that takes its place, in codes for the log.
//!
//! Of what is chosen from a list the log has what it was and what it is. Of what somebody wrote it has the name alone:
//! nobody can empty the log, and what is erased at somebody's wish must not go on standing there.

use contract::Locale;

use super::record::{Description, Record};

/// A text of a description.
type Part = fn(&Description) -> String;

/// What differs, separated by blanks.
pub(super) fn codes(before: &Record, after: &Record) -> String {
    let mut codes = Vec::new();
    let list = |all: Vec<String>| all.join(",");
    let year = |record: &Record| record.year.map(|year| year.to_string()).unwrap_or_default();
    let section = |record: &Record| record.section.map(|one| one.slug().to_owned()).unwrap_or_default();
    let languages =
        |record: &Record| list(record.languages.iter().map(|one| one.code().to_owned()).collect());
    let subjects = |record: &Record| list(record.subjects.iter().map(|one| one.id.clone()).collect());
    let access =
        |record: &Record| list(record.accessibility.iter().map(|one| one.as_str().to_owned()).collect());
    let warnings =
        |record: &Record| list(record.warnings.iter().map(|one| one.kind.as_str().to_owned()).collect());
    let genre = |record: &Record| record.genre.map(|one| one.as_str().to_owned()).unwrap_or_default();
    for (name, old, new) in [
        ("genre", genre(before), genre(after)),
        ("kind", before.kind.as_str().to_owned(), after.kind.as_str().to_owned()),
        ("section", section(before), section(after)),
        ("languages", languages(before), languages(after)),
        ("year", year(before), year(after)),
        ("licence", before.licence.as_str().to_owned(), after.licence.as_str().to_owned()),
        ("subjects", subjects(before), subjects(after)),
        ("accessibility", access(before), access(after)),
        ("warnings", warnings(before), warnings(after)),
    ] {
        if old != new {
            codes.push(format!("{name}:{old}>{new}"));
        }
    }
    for l in Locale::ALL {
        let of = |record: &Record, part: Part| record.texts.get(&l).map(part);
        let parts: [(&str, Part); 3] = [
            ("title", |text| text.title.clone()),
            ("summary", |text| text.summary.clone()),
            ("rights", |text| text.rights_note.clone().unwrap_or_default()),
        ];
        for (name, part) in parts {
            if of(before, part) != of(after, part) {
                codes.push(format!("{name}_{}", l.code()));
            }
        }
    }
    let hands = |record: &Record| -> Vec<_> {
        record.contributors.iter().map(|one| (one.role, one.names.clone())).collect()
    };
    for (name, differs) in [
        ("hands", hands(before) != hands(after)),
        ("holder", before.holder != after.holder),
        ("source_url", before.source_url != after.source_url),
        ("numbers", before.identifiers != after.identifiers),
        ("without_text", before.without_text != after.without_text),
        ("details", before.details != after.details),
    ] {
        if differs {
            codes.push(name.to_owned());
        }
    }
    codes.join(" ")
}
