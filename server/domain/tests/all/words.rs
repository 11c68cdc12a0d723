//! The starter list of watched words over real sentences: what it finds, and what only looks like it. A table in
//! Arabic, Arabizi, French and English.

use std::collections::BTreeMap;

use domain::words::{Action, Matcher};
use serde::Deserialize;

#[derive(Deserialize)]
struct Starter {
    list: Vec<List>,
}

#[derive(Deserialize)]
struct List {
    action: String,
    words: Vec<String>,
}

/// The starter list as it is delivered; every word is its own identifier.
fn starter() -> Matcher {
    let text =
        migrations::CONTENT.get_file("words/starter.toml").and_then(|file| file.contents_utf8()).unwrap();
    let starter: Starter = toml::from_str(text).unwrap();
    let words = starter.list.iter().flat_map(|list| {
        let action = Action::parse(&list.action).unwrap();
        list.words.iter().map(move |word| (word.as_str(), word.as_str(), action))
    });
    Matcher::of(words)
}

fn rows(file: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Rows of each language.
fn by_language(rows: &[Vec<String>]) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row[0].as_str()).or_default() += 1;
    }
    counts
}

#[track_caller]
fn assert_spread(rows: &[Vec<String>]) {
    assert!(rows.len() >= 60, "{}", rows.len());
    let counts = by_language(rows);
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), ["ar", "arabizi", "en", "fr"]);
    assert!(counts.values().all(|count| *count >= 12), "{counts:?}");
}

#[test]
fn finds_what_tells_of_danger_however_it_is_written() {
    let rows = rows(include_str!("data/words-hits.csv"));
    assert_spread(&rows);
    let matcher = starter();
    let mut missed = Vec::new();
    for row in &rows {
        let [_, action, word, text] = row.as_slice() else { panic!("{row:?}") };
        let hits = matcher.find(text);
        let hit = hits.iter().find(|hit| hit.pattern == *word && hit.action.as_str() == action);
        match hit {
            Some(hit) if hit.quoted || text.get(hit.span.clone()).is_none_or(str::is_empty) => {
                missed.push(format!("{word:?} stands elsewhere in {text:?}: {hit:?}"));
            }
            Some(_) => {}
            None => missed.push(format!("{action} {word:?} in {text:?}: {hits:?}")),
        }
        // Whoever quotes it says nothing of herself.
        let quote: String = text.lines().map(|line| format!("> {line}\n")).collect();
        if matcher.find(&quote).iter().any(|hit| !hit.quoted) {
            missed.push(format!("not taken for a quotation: {quote:?}"));
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
    for action in [Action::RaisePriority, Action::SuggestHelp] {
        assert!(rows.iter().filter(|row| row[1] == action.as_str()).count() >= 20, "{action:?}");
    }
}

#[test]
fn leaves_what_only_looks_like_danger() {
    let rows = rows(include_str!("data/words-innocent.csv"));
    assert_spread(&rows);
    let matcher = starter();
    let mut wrong = Vec::new();
    for row in &rows {
        let [_, text] = row.as_slice() else { panic!("{row:?}") };
        let hits = matcher.find(text);
        if !hits.is_empty() {
            wrong.push(format!("{text:?}: {hits:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether a text opens a case of safety: a word that raises its priority stands in it, and not in a quotation.
fn is_raised(matcher: &Matcher, text: &str) -> bool {
    matcher.find(text).iter().any(|hit| hit.action == Action::RaisePriority && !hit.quoted)
}

#[test]
fn a_case_of_safety_is_opened_by_cries_for_help_and_by_nothing_said_every_day() {
    let matcher = starter();
    // What is told every day may show where help is found; it alarms nobody.
    let everyday = rows(include_str!("data/words-everyday.csv"));
    let cries = rows(include_str!("data/words-cries.csv"));
    let innocent = rows(include_str!("data/words-innocent.csv"));
    assert_spread(&everyday);
    assert_spread(&cries);
    let raised = |row: &&Vec<String>| is_raised(&matcher, &row[1]);
    let wrong: Vec<&str> =
        everyday.iter().chain(&innocent).filter(raised).map(|row| row[1].as_str()).collect();
    let missed: Vec<&str> = cries.iter().filter(|row| !raised(row)).map(|row| row[1].as_str()).collect();
    assert!(wrong.is_empty(), "{} raised without danger:\n{}", wrong.len(), wrong.join("\n"));
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}
