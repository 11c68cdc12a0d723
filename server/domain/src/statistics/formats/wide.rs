//! Tables with a column for each year become long ones.

use super::{Sheet, Trouble, numbers::digits};

/// The year that a column is about: `1990`, `1990 [YR1990]`, `١٩٩٠`.
fn year(header: &str) -> Option<String> {
    let header = digits(header);
    let header = header.trim();
    let (first, rest) = header.split_once(' ').unwrap_or((header, ""));
    let number: u16 = (first.len() == 4).then(|| first.parse().ok()).flatten()?;
    let told = rest.is_empty() || rest == format!("[YR{first}]");
    (told && (1900..=2100).contains(&number)).then(|| first.to_owned())
}

/// The same table, a row for each figure. Columns without a name go: some tables end with one.
pub(super) fn long(sheet: Sheet) -> Result<Sheet, Trouble> {
    let years: Vec<(usize, String)> = sheet
        .headers()
        .iter()
        .enumerate()
        .filter_map(|(column, header)| Some((column, year(header)?)))
        .collect();
    let kept: Vec<usize> = (0..sheet.headers().len())
        .filter(|column| !years.iter().any(|(year, _)| year == column))
        .filter(|column| sheet.headers().get(*column).is_some_and(|header| !header.is_empty()))
        .collect();
    if years.is_empty() {
        return Ok(sheet);
    }
    let mut headers: Vec<String> =
        kept.iter().filter_map(|column| sheet.headers().get(*column).cloned()).collect();
    headers.extend(["period".to_owned(), "value".to_owned()]);
    let mut long = Sheet::new(headers)?;
    long.wide = true;
    for row in 0..sheet.len() {
        for (column, year) in &years {
            let cells = kept.iter().map(|column| sheet.cell(row, *column));
            let figure = [year.as_str(), sheet.cell(row, *column)];
            long.push(sheet.line(row), cells.chain(figure))?;
        }
    }
    long.keep_uneven(sheet.uneven().to_vec());
    Ok(long)
}
