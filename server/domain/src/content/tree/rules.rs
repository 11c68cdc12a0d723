//! The rules, one function each. They add sentences to `faults`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use contract::{Locale, Section};

use super::{PAGES, Piece};
use crate::content::document::Kind;

/// Pieces of each section beside its introduction, and procedures among them. Each of the eight allows it, also that of
/// figures: no exception is needed.
const PIECES: usize = 5;
const PROCEDURES: usize = 2;
/// Words of the glossary, in each language.
const TERMS: usize = 60;
/// Words to one person that an Arabic text writes with the vowel of the feminine, because without it they say "you" to a
/// man as well; with "and" or "so" before them too.
const ADDRESS: [&str; 9] = ["أنت", "لك", "معك", "عليك", "منك", "عندك", "يمكنك", "إليك", "لديك"];
/// How our notes mark what was read where, and what was not verified: on a page none of it has a place.
const MARKS: [&str; 4] = ["[?]", "[P]", "[S]", "[R]"];

/// Head, sources and days of one text.
pub(super) fn piece(piece: &Piece, today: NaiveDate, faults: &mut Vec<String>) {
    let (path, head) = (&piece.path, &piece.file.head);
    if head.title.trim().is_empty() || head.summary.trim().is_empty() || piece.file.body.is_empty() {
        faults.push(format!("{path}: without title, summary or text"));
    }
    let slug = head.slug.as_deref().unwrap_or_default();
    let plain = slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if piece.kind != Kind::Page && (slug.is_empty() || !plain) {
        faults.push(format!("{path}: no slug"));
    }
    if piece.is_of_section() && (head.section.is_none() || head.sources.is_empty()) {
        faults.push(format!("{path}: without section or source"));
    }
    if piece.kind != Kind::Section {
        day(path, &head.checked_on, today, faults);
    }
    for (at, source) in (1..).zip(&head.sources) {
        if source.title.trim().is_empty() || source.publisher.trim().is_empty() {
            faults.push(format!("{path}: source {at} has no title or publisher"));
        }
        let within = source.target.as_deref().is_some_and(|target| !target.is_empty());
        if !within && !source.url.starts_with("https://") && !source.url.starts_with("http://") {
            faults.push(format!("{path}: source {at} has no address"));
        }
        day(&format!("{path}: source {at}"), &source.checked_on, today, faults);
    }
    let words = whole(piece);
    for mark in MARKS {
        if words.contains(mark) {
            faults.push(format!("{path}: the mark {mark} of our notes"));
        }
    }
    if piece.locale == Locale::Ar {
        // Letters and the signs above and below them.
        for word in words.split(|letter: char| !('\u{621}'..='\u{652}').contains(&letter)) {
            let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
            if ADDRESS.contains(&word) || ADDRESS.contains(&bare) {
                faults.push(format!("{path}: {word} is said to no woman"));
            }
        }
    }
}

fn day(whose: &str, text: &str, today: NaiveDate, faults: &mut Vec<String>) {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Err(_) => faults.push(format!("{whose}: checked on {text:?}, which is no day")),
        Ok(day) if day > today => faults.push(format!("{whose}: checked on {text}, which is in the future")),
        Ok(_) => {}
    }
}

/// All its words.
pub(super) fn whole(piece: &Piece) -> String {
    let head = &piece.file.head;
    let mut words = vec![head.title.as_str(), head.summary.as_str(), piece.file.body.as_str()];
    if let Some(procedure) = &head.procedure {
        words.extend([&procedure.for_whom, &procedure.where_to_go, &procedure.cost].map(String::as_str));
        words.extend([&procedure.time, &procedure.if_refused].map(String::as_str));
        words.extend(procedure.papers.iter().map(String::as_str));
        words.extend(procedure.steps.iter().flat_map(|step| [step.title.as_str(), step.text.as_str()]));
    }
    for source in &head.sources {
        words.extend([source.title.as_str(), source.publisher.as_str()]);
    }
    words.join("\n")
}

/// What stands between `open` and `close`, each time.
fn between<'a>(text: &'a str, open: &str, close: char) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close).map(|(inside, _)| inside)).collect()
}

/// The numbers of its footnotes, as they stand.
fn noted(piece: &Piece) -> BTreeSet<&str> {
    between(&piece.file.body, "[^", ']').into_iter().collect()
}

/// Each footnote has its source; where there are footnotes, each source is cited.
pub(super) fn notes(piece: &Piece, faults: &mut Vec<String>) {
    let path = &piece.path;
    let sources = piece.file.head.sources.len();
    let noted = noted(piece);
    for note in &noted {
        if !note.parse::<usize>().is_ok_and(|number| (1..=sources).contains(&number)) {
            faults.push(format!("{path}: there is no source {note}"));
        }
    }
    for number in 1..=sources {
        if !noted.is_empty() && piece.is_of_section() && !noted.contains(number.to_string().as_str()) {
            faults.push(format!("{path}: source {number} is cited nowhere"));
        }
    }
    if let Some(procedure) = &piece.file.head.procedure
        && serde_json::to_string(procedure).is_ok_and(|text| text.contains("[^") || text.contains("]("))
    {
        faults.push(format!("{path}: the parts of a procedure are plain text"));
    }
}

/// Each link leads to something of this portal, in the same language.
pub(super) fn links(piece: &Piece, known: &BTreeSet<String>, faults: &mut Vec<String>) {
    let (path, own) = (&piece.path, format!("/{}/", piece.locale));
    for link in between(&piece.file.body, "](", ')') {
        let address = link.split_once('#').map_or(link, |(address, _)| address);
        if !link.starts_with(&own) {
            faults.push(format!("{path}: {link} is no address of this language"));
        } else if !known.contains(address) {
            faults.push(format!("{path}: {link} leads nowhere"));
        }
    }
}

