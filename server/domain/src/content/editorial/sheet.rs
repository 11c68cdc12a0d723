//! A form that was checked: what a revision holds.

use contract::{ErrorCode, FieldCode, FieldError};
use entity::content::article_revision;

use super::form::{DraftForm, SOURCES, STEPS, SourceForm};
use crate::{
    DomainError, DomainResult,
    content::{Kind, Procedure, Source, Step},
    library::{is_address, slug_of, start_of_day},
    markup,
    text::{check_length, multi_line, single_line},
};

const TITLE_MAX: usize = 150;
const SUMMARY_MAX: usize = 600;
const SOURCE_MAX: usize = 60_000;
const LINE_MAX: usize = 600;
const PART_MAX: usize = 3_000;
const PAPERS: usize = 30;
const SLUG_MAX: usize = 80;

/// What a revision holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub source: String,
    pub procedure: Option<Procedure>,
    pub sources: Vec<Source>,
    pub checked_on: String,
    pub note: String,
    pub translated_from: Option<String>,
}

fn given(text: &str) -> Option<String> {
    let line = single_line(text);
    (!line.is_empty()).then_some(line)
}

/// A line of at most so many characters.
fn line(errors: &mut Vec<FieldError>, field: &str, typed: &str, most: usize) -> String {
    let read = single_line(typed);
    check_length(errors, field, &read, 0, most);
    read
}

fn lines(errors: &mut Vec<FieldError>, field: &str, typed: &str, most: usize) -> String {
    let read = multi_line(typed);
    check_length(errors, field, &read, 0, most);
    read
}

fn day(errors: &mut Vec<FieldError>, field: &str, typed: &str) -> String {
    let read = single_line(typed);
    if !read.is_empty() && start_of_day(&read).is_none() {
        errors.push(FieldError::new(field, FieldCode::NotADay));
    }
    read
}

impl Sheet {
    /// Checks a form. What is not finished may be saved; what cannot stand is refused.
    ///
    /// # Errors
    /// The refused fields, in the order of the form.
    pub fn read(form: &DraftForm, kind: Kind) -> DomainResult<Self> {
        let mut errors = Vec::new();
        let title = single_line(&form.title);
        check_length(&mut errors, "title", &title, 3, TITLE_MAX);
        let typed = if form.slug.trim().is_empty() { &title } else { &form.slug };
        let slug = slug_of(typed);
        check_length(&mut errors, "slug", &slug, 0, SLUG_MAX);
        let summary = line(&mut errors, "summary", &form.summary, SUMMARY_MAX);
        let procedure = (kind == Kind::Procedure).then(|| parts(&mut errors, form));
        let source = lines(&mut errors, "source", &form.source, SOURCE_MAX);
        let (rows, sources): (Vec<usize>, Vec<Source>) =
            sources(&mut errors, &form.sources).into_iter().unzip();
        let source = closed_up(&mut errors, source, &rows);
        let checked_on = day(&mut errors, "checked_on", &form.checked_on);
        let note = line(&mut errors, "note", &form.note, LINE_MAX);
        let translated_from = given(&form.translated_from);
        if !errors.is_empty() {
            return Err(DomainError::fields(errors));
        }
        Ok(Self { slug, title, summary, source, procedure, sources, checked_on, note, translated_from })
    }

    /// The stored form of the parts of a procedure, and of the sources.
    pub fn json(&self) -> DomainResult<(String, String)> {
        let broken = |error: serde_json::Error| DomainError::caused(ErrorCode::Internal, error);
        let procedure = match &self.procedure {
            Some(procedure) => serde_json::to_string(procedure).map_err(broken)?,
            None => String::new(),
        };
        Ok((procedure, serde_json::to_string(&self.sources).map_err(broken)?))
    }
}

