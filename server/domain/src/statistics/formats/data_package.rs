//! Frictionless Data Package, version 1 and 2: `datapackage.json` and the table that it names, in one archive.

use serde_json::Value;

use super::{Format, Read, Trouble, archive::Archive, delimited, delimited::Dialect, text, wide};

/// What it says, and where that lies.
fn package(archive: &Archive<'_>) -> Result<(String, Value), Trouble> {
    let name = archive.named("datapackage.json").ok_or(Trouble::NoFile)?;
    let (content, _) = text::decode(&archive.read_small(&name)?)?;
    Ok((name, serde_json::from_str(&content).map_err(|_| Trouble::Json)?))
}

/// Names of its tables.
pub(super) fn resources(archive: &Archive<'_>) -> Vec<String> {
    let Ok((_, package)) = package(archive) else { return Vec::new() };
    let all = package.get("resources").and_then(Value::as_array);
    let name = |one: &Value| {
        let said = ["title", "name", "path"].iter().find_map(|key| one.get(*key)?.as_str());
        said.unwrap_or("?").to_owned()
    };
    all.into_iter().flatten().map(name).collect()
}

/// Reads one of its tables.
pub(super) fn read(archive: &Archive<'_>, number: usize) -> Result<Read, Trouble> {
    let (name, package) = package(archive)?;
    let all = package.get("resources").and_then(Value::as_array).ok_or(Trouble::Json)?;
    let missing = if number == 0 { Trouble::Json } else { Trouble::NoFile };
    let resource = all.get(number).ok_or(missing)?;
    let path = match resource.get("path") {
        Some(Value::String(path)) => path.as_str(),
        Some(Value::Array(paths)) if paths.len() == 1 => {
            paths.first().and_then(Value::as_str).ok_or(Trouble::Json)?
        }
        Some(Value::Array(_)) => return Err(Trouble::Part),
        _ => return Err(Trouble::Json),
    };
    let table = archive.beside(&name, path).ok_or(Trouble::NoFile)?;
    let (content, encoding) = text::decode(&archive.read(&table)?)?;
    let content = content.trim_start_matches('\u{feff}');
    let fields: Vec<&Value> =
        resource.pointer("/schema/fields").and_then(Value::as_array).into_iter().flatten().collect();
    let dialect = dialect(resource, content, &fields);
    let sheet = wide::long(delimited::sheet(content, &dialect)?)?;
    let mut read = Read::of(Format::DataPackage, encoding, Some(dialect.delimiter), sheet);
    let marks = [resource.pointer("/schema/missingValues"), package.get("missingValues")];
    let of_fields = fields.iter().map(|field| field.get("missingValues"));
    for list in marks.into_iter().chain(of_fields).flatten().filter_map(Value::as_array) {
        for mark in list {
            // Version 2 may say what a mark means.
            let mark = mark.as_str().or_else(|| mark.get("value").and_then(Value::as_str));
            read.missing.extend(mark.map(str::to_owned));
        }
    }
    let comma = fields.iter().any(|field| field.get("decimalChar").and_then(Value::as_str) == Some(","));
    if comma {
        read.decimal = ',';
    }
    let source = resource.pointer("/sources/0").or_else(|| package.pointer("/sources/0"));
    let said = |value: Option<&Value>, key: &str| {
        value.and_then(|value| value.get(key)).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    read.source = (said(source, "title"), said(source, "path"));
    if read.source.0.is_empty() {
        read.source.0 = said(Some(&package), "title");
    }
    Ok(read)
}

fn dialect(resource: &Value, content: &str, fields: &[&Value]) -> Dialect {
    let said = |key: &str| resource.pointer(&format!("/dialect/{key}"));
    let sign = |key: &str| said(key).and_then(Value::as_str).and_then(|text| text.chars().next());
    let delimiter = sign("delimiter").unwrap_or_else(|| delimited::delimiter(content));
    let headless = said("header").and_then(Value::as_bool) == Some(false);
    let names = fields.iter().filter_map(|field| field.get("name")?.as_str().map(str::to_owned)).collect();
    Dialect {
        delimiter,
        quote: sign("quoteChar").unwrap_or('"'),
        skip: 0,
        columns: headless.then_some(names),
    }
}
