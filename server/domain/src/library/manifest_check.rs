//! Whether the entries of the starter shelf fit together. A fault names its entry.

use std::collections::BTreeSet;

use super::{
    identifier::is_address,
    life::start_of_day,
    manifest::{ItemEntry, Manifest},
};

/// Everything that is wrong, in the order of the file.
pub(super) fn faults(manifest: &Manifest) -> Vec<String> {
    let mut faults = Vec::new();
    let agents = ids("agent", manifest.agents.iter().map(|one| &one.id), &mut faults);
    let subjects = ids("subject", manifest.subjects.iter().map(|one| &one.id), &mut faults);
    let items = ids("item", manifest.items.iter().map(|one| &one.id), &mut faults);
    ids("collection", manifest.collections.iter().map(|one| &one.id), &mut faults);
    ids("slug of collection", manifest.collections.iter().map(|one| &one.slug), &mut faults);
    for subject in &manifest.subjects {
        if subject.label.is_empty() {
            faults.push(format!("subject {}: no label", subject.id));
        }
        if let Some(broader) = &subject.broader
            && (!subjects.contains(broader) || *broader == subject.id)
        {
            faults.push(format!("subject {}: broader {broader} is none", subject.id));
        }
    }
    for collection in &manifest.collections {
        for item in collection.items.iter().filter(|item| !items.contains(*item)) {
            faults.push(format!("collection {}: {item} is no item", collection.id));
        }
    }
    for item in &manifest.items {
        let mut fault = |what: String| faults.push(format!("item {}: {what}", item.id));
        check(item, &agents, &subjects, &items, &mut fault);
    }
    faults
}

fn ids<'a>(
    what: &str,
    list: impl Iterator<Item = &'a String>,
    faults: &mut Vec<String>,
) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    for id in list {
        let fine =
            !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !fine {
            faults.push(format!("{what} {id:?}: not an identifier"));
        }
        if !seen.insert(id) {
            faults.push(format!("{what} {id}: twice"));
        }
    }
    seen
}

fn check(
    item: &ItemEntry,
    agents: &BTreeSet<&String>,
    subjects: &BTreeSet<&String>,
    items: &BTreeSet<&String>,
    fault: &mut impl FnMut(String),
) {
    if item.text.values().all(|text| text.title.is_empty()) {
        fault("no title in any language".to_owned());
    }
    if item.languages.is_empty() {
        fault("no language".to_owned());
    }
    if start_of_day(&item.published_on).is_none() {
        fault(format!("published_on {} is no day", item.published_on));
    }
    for agent in item.agents.iter().map(|link| &link.agent).chain(&item.rights_holder) {
        if !agents.contains(agent) {
            fault(format!("{agent} is no agent"));
        }
    }
    for subject in item.subjects.iter().filter(|subject| !subjects.contains(subject)) {
        fault(format!("{subject} is no subject"));
    }
    for one in item.identifiers.iter().filter(|one| !one.kind.accepts(&one.value)) {
        fault(format!("{} is no {}", one.value, one.kind.as_str()));
    }
    for one in &item.relations {
        match (&one.item, &one.url) {
            (Some(other), None) if items.contains(other) && *other != item.id => {}
            (None, Some(url)) if is_address(url) => {}
            _ => fault(format!("relation {} leads nowhere", one.kind.as_str())),
        }
    }
    for one in &item.warnings {
        match (one.from, one.to) {
            (None, None) => {}
            (Some(from), Some(to)) if 0 <= from && from < to => {}
            _ => fault(format!("warning {} has no time", one.kind.as_str())),
        }
    }
    for pair in item.segments.windows(2) {
        if let [one, next] = pair
            && next.start <= one.start
        {
            fault(format!("segment {} is not after {}", next.start, one.start));
        }
    }
    for one in item.segments.iter().filter(|one| one.start < 0 || one.title.is_empty()) {
        fault(format!("segment {} has no time or no title", one.start));
    }
    for url in item.source_url.iter().filter(|url| !is_address(url)) {
        fault(format!("{url} is no address"));
    }
}

#[cfg(test)]
mod tests {
    use contract::{Locale, Tongue};
    use migrations::CONTENT;
    use serde_json::Value;

    use super::super::{
        captions, editions,
        manifest::{ItemEntry, load, read, text_source},
        words::{FileRole, Kind, Licence, RelationKind},
    };

    const ITEM: &str = "[[item]]\nid = \"book1\"\nkind = \"book\"\nlanguages = [\"fr\"]\nlicence = \"mit\"\n\
                        published_on = \"2026-11-01\"\n";
    const TEXT: &str = "[item.text.fr]\ntitle = \"T\"\nslug = \"t\"\nsummary = \"s\"\n";