fn parts(errors: &mut Vec<FieldError>, form: &DraftForm) -> Procedure {
    let for_whom = line(errors, "for_whom", &form.for_whom, PART_MAX);
    let papers: Vec<String> = multi_line(&form.papers).lines().filter_map(given).collect();
    if papers.len() > PAPERS {
        errors.push(FieldError::new("papers", FieldCode::TooMany(PAPERS)));
    }
    check_length(errors, "papers", &form.papers, 0, PART_MAX);
    let where_to_go = line(errors, "where_to_go", &form.where_to_go, PART_MAX);
    let cost = line(errors, "cost", &form.cost, PART_MAX);
    let time = line(errors, "time", &form.time, PART_MAX);
    let if_refused = line(errors, "if_refused", &form.if_refused, PART_MAX);
    let mut steps = Vec::new();
    for (n, (title, text)) in (1..).zip(&form.steps) {
        let title = line(errors, &format!("step{n}_title"), title, LINE_MAX);
        let text = line(errors, &format!("step{n}_text"), text, PART_MAX);
        if title.is_empty() && !text.is_empty() {
            errors.push(FieldError::new(format!("step{n}_title"), FieldCode::Required));
        }
        if !title.is_empty() {
            steps.push(Step { title, text });
        }
    }
    if steps.len() > STEPS {
        errors.push(FieldError::new("step1_title", FieldCode::TooMany(STEPS)));
    }
    Procedure { for_whom, papers, where_to_go, cost, time, if_refused, steps }
}

/// The text when rows between sources were left empty: those behind move up, and so do the marks that refer to them. A
/// mark must not come to refer to another source than hers, so one that refers to an empty row is refused there.
fn closed_up(errors: &mut Vec<FieldError>, text: String, rows: &[usize]) -> String {
    if (1..).zip(rows).all(|(number, row)| number == *row) {
        return text;
    }
    let mut lost: Vec<usize> = Vec::new();
    let moved = markup::renumbered(&text, |row| {
        let found = rows.binary_search(&row).ok().map(|at| at + 1);
        if found.is_none() && rows.last().is_some_and(|last| row < *last) && row > 0 {
            lost.push(row);
        }
        found
    });
    lost.sort_unstable();
    lost.dedup();
    errors.extend(
        lost.into_iter().map(|row| FieldError::new(format!("source{row}_title"), FieldCode::Required)),
    );
    moved
}

/// The sources that were filled in, each with the number of its row.
fn sources(errors: &mut Vec<FieldError>, typed: &[SourceForm]) -> Vec<(usize, Source)> {
    let mut read = Vec::new();
    for (n, one) in (1_usize..).zip(typed).filter(|(_, one)| !one.is_blank()) {
        let field = |name: &str| format!("source{n}_{name}");
        let kind = if one.kind.is_empty() { "address" } else { one.kind.as_str() };
        let title = line(errors, &field("title"), &one.title, LINE_MAX);
        let publisher = line(errors, &field("publisher"), &one.publisher, LINE_MAX);
        let url = one.url.trim().to_owned();
        if !url.is_empty() && (!is_address(&url) || url.len() > LINE_MAX) {
            errors.push(FieldError::new(field("url"), FieldCode::NotALink));
        }
        let target = given(&one.target);
        match kind {
            "address" if url.is_empty() => errors.push(FieldError::new(field("url"), FieldCode::Required)),
            "address" if title.is_empty() => {
                errors.push(FieldError::new(field("title"), FieldCode::Required));
            }
            "item" | "dataset" | "article" if target.is_none() => {
                errors.push(FieldError::new(field("target"), FieldCode::Required));
            }
            "address" | "item" | "dataset" | "article" => {}
            _ => errors.push(FieldError::new(field("kind"), FieldCode::UnknownChoice)),
        }
        let (target, version) = match target.as_deref().and_then(|target| target.rsplit_once('@')) {
            Some((id, number)) => match number.parse::<i32>() {
                Ok(number) => (Some(id.to_owned()), Some(number)),
                Err(_) => {
                    errors.push(FieldError::new(field("target"), FieldCode::NotANumber));
                    (None, None)
                }
            },
            None => (target, None),
        };
        let locator = line(errors, &field("locator"), &one.locator, LINE_MAX);
        let quote = lines(errors, &field("quote"), &one.quote, PART_MAX);
        let source = Source {
            title,
            publisher,
            url,
            checked_on: day(errors, &field("checked_on"), &one.checked_on),
            kind: Some(kind.to_owned()),
            target,
            version,
            locator: (!locator.is_empty()).then_some(locator),
            quote: (!quote.is_empty()).then_some(quote),
        };
        read.push((n, source));
    }
    if read.len() > SOURCES {
        errors.push(FieldError::new("source1_title", FieldCode::TooMany(SOURCES)));
    }
    read
}

