//! A dataset as a file: the same rows as the page, with source and licence beside every figure.

use contract::Locale;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    Localised,
    dataset::{Cell, Dataset, Row},
    text,
};
use crate::{DomainError, DomainResult};

/// Which programme the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// UTF-8 without a mark, commas, decimal points.
    Plain,
    /// With the mark that Excel needs to read Arabic; semicolons and decimal commas in Arabic and French, as Excel in
    /// Tunisia expects them.
    Excel,
}

/// Words that the catalogue of texts gives.
pub trait ExportWords {
    /// Women, men, all.
    fn sex(&self, code: &str) -> String;
    /// Status of a figure; empty for an ordinary one.
    fn status(&self, code: &str) -> String;
    /// Status of a withheld figure.
    fn withheld(&self, min_cell: u16) -> String;
    /// Licence.
    fn licence(&self, code: &str) -> String;
    /// The name of a column, in the three languages.
    fn column(&self, name: &str) -> Localised;
}

/// Column names: stable, for programmes.
pub const HEADER: [&str; 19] = [
    "dataset",
    "dataset_title",
    "version",
    "indicator",
    "indicator_name",
    "place",
    "place_name",
    "period",
    "sex",
    "sex_name",
    "age",
    "value",
    "unit",
    "status",
    "note",
    "source",
    "source_url",
    "licence",
    "checked_on",
];

/// A text cell that a spreadsheet would run as a formula gets an apostrophe in front.
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// Number of the column that holds the figure.
const VALUE: usize = 11;

/// A line of a file, without its figure, and the figure.
fn record(
    set: &Dataset,
    row: &Row,
    locale: Locale,
    words: &dyn ExportWords,
) -> ([String; HEADER.len()], Option<f64>) {
    let name = |kind: &str, code: &str| {
        set.names.get(kind, code).map_or_else(|| code.to_owned(), |label| text(label, locale).to_owned())
    };
    let indicator = set.indicator(&row.indicator);
    let source = set.sources.iter().find(|source| source.id == row.source_id);
    let status = match row.cell {
        Cell::Value(_) => words.status(&row.status),
        Cell::Missing => words.status("missing"),
        Cell::Withheld => words.withheld(set.min_cell),
    };
    let cells = [
        set.id.as_str().to_owned(),
        text(&set.title, locale).to_owned(),
        set.version.to_string(),
        row.indicator.clone(),
        indicator.map_or("", |entry| text(&entry.label, locale)).to_owned(),
        row.geo.clone(),
        name("geo", &row.geo),
        row.period.to_string(),
        row.sex.clone(),
        words.sex(&row.sex),
        name("age", &row.age),
        String::new(),
        indicator.map_or_else(String::new, |entry| name("unit", &entry.unit)),
        status,
        row.note.as_ref().map_or("", |note| text(note, locale)).to_owned(),
        source.map_or("", |source| text(&source.title, locale)).to_owned(),
        source.map_or("", |source| source.url.as_str()).to_owned(),
        words.licence(&set.licence),
        set.accessed.clone(),
    ];
    (cells, row.cell.value())
}

/// As CSV.
///
/// # Errors
/// Out of memory, in practice never.
pub fn csv(
    set: &Dataset,
    locale: Locale,
    flavour: Flavour,
    words: &dyn ExportWords,
) -> DomainResult<Vec<u8>> {
    let mut out = csv_head(locale, flavour)?;
    out.extend(csv_lines(set, locale, flavour, words)?);
    Ok(out)
}

fn semicolons(locale: Locale, flavour: Flavour) -> bool {
    flavour == Flavour::Excel && locale != Locale::En
}

fn writer(locale: Locale, flavour: Flavour, out: &mut Vec<u8>) -> csv::Writer<&mut Vec<u8>> {
    csv::WriterBuilder::new()
        .delimiter(if semicolons(locale, flavour) { b';' } else { b',' })
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}

/// The first line of such a file, with the mark that Excel needs.
///
/// # Errors
/// As [`csv`].
pub(super) fn csv_head(locale: Locale, flavour: Flavour) -> DomainResult<Vec<u8>> {
    let mut out = Vec::new();
    if flavour == Flavour::Excel {
        out.extend_from_slice("\u{FEFF}".as_bytes());
    }
    let mut writer = writer(locale, flavour, &mut out);
    writer.write_record(HEADER).map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?;
    writer.flush().map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?;
    drop(writer);
    Ok(out)
}

/// Its other lines.
///
/// # Errors
/// As [`csv`].
pub(super) fn csv_lines(
    set: &Dataset,
    locale: Locale,
    flavour: Flavour,
    words: &dyn ExportWords,
) -> DomainResult<Vec<u8>> {
    let semicolons = semicolons(locale, flavour);
    let mut out = Vec::new();
    let mut writer = writer(locale, flavour, &mut out);
    let fail = |error: csv::Error| DomainError::caused(contract::ErrorCode::Internal, error);
    for row in &set.rows {
        let (cells, value) = record(set, row, locale, words);
        let mut cells = cells.map(|cell| harmless(&cell));
        if let (Some(slot), Some(value)) = (cells.get_mut(VALUE), value) {
            // A figure below zero is no formula: it is written as it is.
            *slot = if semicolons { value.to_string().replace('.', ",") } else { value.to_string() };
        }
        writer.write_record(&cells).map_err(fail)?;
    }
    writer.flush().map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?;
    drop(writer);
    Ok(out)
}

/// As a workbook: the figures as numbers, and a second sheet that says what they are. Texts are texts there: nothing is
/// ever run as a formula.
///
/// # Errors
/// Out of memory, in practice never.
pub async fn xlsx(set: Dataset, locale: Locale, words: Box<dyn ExportWords + Send>) -> DomainResult<Vec<u8>> {
    // Many lines take their time: others are answered meanwhile.
    tokio::task::spawn_blocking(move || workbook(&set, locale, words.as_ref()))
        .await
        .map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?
        .map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))
}

fn workbook(set: &Dataset, locale: Locale, words: &dyn ExportWords) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("data")?;
    sheet.set_right_to_left(locale == Locale::Ar);
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0u16..).zip(HEADER) {
        sheet.write_string(0, column, name)?;
    }
    for (line, row) in (1u32..).zip(&set.rows) {
        let (cells, value) = record(set, row, locale, words);
        for (column, cell) in (0u16..).zip(&cells) {
            match value {
                Some(value) if usize::from(column) == VALUE => sheet.write_number(line, column, value)?,
                _ if cell.is_empty() => continue,
                _ => sheet.write_string(line, column, cell.as_str())?,
            };
        }
    }
    let about = book.add_worksheet();
    about.set_name("about")?;
    about.set_right_to_left(locale == Locale::Ar);
    let mut facts = vec![
        ("dataset", set.id.as_str().to_owned()),
        ("dataset_title", text(&set.title, locale).to_owned()),
        ("version", set.version.to_string()),
        ("licence", words.licence(&set.licence)),
        ("checked_on", set.accessed.clone()),
    ];
    facts.extend(set.sources.iter().flat_map(|source| {
        [("source", text(&source.title, locale).to_owned()), ("source_url", source.url.clone())]
    }));
    facts.extend(set.method.iter().map(|note| ("note", text(note, locale).to_owned())));
    for (line, (name, fact)) in (0u32..).zip(facts) {
        about.write_string(line, 0, text(&words.column(name), locale))?;
        about.write_string(line, 1, fact.as_str())?;
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_become_text() {
        for cell in ["=1+1", "+33", "-x", "@SUM(A1)", "\tx"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("النساء"), "النساء");
    }
}