    #[test]
    fn the_shelf_has_no_faults_and_a_fault_names_its_entry() {
        assert!(load().is_ok());
        assert!(read(&format!("{ITEM}{TEXT}")).is_ok());
        for (more, said) in [
            ("subjects = [\"moon\"]\n", "item book1: moon is no subject"),
            ("rights_holder = \"nobody\"\n", "item book1: nobody is no agent"),
            ("identifiers = [{ kind = \"isbn\", value = \"123\" }]\n", "item book1: 123 is no isbn"),
            (
                "relations = [{ kind = \"part-of\", item = \"book1\" }]\n",
                "item book1: relation part-of leads nowhere",
            ),
            ("relations = [{ kind = \"part-of\" }]\n", "item book1: relation part-of leads nowhere"),
            (
                "warnings = [{ kind = \"death\", from = 9, to = 3 }]\n",
                "item book1: warning death has no time",
            ),
            ("source_url = \"file:///etc\"\n", "item book1: file:///etc is no address"),
            ("colour = \"red\"\n", "colour"),
        ] {
            let error = read(&format!("{ITEM}{more}{TEXT}")).expect_err(more);
            let cause = error.source.map(|cause| cause.to_string()).unwrap_or_default();
            assert!(cause.contains(said), "{cause}");
        }
        let twice = read(&format!("{ITEM}{TEXT}{ITEM}{TEXT}")).expect_err("twice");
        assert!(twice.source.is_some_and(|cause| cause.to_string().contains("item book1: twice")));
    }

    fn has(bytes: &[u8], word: &str) -> bool {
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    }

    /// Makes the files of an item and looks at them; answers how much they weigh.
    fn look_at_files(item: &ItemEntry) -> usize {
        let mut weight = 0;
        for file in &item.files {
            let made = editions::make(&item.id, file).expect(&file.id);
            let bytes = &made.bytes;
            weight += bytes.len();
            let media = match file.role {
                FileRole::Pdf => {
                    assert!(bytes.starts_with(b"%PDF-") && bytes.len() < 300_000, "{}", file.id);
                    assert!(has(bytes, "/MarkInfo") && has(bytes, "/StructTreeRoot"), "{}", file.id);
                    assert!(has(bytes, &format!("/Lang ({})", file.language)), "{}", file.id);
                    "application/pdf"
                }
                FileRole::Epub => {
                    assert!(bytes.starts_with(b"PK\x03\x04") && has(bytes, "mimetypeapplication/epub+zip"));
                    "application/epub+zip"
                }
                FileRole::Audio => {
                    let sound = bytes.starts_with(b"ID3") || matches!(bytes[..2], [0xFF, 0xE0..=0xFF]);
                    assert!(sound && bytes.len() < 600_000 && file.seconds.is_some(), "{}", file.id);
                    let mut read = item.files.iter().filter(|other| other.role == FileRole::Transcript);
                    assert!(read.any(|other| other.language == file.language), "{}", file.id);
                    "audio/mpeg"
                }
                FileRole::Captions => {
                    let text = std::str::from_utf8(bytes).expect("text");
                    let read = captions::parse_vtt(text).expect(&file.id);
                    let last = read.cues.last().map_or(0, |cue| cue.end / 1000);
                    let lasts = item.files.iter().find_map(|other| other.seconds).unwrap_or(0);
                    assert!(!read.cues.is_empty() && i64::try_from(last).is_ok_and(|s| s <= lasts.into()));
                    assert!(item.segments.iter().all(|part| part.start < lasts), "{}", file.id);
                    "text/vtt"
                }
                FileRole::Transcript => {
                    assert!(made.plain.is_some_and(|plain| plain.len() > 200), "{}", file.id);
                    "text/plain"
                }
                FileRole::Html => {
                    assert!(made.plain.is_some_and(|plain| plain.len() > 200), "{}", file.id);
                    assert!(bytes.starts_with(b"<!DOCTYPE html>"), "{}", file.id);
                    "text/html"
                }
                other => panic!("{}: {other:?} stands on the shelf for the first time", file.id),
            };
            assert_eq!(made.media_type, media, "{}", file.id);
        }
        weight
    }

