//! What a form says of a dataset, read and checked.

use contract::{FieldCode, FieldError, Section};
use entity::statistics::parts::{Dimension, Localised, Notes, TableLayout};

use crate::{
    DomainError, DomainResult,
    text::{multi_line, single_line},
};

/// Licences.
pub const LICENCES: [&str; 2] = ["cc-by-4.0", "not-stated"];
/// How often figures come.
pub const FREQUENCIES: [&str; 7] =
    ["annual", "quarterly", "survey", "census", "on-change", "irregular", "once"];
/// Layouts of the table: what runs down, what runs across.
pub const LAYOUTS: [&str; 6] =
    ["period/sex", "period/geo", "period/indicator", "geo/sex", "geo/indicator", "indicator/sex"];

const LINE_CHARS: usize = 300;
const TEXT_CHARS: usize = 2_000;
const ADDRESS_CHARS: usize = 1_000;
/// Notes of method.
const MOST_NOTES: usize = 20;
/// Highest smallest count.
const MOST_CELL: i32 = 1_000;

/// What is said of a dataset, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Title.
    pub title: Localised,
    /// What it holds.
    pub summary: Localised,
    /// Who produces it.
    pub publisher: Localised,
    /// Whom and where it covers.
    pub coverage: Localised,
    /// Notes of method, a line each.
    pub method: Localised,
    /// Sentence of the headline figure, with `{value}`; nothing says the value alone.
    pub clause: Localised,
    /// Address of the source.
    pub url: String,
    /// ISO day on which the source was read.
    pub accessed: String,
    /// Licence.
    pub licence: String,
    /// How often figures come.
    pub frequency: String,
    /// Smallest count that is shown.
    pub min_cell: String,
    /// Code of the theme.
    pub theme: String,
    /// Slug of the section.
    pub section: String,
    /// Layout of the table.
    pub layout: String,
    /// ISO day on which new figures are expected.
    pub next_expected: String,
    /// Indicator of the headline figure.
    pub headline_indicator: String,
    /// Its place.
    pub headline_geo: String,
    /// Its sex.
    pub headline_sex: String,
}

/// What can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Themes.
    pub themes: Vec<(String, Localised)>,
    /// Places.
    pub geos: Vec<(String, Localised)>,
    /// Indicators of the dataset.
    pub indicators: Vec<(String, Localised)>,
}

