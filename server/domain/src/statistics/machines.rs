//! A dataset for programmes: JSON, Data Package, CSVW, and JSON-LD with the words of schema.org. All of them know source
//! and licence, and say what was chosen.

use contract::Locale;
use serde_json::{Map, Value, json};

use super::{
    Localised,
    dataset::{Cell, Dataset},
    export::{ExportWords, HEADER},
    text,
};

/// Where a dataset stands.
#[derive(Clone, Debug)]
pub struct Address {
    /// Its page in this language, absolute, without an ending.
    pub page: String,
    /// What was chosen, from the question mark on; empty for everything.
    pub query: String,
    /// Language.
    pub locale: Locale,
}

impl Address {
    fn file(&self, ending: &str) -> String {
        format!("{}{ending}{}", self.page, self.query)
    }
}

fn all(words: &Localised) -> Value {
    json!({ "ar": words.ar, "fr": words.fr, "en": words.en })
}

/// The same as values with a language each.
fn each(words: &Localised) -> Value {
    Locale::ALL.into_iter().map(|l| json!({ "@value": text(words, l), "@language": l.code() })).collect()
}

/// Where a licence can be read.
fn licence_url(code: &str) -> Option<&'static str> {
    (code == "cc-by-4.0").then_some("https://creativecommons.org/licenses/by/4.0/")
}

fn name_of(set: &Dataset, kind: &str, code: &str) -> Value {
    set.names.get(kind, code).map_or_else(|| json!(code), all)
}

fn written(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

/// Everything as JSON, in all languages.
pub fn json(set: &Dataset, at: &Address, words: &dyn ExportWords) -> Vec<u8> {
    let indicators: Vec<Value> = set
        .indicators
        .iter()
        .map(|one| {
            json!({
                "code": one.code,
                "label": all(&one.label),
                "definition": all(&one.definition),
                "unit": { "code": one.unit, "label": name_of(set, "unit", &one.unit) },
                "decimals": one.decimals,
            })
        })
        .collect();
    let sources: Vec<Value> = set
        .sources
        .iter()
        .map(|one| json!({ "id": one.id, "title": all(&one.title), "url": one.url }))
        .collect();
    let rows: Vec<Value> = set
        .rows
        .iter()
        .map(|row| {
            let (value, status) = match row.cell {
                Cell::Value(value) => (json!(value), row.status.as_str()),
                Cell::Missing => (Value::Null, "missing"),
                Cell::Withheld => (Value::Null, "withheld"),
            };
            let mut line = json!({
                "indicator": row.indicator,
                "place": row.geo,
                "period": row.period.to_string(),
                "sex": row.sex,
                "age": row.age,
                "value": value,
                "status": status,
                "source": row.source_id,
            });
            if let (Some(line), Some(note)) = (line.as_object_mut(), &row.note) {
                line.insert("note".to_owned(), all(note));
            }
            line
        })
        .collect();
    let places: Map<String, Value> =
        set.offers.geos.iter().map(|code| (code.clone(), name_of(set, "geo", code))).collect();
    written(&json!({
        "dataset": set.id.as_str(),
        "url": at.page,
        "version": set.version,
        "title": all(&set.title),
        "summary": all(&set.summary),
        "publisher": all(&set.publisher),
        "coverage": all(&set.coverage),
        "frequency": set.frequency,
        "method": set.method.iter().map(all).collect::<Vec<_>>(),
        "licence": { "code": set.licence, "text": words.licence(&set.licence), "url": licence_url(&set.licence) },
        "checked_on": set.accessed,
        "smallest_count": set.min_cell,
        "chosen": at.query,
        "sources": sources,
        "indicators": indicators,
        "places": places,
        "rows": rows,
    }))
}

/// Type of a column of the CSV file.
fn kind(column: &str) -> &'static str {
    match column {
        "version" => "integer",
        "value" => "number",
        "checked_on" => "date",
        _ => "string",
    }
}