    #[test]
    fn every_item_says_everything_and_its_files_are_what_they_seem() {
        let items = load().expect("the shelf").items;
        assert!(items.len() >= 15);
        let mut weight = 0;
        for item in &items {
            for (locale, machine) in [(Locale::Ar, "آلة"), (Locale::Fr, "machine"), (Locale::En, "machine")]
            {
                let text = item.text.get(&locale).unwrap_or_else(|| panic!("{} lacks {locale}", item.id));
                assert!(![&text.title, &text.slug, &text.summary].into_iter().any(String::is_empty));
                assert!(!item.machine_read || text.summary.contains(machine), "{} {locale}", item.id);
            }
            let made_here = item.agents.iter().any(|link| link.agent == "jusoor");
            assert!(item.source_url.is_some() || made_here, "{} comes from nowhere", item.id);
            assert!(item.source_url.is_some() || !item.files.is_empty(), "{} is nowhere", item.id);
            assert_eq!(item.kind == Kind::Audio, item.machine_read, "{}", item.id);
            assert!(!item.subjects.is_empty() && item.section.is_some(), "{}", item.id);
            weight += look_at_files(item);
        }
        assert!(weight < 4_000_000, "{weight}: it all goes into the program");
        let of = |kind: Kind| items.iter().filter(|item| item.kind == kind).count();
        assert!(of(Kind::Book) >= 3 && of(Kind::Document) >= 5 && of(Kind::Audio) >= 3);
        assert!(items.iter().filter(|item| item.files.is_empty()).count() >= 5, "cards");
        let given: Vec<&ItemEntry> = items.iter().filter(|item| !item.files.is_empty()).collect();
        assert!(given.len() >= 15, "{} may be given away", given.len());
        for item in &given {
            let free = matches!(item.licence, Licence::CcBy | Licence::UnOfficial | Licence::Mit);
            assert!(free, "{}: {}", item.id, item.licence.as_str());
        }
        for locale in Locale::ALL {
            let in_it = given.iter().filter(|item| item.languages.contains(&locale.into())).count();
            assert!(in_it >= 3, "{in_it} in {locale}");
        }
        // A guide in another language says which one it translates, and both are editions of one work.
        for item in given.iter().filter(|item| item.id.starts_with("guide") && item.languages != [Tongue::Ar])
        {
            let first = item.relations.iter().find(|one| one.kind == RelationKind::TranslationOf);
            let first = first.and_then(|one| one.item.as_deref()).expect(&item.id);
            let first = items.iter().find(|other| other.id == first).expect(&item.id);
            assert!(item.work.is_some() && item.work == first.work, "{}", item.id);
            assert_eq!(item.licence, first.licence, "{}", item.id);
        }
    }

    /// Letters and digits alone, without addresses and the numbers of sources.
    fn letters(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text.chars().peekable();
        let mut left_until = None;
        let mut before = ' ';
        while let Some(c) = rest.next() {
            match left_until {
                Some(end) if c == end => left_until = None,
                Some(_) => {}
                None if before == ']' && c == '(' => left_until = Some(')'),
                None if c == '[' && rest.peek().is_some_and(|n| *n == '^' || n.is_ascii_digit()) => {
                    left_until = Some(']');
                }
                None if c.is_alphanumeric() => out.push(c),
                None => {}
            }
            before = c;
        }
        out
    }

    #[test]
    fn what_a_guide_compiles_stands_word_for_word_in_the_article() {
        assert_eq!(letters("Lisez [la page](/fr/a/x1-y)[^2] [3]. **Oui**"), "LisezlapageOui");
        let strings = |value: &Value| -> Vec<String> {
            let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        for (guide, article) in
            [("doctor", "seedoctor"), ("domestic", "domesticwork"), ("assoc", "formassoc")]
        {
            for locale in ["ar", "fr"] {
                let name = format!("{guide}.{locale}");
                let path = format!("{locale}/articles/{article}.md");
                let written = CONTENT.get_file(&path).and_then(|file| file.contents_utf8()).expect(&path);
                // A step is written as its title and its text.
                let whole = letters(&written.replace("\"\ntext = \"", ". "));
                let read = text_source(&format!("guides/{name}.json")).expect("a guide");
                let made: Value = serde_json::from_str(read).expect("a guide");
                // What is said of every file that speaks of violence.
                let unit = text_source(&format!("guides/unit.{locale}.json")).expect("a guide");
                let unit = letters(unit);
                let mut said = 0;
                for part in made["parts"].as_array().expect("parts") {
                    for kind in ["paragraphs", "points", "steps"] {
                        for sentence in strings(&part[kind]) {
                            let sentence = letters(&sentence);
                            assert!(!sentence.is_empty());
                            let there = whole.contains(&sentence) || unit.contains(&sentence);
                            assert!(there, "{name}: {sentence}: run starter-files.mjs guides pdf {guide}");
                            said += sentence.chars().count();
                        }
                    }
                }
                // All of it, but for headings, sources and the head.
                assert!(said * 2 > whole.chars().count(), "{name}: {said}");
                let sources = made["sources"].as_array().expect("sources");
                assert_eq!(sources.len(), written.matches("[[sources]]").count(), "{name}");
                for source in sources {
                    let of = |key: &str| source[key].as_str().unwrap_or_default();
                    let title = of("title").split_once("] ").map_or(of("title"), |(_, title)| title);
                    let entry = format!(
                        "[[sources]]\ntitle = \"{title}\"\npublisher = \"{}\"\nurl = \"{}\"\nchecked_on = \"{}\"\n",
                        of("publisher"),
                        of("url"),
                        of("checked_on")
                    );
                    assert!(written.contains(&entry), "{name}: {entry}");
                }
            }
        }
    }
}
