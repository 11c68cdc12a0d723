//! SDMX-CSV: 1.0 begins with the column DATAFLOW, 2.0 with STRUCTURE. What stands behind that word is between cells.

use super::{Format, Read, Role, Sheet, Trouble, delimited, delimited::Dialect};

/// Whether it is one, and what stands between its cells.
pub(super) fn kind(text: &str) -> Option<(Format, char)> {
    let text = text.trim_start_matches('"');
    let (format, rest) = if let Some(rest) = text.strip_prefix("DATAFLOW") {
        (Format::Sdmx1, rest)
    } else {
        let rest = text.strip_prefix("STRUCTURE")?;
        // `STRUCTURE[;]` says what stands between several values of one cell.
        let rest = match rest.strip_prefix('[') {
            Some(inner) => inner.split_once(']')?.1,
            None => rest,
        };
        (Format::Sdmx2, rest)
    };
    let delimiter = rest.trim_start_matches('"').chars().next()?;
    matches!(delimiter, ',' | ';' | '\t' | '|').then_some((format, delimiter))
}

/// Attributes that hold words: a colon in them is one of theirs.
const WORDS: [&str; 6] = ["OBS_COMMENT", "COMMENT_OBS", "COMMENT", "NOTE", "SOURCE", "URL"];

/// Reads one.
pub(super) fn read(
    text: &str,
    format: Format,
    delimiter: char,
    encoding: &'static str,
) -> Result<Read, Trouble> {
    let raw = delimited::sheet(text, &Dialect::of(delimiter))?;
    // Names beside codes: `F: Female` under `SEX: Sex`.
    let both: Vec<bool> = raw
        .headers()
        .iter()
        .map(|header| header.split_once(": ").is_some_and(|(code, _)| !WORDS.contains(&code)))
        .collect();
    let action = raw.headers().iter().position(|header| header == "ACTION");
    let mut sheet = Sheet::new(raw.headers().to_vec())?;
    for row in 0..raw.len() {
        // What is to be deleted is no figure.
        if action.is_some_and(|column| raw.cell(row, column).starts_with('D')) {
            continue;
        }
        let cells = both.iter().enumerate().map(|(column, both)| {
            let cell = raw.cell(row, column);
            if *both { cell.split(": ").next().unwrap_or_default() } else { cell }
        });
        sheet.push(raw.line(row), cells)?;
    }
    sheet.keep_uneven(raw.uneven().to_vec());
    let place =
        |name: &str| sheet.headers().iter().position(|header| header.split(": ").next() == Some(name));
    let names = [
        (Role::Period, "TIME_PERIOD"),
        (Role::Value, "OBS_VALUE"),
        (Role::Status, "OBS_STATUS"),
        (Role::Geo, "REF_AREA"),
        (Role::Indicator, "INDICATOR"),
    ];
    let roles = names.into_iter().filter_map(|(role, name)| Some((role, place(name)?))).collect();
    let mut read = Read::of(format, encoding, Some(delimiter), sheet);
    read.roles = roles;
    Ok(read)
}
