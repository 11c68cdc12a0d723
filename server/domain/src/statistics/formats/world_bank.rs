//! Files of the World Bank: years across under four lines of preamble, the archive around them, and JSON.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{About, Format, Read, Role, Sheet, Trouble, archive::Archive, delimited, text, wide};

const NAME: &str = "World Bank";
const ADDRESS: &str = "https://data.worldbank.org/indicator/";

/// Lines before the header, if it is such a table.
pub(super) fn header_of(text: &str) -> Option<usize> {
    let first = text.lines().next()?.trim_start_matches('"');
    if !first.starts_with("Data Source") && !first.starts_with("Country Name") {
        return None;
    }
    let mut found = None;
    let mut at = 0;
    let mut rows = 0;
    // Empty lines are none to the reader, so records are counted, not lines.
    let _ = delimited::each(text, (',', '"'), |_, record| {
        rows += 1;
        if found.is_none() && record.get(0) == Some("Country Name") && record.get(3) == Some("Indicator Code")
        {
            found = Some(at);
        }
        at += 1;
        if found.is_some() || rows > 10 { Err(Trouble::NoTable) } else { Ok(()) }
    });
    found
}

/// The table with years across.
pub(super) fn csv(text: &str, start: usize, encoding: &'static str) -> Result<Read, Trouble> {
    let dialect = delimited::Dialect { skip: start, ..delimited::Dialect::of(',') };
    let sheet = wide::long(delimited::sheet(text, &dialect)?)?;
    let mut read = Read::of(Format::WorldBankCsv, encoding, Some(','), sheet);
    let named = |name: &str| read.sheet.headers().iter().position(|header| header == name);
    let roles = [(Role::Geo, "Country Code"), (Role::Indicator, "Indicator Code")];
    read.roles = roles.into_iter().filter_map(|(role, name)| Some((role, named(name)?))).collect();
    let (code, name) = (named("Indicator Code"), named("Indicator Name"));
    if let (Some(code), Some(name)) = (code, name) {
        for row in 0..read.sheet.len() {
            let known = read.about.entry(read.sheet.cell(row, code).to_owned()).or_default();
            if known.name.is_empty() {
                read.sheet.cell(row, name).clone_into(&mut known.name);
            }
        }
    }
    let first = read.about.keys().next().cloned().unwrap_or_default();
    read.source = (NAME.to_owned(), format!("{ADDRESS}{first}"));
    Ok(read)
}

/// Names of the tables of the archive.
pub(super) fn tables(archive: &Archive<'_>) -> Vec<String> {
    let is_table = |name: &&str| {
        let last = name.rsplit('/').next().unwrap_or(name);
        last.to_ascii_lowercase().ends_with(".csv") && !last.starts_with("Metadata_")
    };
    archive.names().filter(is_table).map(str::to_owned).collect()
}

/// The archive: one of its tables, and what is said of its countries and indicators.
pub(super) fn zip(archive: &Archive<'_>, number: usize) -> Result<Read, Trouble> {
    let table = tables(archive).into_iter().nth(number).ok_or(Trouble::NoFile)?;
    let (content, encoding) = text::decode(&archive.read(&table)?)?;
    let content = content.trim_start_matches('\u{feff}');
    let Some(start) = header_of(content) else { return super::plain(content, encoding) };
    let mut read = csv(content, start, encoding)?;
    read.format = Format::WorldBankZip;
    for name in archive.names().map(str::to_owned).collect::<Vec<_>>() {
        let last = name.rsplit('/').next().unwrap_or(&name).to_owned();
        if last.starts_with("Metadata_Country") {
            records(archive, &name, |row| {
                // A country stands in a region; a group of countries does not.
                if let (Some(code), Some(region)) = (row.get("Country Code"), row.get("Region"))
                    && region.is_empty()
                {
                    read.aggregates.insert(code.clone());
                }
            })?;
        } else if last.starts_with("Metadata_Indicator") {
            records(archive, &name, |mut row| {
                let mut take = |column: &str| row.remove(column).unwrap_or_default();
                let code = take("INDICATOR_CODE");
                let about = About {
                    name: take("INDICATOR_NAME"),
                    definition: take("SOURCE_NOTE"),
                    source: take("SOURCE_ORGANIZATION"),
                };
                if !about.source.is_empty() {
                    read.source.0.clone_from(&about.source);
                }
                read.about.insert(code, about);
            })?;
        }
    }
    Ok(read)
}

/// Every line by the names of its columns.
fn records(
    archive: &Archive<'_>,
    name: &str,
    mut line: impl FnMut(BTreeMap<String, String>),
) -> Result<(), Trouble> {
    let (content, _) = text::decode(&archive.read_small(name)?)?;
    let mut heads: Vec<String> = Vec::new();
    delimited::each(content.trim_start_matches('\u{feff}'), (',', '"'), |_, record| {
        if heads.is_empty() {
            heads = record.iter().map(|cell| cell.trim().to_owned()).collect();
        } else {
            line(heads.iter().cloned().zip(record.iter().map(|cell| cell.trim().to_owned())).collect());
        }
        Ok(())
    })
}

/// The answer of the programming interface: an array of two, what it is about and the figures.
pub(super) fn json(text: &str, encoding: &'static str) -> Result<Read, Trouble> {
    let value: Value = serde_json::from_str(text).map_err(|_| Trouble::Json)?;
    let rows = value.as_array().filter(|parts| parts.len() == 2).and_then(|parts| parts.get(1)?.as_array());
    let rows = rows.ok_or(Trouble::Json)?;
    let pages = value.pointer("/0/pages");
    let pages = pages.and_then(|pages| pages.as_u64().or_else(|| pages.as_str()?.parse().ok()));
    if pages.is_some_and(|pages| pages > 1) {
        return Err(Trouble::Part);
    }
    let heads = ["indicator", "geo", "period", "value", "status"].map(str::to_owned).to_vec();
    let mut sheet = Sheet::new(heads)?;
    let mut about = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let text = |value: Option<&Value>| match value {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => plain_number(number),
            _ => String::new(),
        };
        let code = text(row.pointer("/indicator/id"));
        let iso = text(row.get("countryiso3code"));
        let place = if iso.is_empty() { text(row.pointer("/country/id")) } else { iso };
        let cells =
            [code.clone(), place, text(row.get("date")), text(row.get("value")), text(row.get("obs_status"))];
        sheet.push(index + 1, cells.iter().map(String::as_str))?;
        about
            .entry(code)
            .or_insert_with(|| About { name: text(row.pointer("/indicator/value")), ..About::default() });
    }
    let first = about.keys().next().cloned().unwrap_or_default();
    let mut read = Read::of(Format::WorldBankJson, encoding, None, sheet);
    read.about = about;
    read.source = (NAME.to_owned(), format!("{ADDRESS}{first}"));
    Ok(read)
}

/// Without an exponent, whatever the file wrote.
fn plain_number(number: &serde_json::Number) -> String {
    let text = number.to_string();
    match (text.contains(['e', 'E']), number.as_f64()) {
        (true, Some(value)) => value.to_string(),
        _ => text,
    }
}
