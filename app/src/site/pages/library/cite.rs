//! An item as it is cited in a text: APA (seventh edition) and ISO 690, in the reader's language. Pure functions over the
//! record. A name is never cut into parts, as in the files for reference managers: nobody knows which part of an Arabic
//! name is which.

use contract::Locale;
use domain::library::{AgentRole, IdentifierKind, Kind, Localised, Record};
use i18n::L10nLanguage;
use leptos::prelude::*;

/// Marks that a message puts around what stands in it; every part has an element of its own.
const ISOLATES: [char; 2] = ['\u{2068}', '\u{2069}'];
/// Where a name stands in a message.
const PLACE: &str = "\u{fffc}";

/// A style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// American Psychological Association.
    Apa,
    /// The international standard.
    Iso690,
}

/// A stretch of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// As written.
    text: String,
    /// Its language, where that is not the reader's.
    lang: Option<Locale>,
    /// Whether it is the title.
    title: bool,
}

#[derive(Default)]
struct Out(Vec<Part>);

impl Out {
    fn say(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.lang.is_none() => last.text.push_str(text),
            _ => self.0.push(Part { text: text.to_owned(), lang: None, title: false }),
        }
    }

    fn name(&mut self, name: &Localised) {
        let text = one_line(&name.text);
        self.0.push(Part { text, lang: Some(name.locale), title: false });
    }

    /// Ends a sentence, unless it is ended already.
    fn stop(&mut self) {
        let ended = self.0.last().is_some_and(|part| part.text.ends_with(['.', '?', '!', '؟', '…']));
        if !ended {
            self.say(".");
        }
    }

    /// Names one behind the other, the last one behind "and".
    fn names(&mut self, l: &L10nLanguage, locale: Locale, names: &[Localised]) {
        let comma = if locale == Locale::Ar { "، " } else { ", " };
        for (at, name) in names.iter().enumerate() {
            if at > 0 && at + 1 == names.len() {
                // The Arabic "and" is written together with what follows.
                let space = if locale == Locale::Ar { "" } else { " " };
                self.say(&format!(" {}{space}", l.msg_cite_and()));
            } else if at > 0 {
                self.say(comma);
            }
            self.name(name);
        }
    }

    /// A message with names in it.
    fn around(&mut self, l: &L10nLanguage, locale: Locale, message: &str, names: &[Localised]) {
        let message = message.replace(ISOLATES, "");
        let (before, after) = message.split_once(PLACE).unwrap_or((message.as_str(), ""));
        self.say(before);
        self.names(l, locale, names);
        self.say(after);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes a record in a style. `address` is the permanent one.
pub(super) fn formatted(
    l: &L10nLanguage,
    locale: Locale,
    record: &Record,
    address: &str,
    style: Style,
) -> Vec<Part> {
    let of = |role: AgentRole| -> Vec<Localised> { record.names(role).collect() };
    let (authors, publishers) = (of(AgentRole::Author), of(AgentRole::Publisher));
    let (translators, editors) = (of(AgentRole::Translator), of(AgentRole::Editor));
    let year = record.year.map(|year| year.to_string());
    let medium = match record.kind {
        Kind::Audio => Some(l.msg_cite_audio()),
        Kind::Video => Some(l.msg_cite_video()),
        Kind::Book | Kind::Document => None,
    };
    let title = record.own_text().map(|text| one_line(&text.title)).unwrap_or_default();
    let title = Part { text: title, lang: Some(record.own_language()), title: true };
    let mut out = Out::default();
    match style {
        Style::Apa => {
            let year = format!("({}). ", year.unwrap_or_else(|| l.msg_cite_no_date()));
            if !authors.is_empty() {
                out.names(l, locale, &authors);
                out.stop();
                out.say(" ");
                out.say(&year);
            }
            out.0.push(title);
            let hands =
                [(l.msg_cite_apa_translated(PLACE), translators), (l.msg_cite_apa_edited(PLACE), editors)];
            let mut open = false;
            for (message, names) in hands.into_iter().filter(|(_, names)| !names.is_empty()) {
                out.say(if open { "; " } else { " (" });
                out.around(l, locale, &message, &names);
                open = true;
            }
            if open {
                out.say(")");
            }
            if let Some(medium) = medium {
                out.say(&format!(" [{medium}]"));
            }
            out.stop();
            out.say(" ");
            if authors.is_empty() {
                out.say(&year);
            }
            // Whoever wrote it and published it is named once.
            let publishers: Vec<Localised> =
                publishers.into_iter().filter(|one| !authors.contains(one)).collect();
            if !publishers.is_empty() {
                out.names(l, locale, &publishers);
                out.stop();
                out.say(" ");
            }
            let doi = record.identifiers.iter().find(|one| one.kind == IdentifierKind::Doi);
            out.say(&doi.map_or_else(|| address.to_owned(), |one| one.uri()));
        }
        Style::Iso690 => {
            if !authors.is_empty() {
                out.names(l, locale, &authors);
                out.stop();
                out.say(" ");
            }
            out.0.push(title);
            if let Some(medium) = medium {
                out.say(&format!(" [{medium}]"));
            }
            out.stop();
            for (message, names) in
                [(l.msg_cite_iso_translated(PLACE), translators), (l.msg_cite_iso_edited(PLACE), editors)]
            {
                if !names.is_empty() {
                    out.say(" ");
                    out.around(l, locale, &message, &names);
                    out.stop();
                }
            }
            out.say(" ");
            if !publishers.is_empty() {
                out.names(l, locale, &publishers);
                out.say(if locale == Locale::Ar { "، " } else { ", " });
            }
            out.say(&year.unwrap_or_else(|| l.msg_cite_no_date()));
            out.stop();
            for one in &record.identifiers {
                let name = match one.kind {
                    IdentifierKind::Isbn => "ISBN",
                    IdentifierKind::Issn => "ISSN",
                    IdentifierKind::Doi => "DOI",
                    IdentifierKind::Urn | IdentifierKind::Url => continue,
                };
                out.say(&format!(" {name} {}.", one.value));
            }
            out.say(&format!(" {} {address}", l.msg_cite_available()));
        }
    }
    out.0
}

/// The citation as it is shown: each name in its own language and direction.
pub(super) fn view(parts: Vec<Part>) -> AnyView {
    parts
        .into_iter()
        .map(|part| {
            let lang = part.lang.map(Locale::code);
            match (lang, part.title) {
                (Some(lang), true) => view! { <cite><bdi lang=lang>{part.text}</bdi></cite> }.into_any(),
                (Some(lang), false) => view! { <bdi lang=lang>{part.text}</bdi> }.into_any(),
                (None, _) => part.text.into_any(),
            }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use contract::ids::ItemId;
    use domain::library::{Contributor, Description, Details, Identifier, Licence};

    use super::*;

    const ADDRESS: &str = "https://jusoor.example/i/book0001";

    fn record(kind: Kind, language: Locale, title: &str, by: &[(AgentRole, &str)]) -> Record {
        let described =
            Description { slug: "x".into(), title: title.into(), summary: String::new(), rights_note: None };
        let contributor = |(role, name): &(AgentRole, &str)| Contributor {
            id: "aaaa".into(),
            role: *role,
            names: [(language, (*name).to_owned())].into(),
        };
        Record {
            id: ItemId::trusted("book0001"),
            kind,
            genre: None,
            section: None,
            languages: vec![language.into()],
            texts: BTreeMap::from([(language, described)]),
            year: Some(1998),
            licence: Licence::CcBy,
            holder: None,
            source_url: None,
            machine_read: false,
            published_on: "2026-11-01".into(),
            minutes: None,
            datestamp: 0,
            contributors: by.iter().map(contributor).collect(),
            subjects: Vec::new(),
            identifiers: Vec::new(),
            relations: Vec::new(),
            inverse: Vec::new(),
            accessibility: Vec::new(),
            warnings: Vec::new(),
            without_text: None,
            testimony: false,
            audience: None,
            details: Details::default(),
        }
    }

    fn plain(locale: Locale, record: &Record, style: Style) -> String {
        let parts = formatted(i18n::catalogue(locale), locale, record, ADDRESS, style);
        parts.into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn a_record_is_cited_in_each_style_and_language() {
        use AgentRole::{Author, Editor, Publisher, Translator};
        use Locale::{Ar, En, Fr};
        let hands = [
            (Author, "Fatma Ben Ali"),
            (Author, "UGTT, Le Kef"),
            (Publisher, "Cérès"),
            (Translator, "Salma Kefi"),
            (Editor, "Zeina"),
        ];
        let book = record(Kind::Book, Fr, "Droits\n au travail", &hands);
        let alone = [(Author, "Jusoor"), (Publisher, "Jusoor")];
        let talk = Record { year: None, ..record(Kind::Audio, En, "Who helps?", &alone) };
        let film = record(Kind::Video, Ar, "أصوات", &[(Publisher, "دار نشر")]);
        let mut named = record(Kind::Book, Ar, "حقوق المرأة", &[(Author, "أ"), (Author, "ب"), (Author, "ج")]);
        named.identifiers = vec![
            Identifier { kind: IdentifierKind::Isbn, value: "978-0-306-40615-7".into() },
            Identifier { kind: IdentifierKind::Doi, value: "10.1000/a_b".into() },
        ];
        for (record, locale, style, expected) in [
            (
                &book,
                En,
                Style::Apa,
                "Fatma Ben Ali & UGTT, Le Kef. (1998). Droits au travail (Salma Kefi, Trans.; Zeina, Ed.). Cérès. https://jusoor.example/i/book0001",
            ),
            (
                &book,
                Fr,
                Style::Apa,
                "Fatma Ben Ali et UGTT, Le Kef. (1998). Droits au travail (Salma Kefi, trad.; Zeina, éd.). Cérès. https://jusoor.example/i/book0001",
            ),
            (
                &book,
                Ar,
                Style::Apa,
                "Fatma Ben Ali وUGTT, Le Kef. (1998). Droits au travail (ترجمة Salma Kefi; إعداد Zeina). Cérès. https://jusoor.example/i/book0001",
            ),
            (
                &book,
                En,
                Style::Iso690,
                "Fatma Ben Ali & UGTT, Le Kef. Droits au travail. Translated by Salma Kefi. Edited by Zeina. Cérès, 1998. Available from: https://jusoor.example/i/book0001",
            ),
            (
                &book,
                Fr,
                Style::Iso690,
                "Fatma Ben Ali et UGTT, Le Kef. Droits au travail. Traduit par Salma Kefi. Édité par Zeina. Cérès, 1998. Disponible à l’adresse\u{202f}: https://jusoor.example/i/book0001",
            ),
            (
                &book,
                Ar,
                Style::Iso690,
                "Fatma Ben Ali وUGTT, Le Kef. Droits au travail. ترجمة Salma Kefi. إعداد Zeina. Cérès، 1998. متاح على: https://jusoor.example/i/book0001",
            ),
            // Nobody is named twice, no sentence ends twice, and no year is made up.
            (
                &talk,
                En,
                Style::Apa,
                "Jusoor. (n.d.). Who helps? [audio recording]. https://jusoor.example/i/book0001",
            ),
            (
                &talk,
                Fr,
                Style::Iso690,
                "Jusoor. Who helps? [enregistrement sonore]. Jusoor, s. d. Disponible à l’adresse\u{202f}: https://jusoor.example/i/book0001",
            ),
            // Without an author the title comes first.
            (&film, Ar, Style::Apa, "أصوات [تسجيل مصوّر]. (1998). دار نشر. https://jusoor.example/i/book0001"),
            (
                &film,
                En,
                Style::Iso690,
                "أصوات [video]. دار نشر, 1998. Available from: https://jusoor.example/i/book0001",
            ),
            (&named, Ar, Style::Apa, "أ، ب وج. (1998). حقوق المرأة. https://doi.org/10.1000/a_b"),
            (
                &named,
                En,
                Style::Iso690,
                "أ, ب & ج. حقوق المرأة. 1998. ISBN 978-0-306-40615-7. DOI 10.1000/a_b. Available from: https://jusoor.example/i/book0001",
            ),
        ] {
            assert_eq!(plain(locale, record, style), expected, "{style:?} {locale}");
        }
    }

    #[test]
    fn the_title_and_every_name_keep_their_language() {
        let book = record(Kind::Book, Locale::Ar, "حقوق", &[(AgentRole::Author, "فاطمة")]);
        let l = i18n::catalogue(Locale::Fr);
        let parts = formatted(l, Locale::Fr, &book, ADDRESS, Style::Apa);
        let own: Vec<(&str, bool)> = parts
            .iter()
            .filter(|part| part.lang == Some(Locale::Ar))
            .map(|part| (part.text.as_str(), part.title))
            .collect();
        assert_eq!(own, [("فاطمة", false), ("حقوق", true)]);
    }
}
