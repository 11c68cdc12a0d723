//! RIS: a tag, two spaces, a hyphen, a space, a value; one a line.

use super::{keywords, line};
use crate::library::{AgentRole, Genre, IdentifierKind, Kind, Record};

/// Writes a record.
pub(super) fn write(record: &Record, address: &str) -> String {
    let mut out = String::new();
    let mut put = |tag: &str, value: &str| {
        let value = line(value);
        if !value.is_empty() {
            out.push_str(&format!("{tag}  - {value}\r\n"));
        }
    };
    put(
        "TY",
        match (record.kind, record.genre) {
            (Kind::Book, _) => "BOOK",
            (Kind::Document, Some(Genre::Report)) => "RPRT",
            (Kind::Document, Some(Genre::Law)) => "STAT",
            (Kind::Document, _) => "GEN",
            (Kind::Audio, Some(Genre::Song)) => "MUSIC",
            (Kind::Audio, _) => "SOUND",
            (Kind::Video, _) => "VIDEO",
        },
    );
    put("ID", record.id.as_str());
    put("M3", record.genre.map(Genre::as_str).unwrap_or_default());
    if let Some(text) = record.own_text() {
        put("TI", &text.title);
    }
    for (tag, role) in [
        ("AU", AgentRole::Author),
        ("A2", AgentRole::Editor),
        ("A3", AgentRole::Narrator),
        ("A3", AgentRole::Interviewee),
        ("A3", AgentRole::Interviewer),
        ("A3", AgentRole::Illustrator),
        ("A4", AgentRole::Translator),
        ("PB", AgentRole::Publisher),
    ] {
        for name in record.names(role) {
            put(tag, &name.text);
        }
    }
    if let Some(year) = record.year {
        put("PY", &year.to_string());
    }
    if let Some(place) = &record.details.place {
        put("CY", place);
    }
    if let Some(pages) = record.details.pages {
        put("SP", &pages.to_string());
    }
    for language in &record.languages {
        put("LA", language.code());
    }
    for word in keywords(record) {
        put("KW", &word);
    }
    if let Some(text) = record.own_text() {
        put("AB", &text.summary);
    }
    for one in &record.identifiers {
        match one.kind {
            IdentifierKind::Isbn | IdentifierKind::Issn => put("SN", &one.value),
            IdentifierKind::Doi => put("DO", &one.value),
            IdentifierKind::Urn | IdentifierKind::Url => put("M1", &one.value),
        }
    }
    put("UR", address);
    out.push_str("ER  - \r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::citation::tests::{ADDRESS, record};

    fn read(text: &str) -> Vec<(&str, &str)> {
        text.split_terminator("\r\n").map(|line| line.split_once("  - ").unwrap_or((line, "?"))).collect()
    }

    #[test]
    fn reads_back_with_names_in_one_piece() {
        let text = write(&record(), ADDRESS);
        let lines = read(&text);
        let of = |tag: &str| lines.iter().filter(|(t, _)| *t == tag).map(|(_, v)| *v).collect::<Vec<_>>();
        assert_eq!(lines.first(), Some(&("TY", "BOOK")));
        assert_eq!(lines.last(), Some(&("ER", "")));
        assert_eq!(of("TI"), ["حقوق {المرأة} & «العمل»: 100%"]);
        assert_eq!(of("AU"), ["فاطمة بنت علي الكافي", "الاتحاد العام, فرع الكاف"]);
        assert_eq!(of("A4"), ["مترجمة"]);
        assert_eq!(of("PY"), ["1998"]);
        assert_eq!(of("AB"), ["سطر أول سطر ثان"]);
        assert_eq!(of("KW"), ["العمل"]);
        assert_eq!(
            (of("SN"), of("DO"), of("UR")),
            (vec!["978-0-306-40615-7"], vec!["10.1000/a_b"], vec![ADDRESS])
        );
        let mut told = record();
        for one in &mut told.contributors {
            one.role = AgentRole::Interviewer;
        }
        assert_eq!(write(&told, ADDRESS).matches("A3  - ").count(), told.contributors.len());
        for (kind, tag) in [(Kind::Audio, "SOUND"), (Kind::Video, "VIDEO"), (Kind::Document, "GEN")] {
            assert!(write(&Record { kind, ..record() }, ADDRESS).starts_with(&format!("TY  - {tag}\r\n")));
        }
    }
}
