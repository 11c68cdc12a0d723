//! Tables as text, with something between the cells.

use super::{Sheet, Trouble};

/// What may stand between cells, the likeliest first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// How a table is written.
pub(super) struct Dialect {
    pub delimiter: char,
    pub quote: char,
    /// Lines before the header.
    pub skip: usize,
    /// Whether there is a header; else these are the columns.
    pub columns: Option<Vec<String>>,
}

impl Dialect {
    /// As most are.
    pub fn of(delimiter: char) -> Self {
        Self { delimiter, quote: '"', skip: 0, columns: None }
    }
}

fn byte(c: char, otherwise: u8) -> u8 {
    u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(otherwise)
}

fn reader(text: &str, delimiter: char, quote: char) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(byte(delimiter, b','))
        .quote(byte(quote, b'"'))
        .from_reader(text.as_bytes())
}

/// Every record with its line.
pub(super) fn each(
    text: &str,
    (delimiter, quote): (char, char),
    mut record: impl FnMut(usize, &csv::StringRecord) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut reader = reader(text, delimiter, quote);
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(|_| Trouble::Encoding)? {
        let line = row.position().map_or(0, csv::Position::line);
        record(usize::try_from(line).unwrap_or(usize::MAX), &row)?;
    }
    Ok(())
}

/// What a spreadsheet says in a line of its own.
pub(super) fn told(text: &str) -> (&str, Option<char>) {
    let Some(rest) = text.strip_prefix("sep=") else { return (text, None) };
    let mut signs = rest.chars();
    let told = signs.next().filter(|c| DELIMITERS.contains(c));
    match told {
        // The line stays as an empty one, so that the numbers of lines are right.
        Some(delimiter) => (signs.as_str(), Some(delimiter)),
        None => (text, None),
    }
}

/// What stands between cells: what cuts the first lines into the most cells, as many in each.
pub(super) fn delimiter(text: &str) -> char {
    let score = |delimiter: char| {
        let mut records = reader(text, delimiter, '"').into_records();
        let head = records.next().and_then(Result::ok).map_or(0, |record| record.len());
        let alike = records.take(20).flatten().filter(|record| record.len() == head).count();
        if head < 2 { 0 } else { alike * 1_000 + head }
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(',')
}

/// The table.
pub(super) fn sheet(text: &str, dialect: &Dialect) -> Result<Sheet, Trouble> {
    let mut sheet = dialect.columns.clone().map(Sheet::new).transpose()?;
    let mut skip = dialect.skip;
    let mut raw_rows = 0_usize;
    each(text, (dialect.delimiter, dialect.quote), |line, record| {
        if skip > 0 {
            skip -= 1;
            return Ok(());
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        raw_rows += 1;
        match &mut sheet {
            None => {
                let headers = record.iter().map(|cell| cell.trim().to_owned()).collect();
                sheet = Some(Sheet::new(headers)?);
                Ok(())
            }
            Some(sheet) => sheet.push(line, record.iter()),
        }
    })?;
    sheet.ok_or(if raw_rows == 0 { Trouble::Empty } else { Trouble::NoTable })
}