/// What a revision lacks before somebody else reads it.
pub(super) fn lacks(row: &article_revision::Model, kind: Kind) -> Vec<FieldError> {
    let mut lacks = Vec::new();
    let mut lack = |field: &str| lacks.push(FieldError::new(field, FieldCode::Required));
    if row.summary.trim().is_empty() {
        lack("summary");
    }
    let procedure: Option<Procedure> = serde_json::from_str(&row.procedure).ok();
    if kind == Kind::Procedure {
        match &procedure {
            Some(parts) if !parts.steps.is_empty() => {}
            _ => lack("step1_title"),
        }
    } else if row.source.trim().is_empty() {
        lack("source");
    }
    if row.checked_on.is_empty() {
        lack("checked_on");
    }
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_stand_is_named_field_by_field() {
        let form = DraftForm {
            title: "ab".into(),
            steps: vec![(String::new(), "how".into())],
            sources: vec![
                SourceForm { title: "a law".into(), url: "nowhere".into(), ..SourceForm::default() },
                SourceForm::default(),
                SourceForm { kind: "item".into(), locator: "p. 3".into(), ..SourceForm::default() },
            ],
            checked_on: "yesterday".into(),
            ..DraftForm::default()
        };
        let refused = Sheet::read(&form, Kind::Procedure).unwrap_err();
        let fields: Vec<&str> = refused.fields.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["title", "step1_title", "source1_url", "source3_target", "checked_on"]);
    }

    #[test]
    fn a_form_comes_back_as_it_was_saved() {
        let form = DraftForm {
            title: "استخراج بطاقة".into(),
            papers: "صورة\n\nبطاقة".into(),
            steps: vec![("اذهبي".into(), "إلى البلديّة".into()), (String::new(), String::new())],
            sources: vec![SourceForm {
                kind: "dataset".into(),
                target: "women@3".into(),
                locator: "2014/KEF".into(),
                ..SourceForm::default()
            }],
            ..DraftForm::default()
        };
        let sheet = Sheet::read(&form, Kind::Procedure).unwrap();
        assert_eq!((sheet.slug.as_str(), sheet.sources[0].version), ("استخراج-بطاقة", Some(3)));
        let parts = sheet.procedure.clone().unwrap();
        assert_eq!((parts.papers.len(), parts.steps.len()), (2, 1));
        let (procedure, sources) = sheet.json().unwrap();
        let row = article_revision::Model {
            id: "r".into(),
            article_id: "abcd".into(),
            locale: "ar".into(),
            number: 1,
            author_id: None,
            made_at: 0,
            slug: sheet.slug,
            title: sheet.title,
            summary: String::new(),
            source: String::new(),
            procedure,
            sources,
            checked_on: String::new(),
            based_on: None,
            translated_from: None,
            restored_from: None,
            note: String::new(),
        };
        let back = DraftForm::of(&row).unwrap();
        assert_eq!((back.papers.as_str(), back.steps.len()), ("صورة\nبطاقة", 1));
        assert_eq!(back.sources[0].target, "women@3");
        let lacking: Vec<String> = lacks(&row, Kind::Procedure).into_iter().map(|one| one.field).collect();
        assert_eq!(lacking, ["summary", "checked_on"]);
    }

    #[test]
    fn marks_follow_their_source_when_one_before_it_goes() {
        let source = |title: &str| SourceForm {
            title: title.into(),
            url: "https://example.org/x".into(),
            ..SourceForm::default()
        };
        let form = |text: &str| DraftForm {
            title: "A title".into(),
            source: text.into(),
            sources: vec![source("one"), SourceForm::default(), source("three")],
            ..DraftForm::default()
        };
        let read = Sheet::read(&form("a[^1] b[^3] c[^4]"), Kind::Article).unwrap();
        assert_eq!((read.source.as_str(), read.sources.len()), ("a[^1] b[^2] c[^4]", 2));
        let refused = Sheet::read(&form("a[^2]"), Kind::Article).unwrap_err();
        let fields: Vec<&str> = refused.fields.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["source2_title"]);
    }
}
