//! CSV on the Web: a table and `…-metadata.json`, whose columns have titles in several languages.

use serde_json::Value;

use super::{Format, Read, Trouble, archive::Archive, delimited, delimited::Dialect, text, wide};

/// Names of the tables that a description `name` tells of.
pub(super) fn tables(archive: &Archive<'_>, name: &str) -> Vec<String> {
    let whole = archive.read_small(name).and_then(|bytes| text::decode(&bytes));
    let whole = whole.ok().and_then(|(content, _)| serde_json::from_str::<Value>(&content).ok());
    let all = whole.as_ref().and_then(|whole| whole.get("tables")).and_then(Value::as_array);
    let name = |table: &Value| table.get("url").and_then(Value::as_str).unwrap_or("?").to_owned();
    all.into_iter().flatten().map(name).collect()
}

/// Reads one of its tables; `name` is the description.
pub(super) fn read(archive: &Archive<'_>, name: &str, number: usize) -> Result<Read, Trouble> {
    let (content, _) = text::decode(&archive.read_small(name)?)?;
    let whole: Value = serde_json::from_str(&content).map_err(|_| Trouble::Json)?;
    let is_one = whole.get("@context").is_some_and(|context| context.to_string().contains("ns/csvw"));
    if !is_one {
        return Err(Trouble::Json);
    }
    let table = match whole.get("tables").and_then(Value::as_array) {
        Some(tables) => tables.get(number).ok_or(Trouble::NoFile)?,
        None if number == 0 => &whole,
        None => return Err(Trouble::NoFile),
    };
    let url = table.get("url").and_then(Value::as_str).ok_or(Trouble::Json)?;
    let file = archive.beside(name, url).ok_or(Trouble::NoFile)?;
    let (content, encoding) = text::decode(&archive.read(&file)?)?;
    let content = content.trim_start_matches('\u{feff}');
    let said =
        |key: &str| table.pointer(&format!("/dialect/{key}")).or(whole.pointer(&format!("/dialect/{key}")));
    let columns: Vec<&Value> =
        table.pointer("/tableSchema/columns").and_then(Value::as_array).into_iter().flatten().collect();
    let sign = |key: &str| said(key).and_then(Value::as_str).and_then(|text| text.chars().next());
    let names =
        || columns.iter().filter_map(|column| column.get("name")?.as_str().map(str::to_owned)).collect();
    let headless = said("header").and_then(Value::as_bool) == Some(false);
    let skip = said("skipRows").and_then(Value::as_u64).and_then(|rows| usize::try_from(rows).ok());
    let dialect = Dialect {
        delimiter: sign("delimiter").unwrap_or_else(|| delimited::delimiter(content)),
        quote: sign("quoteChar").unwrap_or('"'),
        skip: skip.unwrap_or_default(),
        columns: headless.then(names),
    };
    let mut sheet = delimited::sheet(content, &dialect)?;
    // A title in whatever language leads to the name.
    let headers = sheet
        .headers()
        .iter()
        .map(|header| {
            let column = columns.iter().find(|column| titles(column).any(|title| title == header));
            let name = column.and_then(|column| column.get("name")).and_then(Value::as_str);
            name.unwrap_or(header).to_owned()
        })
        .collect();
    sheet.rename(headers);
    let mut read = Read::of(Format::Csvw, encoding, Some(dialect.delimiter), wide::long(sheet)?);
    for column in &columns {
        read.missing.extend(texts(column.get("null")).map(str::to_owned));
        if column.pointer("/datatype/format/decimalChar").and_then(Value::as_str) == Some(",") {
            read.decimal = ',';
        }
    }
    let told = |keys: [&str; 2]| {
        let found = keys.iter().find_map(|key| texts(table.get(*key).or(whole.get(*key))).next());
        found.unwrap_or_default().to_owned()
    };
    read.source = (told(["dc:publisher", "dc:title"]), told(["dc:source", "dc:identifier"]));
    Ok(read)
}

/// A text, several, or one in each language.
fn texts<'a>(value: Option<&'a Value>) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    match value {
        Some(Value::String(text)) => Box::new(std::iter::once(text.as_str())),
        Some(Value::Array(list)) => Box::new(list.iter().flat_map(|one| texts(Some(one)))),
        Some(Value::Object(map)) => Box::new(map.values().flat_map(|one| texts(Some(one)))),
        _ => Box::new(std::iter::empty()),
    }
}

fn titles(column: &Value) -> impl Iterator<Item = &str> {
    texts(column.get("titles")).chain(texts(column.get("name")))
}