/// The same texts in each language, with the same parts.
pub(super) fn languages(pieces: &[Piece], faults: &mut Vec<String>) {
    let mut by_id: BTreeMap<&str, Vec<&Piece>> = BTreeMap::new();
    for piece in pieces {
        by_id.entry(&piece.id).or_default().push(piece);
    }
    for (id, pieces) in by_id {
        for locale in Locale::ALL {
            let count = pieces.iter().filter(|piece| piece.locale == locale).count();
            if count != 1 {
                faults.push(format!("{id}: {count} texts in {locale} instead of one"));
            }
        }
        let parts = |piece: &Piece| {
            let head = &piece.file.head;
            let steps = head.procedure.as_ref().map(|parts| (parts.steps.len(), parts.papers.len()));
            let notes: Vec<String> = noted(piece).into_iter().map(str::to_owned).collect();
            let urls: Vec<String> = head.sources.iter().map(|source| source.url.clone()).collect();
            (piece.kind, head.section.clone(), head.order, head.most_needed, steps, urls, notes)
        };
        if pieces.windows(2).any(|pair| parts(pair[0]) != parts(pair[1])) {
            faults.push(format!("{id}: is not the same in each language"));
        }
    }
}

/// Each section has its introduction, its pieces, and procedures among them.
pub(super) fn sections(pieces: &[Piece], faults: &mut Vec<String>) {
    for section in Section::ALL {
        let slug = section.slug();
        for locale in Locale::ALL {
            let here: Vec<&Piece> = pieces.iter().filter(|piece| piece.locale == locale).collect();
            let is_intro =
                |piece: &&Piece| piece.kind == Kind::Section && piece.file.head.slug.as_deref() == Some(slug);
            if !here.iter().any(is_intro) {
                faults.push(format!("{slug} {locale}: no introduction"));
            }
            let of: Vec<&Piece> = here
                .into_iter()
                .filter(|piece| piece.is_of_section() && piece.file.head.section.as_deref() == Some(slug))
                .collect();
            let (all, steps) = (of.len(), of.iter().filter(|piece| piece.kind == Kind::Procedure).count());
            if all < PIECES {
                faults.push(format!("{slug} {locale}: {all} pieces instead of {PIECES}"));
            }
            if steps < PROCEDURES {
                faults.push(format!("{slug} {locale}: {steps} procedures instead of {PROCEDURES}"));
            }
        }
    }
}

/// Standing pages, and the words of the glossary.
pub(super) fn pages(pieces: &[Piece], faults: &mut Vec<String>) {
    for locale in Locale::ALL {
        let page = |id: &str| {
            pieces.iter().find(|one| one.kind == Kind::Page && one.locale == locale && one.id == id)
        };
        for id in PAGES {
            if page(id).is_none() {
                faults.push(format!("{id} {locale}: no such page"));
            }
        }
        let terms = page("glossary").map_or(0, |page| entries(page).count());
        if terms < TERMS {
            faults.push(format!("glossary {locale}: {terms} words instead of {TERMS}"));
        }
    }
    glossary(pieces, faults);
}

/// The words that a glossary explains, a line each.
fn entries(page: &Piece) -> impl Iterator<Item = &str> {
    page.file.body.lines().filter_map(|line| line.strip_prefix("- **"))
}

/// How each language introduces the word of another one.
fn introduced(reader: Locale, other: Locale) -> Option<&'static str> {
    match (reader, other) {
        (Locale::Ar, Locale::Fr) => Some("بالفرنسية: "),
        (Locale::Ar, Locale::En) => Some("بالإنجليزية: "),
        (Locale::Fr, Locale::Ar) => Some("En arabe\u{202F}: "),
        (Locale::Fr, Locale::En) => Some("En anglais\u{202F}: "),
        (Locale::En, Locale::Ar) => Some("Arabic: "),
        (Locale::En, Locale::Fr) => Some("French: "),
        _ => None,
    }
}

/// An entry as its words in Arabic, French and English.
fn in_each_language(entry: &str, reader: Locale) -> Option<[String; 3]> {
    let (own, _) = entry.split_once(":**")?;
    let mut words = [const { String::new() }; 3];
    for (word, locale) in words.iter_mut().zip([Locale::Ar, Locale::Fr, Locale::En]) {
        let found = if locale == reader {
            own.trim()
        } else {
            // Up to the point that ends the sentence: the words themselves have none.
            entry.split_once(introduced(reader, locale)?)?.1.split('.').next()?
        };
        *word = found.to_lowercase();
    }
    Some(words)
}

/// Each word stands in each language, with the same two words beside it.
fn glossary(pieces: &[Piece], faults: &mut Vec<String>) {
    let mut told: BTreeMap<[String; 3], BTreeSet<&'static str>> = BTreeMap::new();
    for page in pieces.iter().filter(|one| one.kind == Kind::Page && one.id == "glossary") {
        for entry in entries(page) {
            match in_each_language(entry, page.locale) {
                Some(words) => {
                    told.entry(words).or_default().insert(page.locale.code());
                }
                None => faults.push(format!("glossary {}: {entry} is not in each language", page.locale)),
            }
        }
    }
    for (words, languages) in told.iter().filter(|(_, languages)| languages.len() < Locale::ALL.len()) {
        faults.push(format!("glossary: {} stands only in {languages:?}", words.join(" / ")));
    }
}
