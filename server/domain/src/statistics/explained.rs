//! Whether each theme of the figures file has its page, with what the figures mean and what they do not say. It reads
//! files and no database.

use std::collections::BTreeSet;

use contract::{Locale, Section};

use super::{
    Localised,
    catalogue::{Catalogue, shipped},
    text,
};

/// The themes under which the figures were gathered, each with its datasets; the catalogue sorts them under fewer.
const THEMES: [(&str, &[&str]); 14] = [
    ("participation in work", &["workpart", "labourforce"]),
    ("unemployment", &["joblessmodel", "joblessins", "gradyouth"]),
    ("literacy", &["literacy"]),
    ("parliament", &["parliament"]),
    ("councils", &["councils"]),
    ("accounts", &["accounts"]),
    ("maternal mortality", &["matmort"]),
    ("tertiary enrolment", &["tertiary"]),
    ("poverty", &["poverty"]),
    ("violence", &["violence2010", "violence2022", "line1899", "manara"]),
    ("pay gap", &["paygap"]),
    ("wages", &["minwages"]),
    ("AMEN", &["amenbase"]),
    ("population", &["population", "lifefigures"]),
];

/// The code of a series without the part of the year it is about.
fn series(code: &str) -> &str {
    match code.rsplit_once('.') {
        Some((series, "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2")) => series,
        _ => code,
    }
}

/// Codes of the file that no page shows and that nobody left out with a reason.
fn unexplained<'a>(file: &'a str, catalogue: &Catalogue) -> BTreeSet<&'a str> {
    let shown: BTreeSet<&str> = catalogue
        .datasets
        .iter()
        .flat_map(|dataset| &dataset.indicators)
        .flat_map(|indicator| indicator.from.iter().map(String::as_str))
        .collect();
    let left_out =
        |code: &str| catalogue.left_out.iter().any(|one| one.code == code && !one.reason.trim().is_empty());
    let codes = file.lines().skip(1).filter_map(|line| line.split_once(',').map(|(code, _)| code));
    codes.filter(|code| !shown.contains(series(code)) && !left_out(code)).collect()
}

/// What keeps a page from being read in a language: words that are missing, or in another language.
fn unreadable(catalogue: &Catalogue) -> Vec<String> {
    let mut faults = Vec::new();
    let mut look = |whose: &str, what: &str, words: &Localised, least: usize| {
        for locale in Locale::ALL {
            let words = text(words, locale).trim();
            if words.chars().count() < least {
                faults.push(format!("{whose}: {what} in {locale}"));
            }
            let arabic = words.chars().any(|letter| ('\u{0621}'..='\u{064A}').contains(&letter));
            if (locale == Locale::Ar) != arabic {
                faults.push(format!("{whose}: {what} is not in {locale}"));
            }
        }
    };
    for dataset in &catalogue.datasets {
        look(&dataset.id, "summary", &dataset.summary, 20);
        look(&dataset.id, "coverage", &dataset.coverage, 5);
        for note in &dataset.method {
            look(&dataset.id, "limits", note, 20);
        }
        for indicator in &dataset.indicators {
            look(&dataset.id, "explanation", &indicator.definition, 10);
        }
    }
    for dataset in &catalogue.datasets {
        if dataset.method.is_empty() || dataset.indicators.is_empty() {
            faults.push(format!("{}: without limits or explanation", dataset.id));
        }
    }
    faults
}

#[test]
fn each_theme_has_a_page_with_explanation_and_limits() {
    let catalogue = Catalogue::shipped().unwrap();
    let ids: BTreeSet<&str> = catalogue.datasets.iter().map(|dataset| dataset.id.as_str()).collect();
    let themed: BTreeSet<&str> = THEMES.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    assert_eq!(themed, ids, "each page has a theme, and each theme its pages");
    for code in catalogue.codes.iter().filter(|code| code.kind == "theme") {
        assert!(catalogue.datasets.iter().any(|dataset| dataset.theme == code.code), "{}", code.code);
    }
    for dataset in &catalogue.datasets {
        assert!(dataset.section.parse::<Section>().is_ok(), "{}", dataset.id);
    }
    assert_eq!(unexplained(shipped("stats.csv").unwrap(), &catalogue), BTreeSet::new());
    assert_eq!(unreadable(&catalogue), Vec::<String>::new());
}

#[test]
fn what_is_missing_is_found() {
    let catalogue = Catalogue::shipped().unwrap();
    let file = format!("{}INS.NEW.Q2,Something new,Tunisia,2026,F,1,%,x,y\n", shipped("stats.csv").unwrap());
    assert_eq!(unexplained(&file, &catalogue), BTreeSet::from(["INS.NEW.Q2"]));
    let mut without = catalogue.clone();
    without.datasets.retain(|dataset| dataset.id != "literacy");
    let missing = unexplained(shipped("stats.csv").unwrap(), &without);
    assert_eq!(missing, BTreeSet::from(["SE.ADT.LITR.FE.ZS", "SE.ADT.LITR.MA.ZS"]));

    let mut faulty = catalogue.clone();
    faulty.datasets[0].method.clear();
    faulty.datasets[1].method[0].ar = "Modelled estimates".to_owned();
    faulty.datasets[2].indicators[0].definition.fr.clear();
    let (first, second, third) =
        (&catalogue.datasets[0].id, &catalogue.datasets[1].id, &catalogue.datasets[2].id);
    let found = unreadable(&faulty);
    for expected in [
        format!("{first}: without limits or explanation"),
        format!("{second}: limits is not in ar"),
        format!("{third}: explanation in fr"),
    ] {
        assert!(found.contains(&expected), "{expected}: {found:?}");
    }
}
