//! SDMX-CSV: 1.0 begins with the column DATAFLOW, 2.0 with STRUCTURE. What stands behind that word is between cells.

use super::{Format, MISSING, Read, Role, Sheet, Trouble, delimited, delimited::Dialect};

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
    let at = |name: &str| raw.headers().iter().position(|header| header.split(": ").next() == Some(name));
    let (action, value, times) = (at("ACTION"), at("OBS_VALUE"), at("UNIT_MULT"));
    let (mut multiplied, mut deleted, mut adds) = (0, 0, false);
    let mut sheet = Sheet::new(raw.headers().to_vec())?;
    for row in 0..raw.len() {
        // What is to be deleted is no figure.
        let action = action.map_or("", |column| raw.cell(row, column));
        if action.starts_with('D') {
            deleted += 1;
            continue;
        }
        adds |= action.starts_with(['A', 'M']);
        let mut cells: Vec<&str> = both
            .iter()
            .enumerate()
            .map(|(column, both)| {
                let cell = raw.cell(row, column);
                if *both { cell.split(": ").next().unwrap_or_default() } else { cell }
            })
            .collect();
        // In thousands, in millions: the figure is written out.
        let power = times.and_then(|column| cells.get(column)).map_or("", |cell| cell.trim());
        let whole = value.and_then(|column| times_ten(cells.get(column)?, power));
        if let (Some(slot), Some(whole)) = (value.and_then(|column| cells.get_mut(column)), &whole) {
            multiplied += 1;
            *slot = whole;
        }
        sheet.push(raw.line(row), cells.into_iter())?;
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
    read.multiplied = multiplied;
    read.deleted = deleted;
    read.adds = adds;
    Ok(read)
}

/// Largest power of ten that anybody writes.
const MOST_POWER: usize = 12;

/// A figure times ten to the power, digit by digit, so that none is rounded; nothing where nothing changes. What cannot be
/// multiplied becomes what no number is: the check tells where it stands.
fn times_ten(figure: &str, power: &str) -> Option<String> {
    if power.is_empty() || power == "0" || MISSING.contains(&figure.to_ascii_lowercase().as_str()) {
        return None;
    }
    let odd = || Some(format!("{figure} × 10^{power}"));
    let (sign, digits) = match figure.strip_prefix(['-', '+']) {
        Some(rest) => (figure.get(..1).unwrap_or_default(), rest),
        None => ("", figure),
    };
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(decimals) {
        return odd();
    }
    let mark = if digits.contains(',') { ',' } else { '.' };
    let (down, steps) = match power.strip_prefix('-') {
        Some(steps) => (true, steps),
        None => (false, power),
    };
    let Some(steps) = steps.parse::<usize>().ok().filter(|steps| *steps <= MOST_POWER) else { return odd() };
    let (whole, decimals) = if down {
        let padded = format!("{whole:0>width$}", width = steps + 1);
        let cut = padded.len() - steps;
        let (left, right) = padded.split_at(cut);
        (left.to_owned(), format!("{right}{decimals}"))
    } else {
        let padded = format!("{decimals:0<steps$}");
        let (left, right) = padded.split_at(steps);
        (format!("{whole}{left}"), right.to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let decimals = decimals.trim_end_matches('0');
    Some(if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}{mark}{decimals}")
    })
}

#[cfg(test)]
mod tests {
    use super::times_ten;

    #[test]
    fn figures_in_thousands_are_written_out() {
        for (figure, power, whole) in [
            ("26.5", "3", Some("26500")),
            ("26,5", "3", Some("26500")),
            ("1.2345", "3", Some("1234.5")),
            ("-0,5", "6", Some("-500000")),
            ("0.000", "3", Some("0")),
            ("12", "-2", Some("0.12")),
            ("1234.5", "-3", Some("1.2345")),
            ("26.5", "0", None),
            ("26.5", "", None),
            (":", "3", None),
            ("", "3", None),
            ("1e3", "3", Some("1e3 × 10^3")),
            ("5", "x", Some("5 × 10^x")),
            ("5", "99", Some("5 × 10^99")),
        ] {
            assert_eq!(times_ten(figure, power).as_deref(), whole, "{figure} {power}");
        }
    }
}
