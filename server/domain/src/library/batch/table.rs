//! Reads the table.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::expected::Expected;
use crate::{
    library::columns,
    text::{multi_line, single_line},
};

/// Something that is wrong in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Line of the file; the first is 1.
    pub row: u64,
    /// Name of the column; empty for the line as a whole.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What was expected.
    pub expected: Expected,
}

impl Fault {
    pub(super) fn new(
        row: u64,
        column: impl Into<String>,
        value: impl Into<String>,
        expected: Expected,
    ) -> Self {
        Self { row, column: column.into(), value: value.into(), expected }
    }
}

/// A line of the table.
pub(super) struct Row {
    pub line: u64,
    pub cells: BTreeMap<String, String>,
}

/// A cell as a form would have read it, without what guards it against spreadsheets. Names of files stay as they are:
/// they have to be found.
fn clean(column: &str, cell: &str) -> String {
    let cell = columns::bare(cell.trim());
    match column {
        "files" => cell.trim().to_owned(),
        column if column.starts_with("abstract[") => multi_line(cell).trim().to_owned(),
        _ => single_line(cell),
    }
}

/// The lines that can be read, and what is wrong with the others.
pub(super) fn read(bytes: &[u8]) -> (Vec<Row>, Vec<Fault>) {
    let mut faults = Vec::new();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // A zero is none of the signs that a database takes.
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let Some(text) = text else {
        faults.push(Fault::new(1, "", "", Expected::Utf8));
        return (Vec::new(), faults);
    };
    // The reader counts a line late where two characters end it.
    let text = text.replace("\r\n", "\n");
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let head: Vec<String> = match reader.headers() {
        Ok(head) => head.iter().map(|name| name.trim().to_owned()).collect(),
        Err(_) => Vec::new(),
    };
    let known: BTreeSet<String> = columns::all().into_iter().collect();
    let mut seen = BTreeSet::new();
    for name in &head {
        if !known.contains(name) {
            faults.push(Fault::new(1, name, "", Expected::Column));
        } else if !seen.insert(name) {
            faults.push(Fault::new(1, name, "", Expected::ColumnOnce));
        }
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(Fault::new(line, "", "", Expected::TableLine));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > head.len() {
            let more = record.iter().skip(head.len()).collect::<Vec<_>>().join(" ");
            faults.push(Fault::new(line, "", more, Expected::Values(head.len())));
            continue;
        }
        let cells: BTreeMap<String, String> =
            head.iter().zip(&record).map(|(name, cell)| (name.clone(), clean(name, cell))).collect();
        if cells.values().any(|cell| !cell.is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(Fault::new(1, "", "", Expected::AnItem));
    }
    (rows, faults)
}
