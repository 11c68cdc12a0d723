//! What is personal in a text, and what only looks like it: a table in Arabic, Arabizi, French and English.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use contract::Locale;
use domain::words::personal::{Kind, find, mask};

fn rows(file: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn masked(text: &str, locale: Locale) -> String {
    let found = find(text);
    mask(text, found.iter().map(|one| (one.span.clone(), one.kind.mask(locale))))
}

#[test]
fn finds_what_tells_who_somebody_is() {
    let rows = rows(include_str!("data/personal-hits.csv"));
    assert!(rows.len() >= 60);
    let mut by_language: BTreeMap<String, usize> = BTreeMap::new();
    let mut missed = Vec::new();
    for row in &rows {
        let [language, kind, part, text] = row.as_slice() else { panic!("{row:?}") };
        *by_language.entry(language.clone()).or_default() += 1;
        let found = find(text);
        let hit = found.iter().find(|one| one.kind.as_str() == kind && &text[one.span.clone()] == part);
        if hit.is_none() {
            let seen: Vec<_> = found.iter().map(|one| (one.kind, &text[one.span.clone()])).collect();
            missed.push(format!("{kind} {part:?} in {text:?}: {seen:?}"));
            continue;
        }
        // What is proposed instead is clean.
        for locale in Locale::ALL {
            let proposed = masked(text, locale);
            if !find(&proposed).is_empty() || proposed.contains(part.as_str()) {
                missed.push(format!("not clean: {proposed:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
    assert_eq!(by_language.keys().collect::<Vec<_>>(), ["ar", "arabizi", "en", "fr"]);
    for kind in Kind::ALL {
        assert!(rows.iter().filter(|row| row[1] == kind.as_str()).count() >= 4, "{kind:?}");
    }
}

#[test]
fn leaves_what_only_looks_like_it() {
    let rows = rows(include_str!("data/personal-innocent.csv"));
    assert!(rows.len() >= 60);
    let mut wrong = Vec::new();
    for row in &rows {
        let [_, text] = row.as_slice() else { panic!("{row:?}") };
        let found = find(text);
        if !found.is_empty() {
            let seen: Vec<_> = found.iter().map(|one| (one.kind, &text[one.span.clone()])).collect();
            wrong.push(format!("{text:?}: {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_starter_content_names_nobody() {
    // Articles name laws, numbers to call, places and offices, and no person.
    for path in ["ar/articles/askunit.md", "fr/articles/askunit.md", "en/articles/askunit.md"] {
        let text = migrations::CONTENT.get_file(path).and_then(|file| file.contents_utf8()).unwrap();
        let body = text.rsplit("+++").next().unwrap();
        let found = find(body);
        let seen: Vec<_> = found.iter().map(|one| (one.kind, &body[one.span.clone()])).collect();
        assert!(seen.len() <= 2, "{path}: {seen:?}");
    }
}

#[test]
fn masks_the_whole_text_and_nothing_else() {
    let text = "السيدة منيرة، هاتفها 22 334 455، تسكن 12 نهج الحبيب ثامر.";
    assert_eq!(masked(text, Locale::Ar), "السيدة [اسم]، هاتفها [رقم هاتف]، تسكن [عنوان].");
    assert_eq!(masked("rien à cacher", Locale::Fr), "rien à cacher");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,120}") {
        let mut last = 0;
        for one in find(&text) {
            proptest::prop_assert!(one.span.start >= last && text.get(one.span.clone()).is_some());
            last = one.span.end;
        }
    }
}