fn day(text: &str) -> bool {
    text.len() == 10 && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

pub(super) fn layout_text(layout: &TableLayout) -> String {
    let words = |list: &[Dimension]| {
        let words = list.iter().map(|one| match one {
            Dimension::Indicator => "indicator",
            Dimension::Geo => "geo",
            Dimension::Sex => "sex",
            Dimension::Period => "period",
            Dimension::Age => "age",
        });
        words.collect::<Vec<_>>().join(",")
    };
    format!("{}/{}", words(&layout.rows), words(&layout.columns))
}

fn layout(text: &str) -> Option<TableLayout> {
    let words = |list: &str| {
        let words = list.split(',').filter(|word| !word.is_empty()).map(|word| match word {
            "indicator" => Some(Dimension::Indicator),
            "geo" => Some(Dimension::Geo),
            "sex" => Some(Dimension::Sex),
            "period" => Some(Dimension::Period),
            "age" => Some(Dimension::Age),
            _ => None,
        });
        words.collect::<Option<Vec<_>>>()
    };
    let (rows, columns) = text.split_once('/')?;
    let (rows, columns) = (words(rows)?, words(columns)?);
    (!rows.is_empty()).then_some(TableLayout { rows, columns })
}

/// The three texts with the ends of their names.
fn each(words: &Localised) -> [(&'static str, &str); 3] {
    [("ar", &words.ar), ("fr", &words.fr), ("en", &words.en)]
}

/// All three languages, on one line, not too long.
pub(super) fn check_words(
    errors: &mut Vec<FieldError>,
    name: &str,
    words: &Localised,
    most: usize,
) -> Localised {
    for (language, text) in each(words) {
        let field = format!("{name}_{language}");
        let length = text.trim().chars().count();
        if length == 0 {
            errors.push(FieldError::new(field, FieldCode::Required));
        } else if length > most {
            errors.push(FieldError::new(field, FieldCode::TooLong(most)));
        }
    }
    Localised {
        ar: single_line(&words.ar).trim().to_owned(),
        fr: single_line(&words.fr).trim().to_owned(),
        en: single_line(&words.en).trim().to_owned(),
    }
}

/// What was said, checked.
pub(super) struct Sound {
    pub title: Localised,
    pub summary: Localised,
    pub publisher: Localised,
    pub coverage: Localised,
    pub method: Notes,
    pub clause: Localised,
    pub min_cell: i32,
    pub layout: TableLayout,
}

fn notes(errors: &mut Vec<FieldError>, words: &Localised) -> Notes {
    let lines = |text: &str| -> Vec<String> {
        multi_line(text).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let (ar, fr, en) = (lines(&words.ar), lines(&words.fr), lines(&words.en));
    let most = ar.len().max(fr.len()).max(en.len());
    for (language, found) in [("ar", &ar), ("fr", &fr), ("en", &en)] {
        let field = format!("method_{language}");
        if found.len() < most {
            // Every note is there in every language.
            errors.push(FieldError::new(field, FieldCode::TooFew(most)));
        } else if most > MOST_NOTES {
            errors.push(FieldError::new(field, FieldCode::TooMany(MOST_NOTES)));
        } else if found.iter().any(|line| line.chars().count() > TEXT_CHARS) {
            errors.push(FieldError::new(field, FieldCode::TooLong(TEXT_CHARS)));
        }
    }
    let together = ar.into_iter().zip(fr).zip(en).map(|((ar, fr), en)| Localised { ar, fr, en });
    Notes(together.collect())
}

fn clause(errors: &mut Vec<FieldError>, words: &Localised) -> Localised {
    let mut one = |language: &str, text: &str| {
        let text = single_line(text).trim().to_owned();
        let field = format!("clause_{language}");
        if text.is_empty() {
            return "{value}".to_owned();
        }
        if text.matches("{value}").count() != 1 {
            errors.push(FieldError::new(field, FieldCode::BadCharacters));
        } else if text.chars().count() > LINE_CHARS {
            errors.push(FieldError::new(field, FieldCode::TooLong(LINE_CHARS)));
        }
        text
    };
    Localised { ar: one("ar", &words.ar), fr: one("fr", &words.fr), en: one("en", &words.en) }
}

pub(super) fn sound(said: &Description, choices: &Choices) -> DomainResult<Sound> {
    let mut errors = Vec::new();
    let title = check_words(&mut errors, "title", &said.title, LINE_CHARS);
    let summary = check_words(&mut errors, "summary", &said.summary, TEXT_CHARS);
    let publisher = check_words(&mut errors, "publisher", &said.publisher, LINE_CHARS);
    let coverage = check_words(&mut errors, "coverage", &said.coverage, LINE_CHARS);
    let method = notes(&mut errors, &said.method);
    let clause = clause(&mut errors, &said.clause);
    let is_url = (said.url.starts_with("https://") || said.url.starts_with("http://"))
        && !said.url.contains(char::is_whitespace)
        && said.url.chars().count() <= ADDRESS_CHARS;
    let in_list = |list: &[(String, Localised)], code: &str| list.iter().any(|(known, _)| known == code);
    let min_cell = said.min_cell.trim().parse().ok().filter(|count| (0..=MOST_CELL).contains(count));
    let layout = layout(&said.layout);
    let mut want = |fine: bool, field: &str, code: FieldCode| {
        if !fine {
            errors.push(FieldError::new(field, code));
        }
    };
    want(is_url, "url", FieldCode::NotALink);
    want(day(&said.accessed), "accessed", FieldCode::NotADay);
    want(said.next_expected.is_empty() || day(&said.next_expected), "next_expected", FieldCode::NotADay);
    want(LICENCES.contains(&said.licence.as_str()), "licence", FieldCode::UnknownChoice);
    want(FREQUENCIES.contains(&said.frequency.as_str()), "frequency", FieldCode::UnknownChoice);
    want(min_cell.is_some(), "min_cell", FieldCode::NotANumber);
    want(in_list(&choices.themes, &said.theme), "theme", FieldCode::UnknownChoice);
    want(said.section.parse::<Section>().is_ok(), "section", FieldCode::UnknownChoice);
    want(layout.is_some(), "layout", FieldCode::UnknownChoice);
    let headed = said.headline_indicator.is_empty() || in_list(&choices.indicators, &said.headline_indicator);
    want(headed, "headline_indicator", FieldCode::UnknownChoice);
    want(in_list(&choices.geos, &said.headline_geo), "headline_geo", FieldCode::UnknownChoice);
    want(["F", "M", "T"].contains(&said.headline_sex.as_str()), "headline_sex", FieldCode::UnknownChoice);
    match (min_cell, layout) {
        (Some(min_cell), Some(layout)) if errors.is_empty() => {
            Ok(Sound { title, summary, publisher, coverage, method, clause, min_cell, layout })
        }
        _ => Err(DomainError::fields(errors)),
    }
}