/// As a Data Package that describes the CSV file.
pub fn data_package(set: &Dataset, at: &Address, words: &dyn ExportWords) -> Vec<u8> {
    let fields: Vec<Value> = HEADER
        .iter()
        .map(
            |name| json!({ "name": name, "type": kind(name), "title": text(&words.column(name), at.locale) }),
        )
        .collect();
    let sources: Vec<Value> = set
        .sources
        .iter()
        .map(|one| json!({ "title": text(&one.title, at.locale), "path": one.url }))
        .collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": set.id.as_str(),
        "id": at.page,
        "title": text(&set.title, at.locale),
        "description": text(&set.summary, at.locale),
        "homepage": at.page,
        "version": format!("{}.0.0", set.version),
        "sources": sources,
        "rights": words.licence(&set.licence),
        "resources": [{
            "profile": "tabular-data-resource",
            "name": "figures",
            "path": at.file(".csv"),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "header": true },
            "schema": {
                "fields": fields,
                "missingValues": [""],
                "primaryKey": ["indicator", "place", "period", "sex", "age"],
            },
        }],
    });
    if let (Some(url), Some(package)) = (licence_url(&set.licence), package.as_object_mut()) {
        let licence = json!([{ "name": "CC-BY-4.0", "path": url, "title": words.licence(&set.licence) }]);
        package.insert("licenses".to_owned(), licence);
    }
    written(&package)
}

/// As CSVW: what the columns of the CSV file mean, in all languages.
pub fn csvw(set: &Dataset, at: &Address, words: &dyn ExportWords) -> Vec<u8> {
    let columns: Vec<Value> = HEADER
        .iter()
        .map(|name| {
            let titles = words.column(name);
            json!({
                "name": name,
                // The header of the file is in no language.
                "titles": { "und": [name], "ar": [titles.ar], "fr": [titles.fr], "en": [titles.en] },
                "datatype": kind(name),
            })
        })
        .collect();
    let sources: Vec<&str> = set.sources.iter().map(|one| one.url.as_str()).collect();
    let licence = licence_url(&set.licence)
        .map_or_else(|| json!(words.licence(&set.licence)), |url| json!({ "@id": url }));
    written(&json!({
        "@context": ["http://www.w3.org/ns/csvw", { "language": at.locale.code() }],
        "url": at.file(".csv"),
        "dc:title": each(&set.title),
        "dc:description": each(&set.summary),
        "dc:publisher": each(&set.publisher),
        "dc:license": licence,
        "dc:source": sources,
        "dc:modified": { "@value": crate::services::day_of(set.imported_at), "@type": "xsd:date" },
        "dialect": { "delimiter": ",", "encoding": "utf-8", "header": true },
        "tableSchema": {
            "columns": columns,
            "primaryKey": ["indicator", "place", "period", "sex", "age"],
        },
    }))
}

/// As a `Dataset` of schema.org.
pub fn json_ld(set: &Dataset, at: &Address, words: &dyn ExportWords) -> Vec<u8> {
    let files: Vec<Value> = [
        (".csv", "text/csv"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (".json", "application/json"),
        ("/datapackage.json", "application/json"),
        ("/metadata.json", "application/csvm+json"),
    ]
    .into_iter()
    .map(|(ending, kind)| {
        json!({ "@type": "DataDownload", "encodingFormat": kind, "contentUrl": at.file(ending) })
    })
    .collect();
    let measured: Vec<Value> = set
        .indicators
        .iter()
        .map(|one| {
            json!({
                "@type": "PropertyValue",
                "propertyID": one.code,
                "name": each(&one.label),
                "description": each(&one.definition),
                "unitText": set.names.get("unit", &one.unit).map(each),
            })
        })
        .collect();
    let places: Vec<Value> = set
        .offers
        .geos
        .iter()
        .filter_map(|code| set.names.get("geo", code))
        .take(50)
        .map(|label| json!({ "@type": "Place", "name": each(label) }))
        .collect();
    let based: Vec<&str> = set.sources.iter().map(|one| one.url.as_str()).collect();
    let mut node = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": at.page,
        "url": at.page,
        "identifier": set.id.as_str(),
        "name": each(&set.title),
        "description": each(&set.summary),
        "creator": { "@type": "Organization", "name": each(&set.publisher) },
        "isBasedOn": based,
        "license": licence_url(&set.licence).map_or_else(|| words.licence(&set.licence), str::to_owned),
        "isAccessibleForFree": true,
        "version": set.version.to_string(),
        "dateModified": crate::services::day_of(set.imported_at),
        "variableMeasured": measured,
        "spatialCoverage": places,
        "distribution": files,
    });
    if let (Some((first, last)), Some(node)) = (set.offers.years, node.as_object_mut()) {
        node.insert("temporalCoverage".to_owned(), json!(format!("{first}/{last}")));
    }
    written(&node)
}
