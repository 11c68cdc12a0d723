//! A dataset as CSV: the same rows as the page, with source and licence beside every figure.

use contract::Locale;

use super::{
    dataset::{Cell, Dataset},
    text,
};
use crate::{DomainError, DomainResult};

/// Which programme the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// UTF-8 without a mark, commas, decimal points.
    Plain,
    /// With the mark that Excel needs to read Arabic; semicolons and decimal commas in French.
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

/// The file.
///
/// # Errors
/// Out of memory, in practice never.
pub fn csv(
    set: &Dataset,
    locale: Locale,
    flavour: Flavour,
    words: &dyn ExportWords,
) -> DomainResult<Vec<u8>> {
    let french = flavour == Flavour::Excel && locale == Locale::Fr;
    let mut out = Vec::new();
    if flavour == Flavour::Excel {
        out.extend_from_slice("\u{FEFF}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(if french { b';' } else { b',' })
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut out);
    let fail = |error: csv::Error| DomainError::caused(contract::ErrorCode::Internal, error);
    writer.write_record(HEADER).map_err(fail)?;
    let name = |kind: &str, code: &str| {
        set.names.get(kind, code).map_or_else(|| code.to_owned(), |label| text(label, locale).to_owned())
    };
    for row in &set.rows {
        let indicator = set.indicator(&row.indicator);
        let source = set.sources.iter().find(|source| source.id == row.source_id);
        let (value, status) = match row.cell {
            Cell::Value(value) => (value.to_string(), words.status(&row.status)),
            Cell::Missing => (String::new(), words.status("missing")),
            Cell::Withheld => (String::new(), words.withheld(set.min_cell)),
        };
        let record = [
            harmless(set.id.as_str()),
            harmless(text(&set.title, locale)),
            set.version.to_string(),
            harmless(&row.indicator),
            harmless(indicator.map_or("", |entry| text(&entry.label, locale))),
            harmless(&row.geo),
            harmless(&name("geo", &row.geo)),
            harmless(&row.period.to_string()),
            harmless(&row.sex),
            harmless(&words.sex(&row.sex)),
            harmless(&name("age", &row.age)),
            if french { value.replace('.', ",") } else { value },
            harmless(&indicator.map_or_else(String::new, |entry| name("unit", &entry.unit))),
            harmless(&status),
            harmless(row.note.as_ref().map_or("", |note| text(note, locale))),
            harmless(source.map_or("", |source| text(&source.title, locale))),
            harmless(source.map_or("", |source| source.url.as_str())),
            harmless(&words.licence(&set.licence)),
            set.accessed.clone(),
        ];
        writer.write_record(&record).map_err(fail)?;
    }
    writer.flush().map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?;
    drop(writer);
    Ok(out)
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
