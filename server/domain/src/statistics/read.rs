//! Reading the source file: every fault of every row at once, nothing guessed.

use std::collections::{BTreeMap, HashMap};

use entity::statistics::parts::Localised;

use super::{
    catalogue::{Catalogue, DatasetSpec, IndicatorSpec, sha256},
    period::Period,
};

/// Columns of the source file, in order.
pub const COLUMNS: [&str; 9] = [
    "indicator_code",
    "indicator_name",
    "area",
    "year",
    "sex",
    "value",
    "unit",
    "source_title",
    "source_url",
];

/// What may stand for a missing value.
const MISSING: [&str; 6] = ["", "..", ":", "n/a", "na", "-"];

/// One fault of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Line of the file, counted from 1 (the header).
    pub row: usize,
    /// Column.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// What is expected.
    pub expected: String,
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}, column {}: {:?}; expected {}", self.row, self.column, self.value, self.expected)
    }
}

/// A row that is not published, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutRow {
    /// Line of the file.
    pub row: usize,
    /// Code.
    pub code: String,
    /// Why.
    pub reason: String,
}

/// Where a figure was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRow {
    /// Derived from title and address.
    pub id: String,
    /// Title in the file.
    pub title: String,
    /// Address.
    pub url: String,
}

/// One figure, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Line of the file.
    pub row: usize,
    /// Indicator.
    pub indicator: String,
    /// Place.
    pub geo: String,
    /// Period.
    pub period: Period,
    /// Sex.
    pub sex: String,
    /// Age group.
    pub age: String,
    /// Value; nothing when missing.
    pub value: Option<f64>,
    /// Status.
    pub status: String,
    /// Comparability key.
    pub comparable: String,
    /// Remark.
    pub note: Option<Localised>,
    /// Code in the file.
    pub source_code: String,
    /// Identifier of the source.
    pub source_id: String,
}

/// The figures of one dataset.
#[derive(Clone, Debug)]
pub struct DatasetRows {
    /// Figures, sorted by key.
    pub figures: Vec<Figure>,
    /// SHA-256 over them.
    pub sha256: String,
}

/// A file without faults.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Rows below the header.
    pub rows: usize,
    /// Figures per dataset.
    pub datasets: BTreeMap<String, DatasetRows>,
    /// Rows not published.
    pub left_out: Vec<LeftOutRow>,
    /// Sources in use.
    pub sources: Vec<SourceRow>,
}

/// A code of the file: the part before its period, and the period when it carries one.
fn split_code(code: &str) -> (&str, Option<&str>) {
    match code.rsplit_once('.') {
        Some((base, part @ ("Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2"))) => (base, Some(part)),
        _ => (code, None),
    }
}

struct Reader<'a> {
    catalogue: &'a Catalogue,
    by_code: HashMap<&'a str, (&'a DatasetSpec, &'a IndicatorSpec)>,
    areas: HashMap<&'a str, &'a str>,
    errors: Vec<RowError>,
}

impl<'a> Reader<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        let mut by_code = HashMap::new();
        for set in &catalogue.datasets {
            for indicator in &set.indicators {
                for code in &indicator.from {
                    by_code.insert(code.as_str(), (set, indicator));
                }
            }
        }
        let areas = catalogue
            .codes
            .iter()
            .filter(|code| code.kind == "geo")
            .filter_map(|code| code.csv.as_deref().map(|csv| (csv, code.code.as_str())))
            .collect();
        Self { catalogue, by_code, areas, errors: Vec::new() }
    }

    fn fault(&mut self, row: usize, column: &'static str, value: &str, expected: impl Into<String>) {
        self.errors.push(RowError { row, column, value: value.to_owned(), expected: expected.into() });
    }

    fn period(
        &mut self,
        row: usize,
        year: &str,
        part: Option<&str>,
        template: Option<&str>,
    ) -> Option<Period> {
        let text = match (part, template) {
            (Some(part), _) => format!("{year}-{part}"),
            (None, Some(template)) => template.replace("{year}", year),
            (None, None) => year.to_owned(),
        };
        let period = text.parse().ok();
        if period.is_none() {
            self.fault(row, "year", year, "a year from 1900 to 2100, in four digits");
        }
        period
    }

    fn value(&mut self, row: usize, text: &str) -> Option<Option<f64>> {
        if MISSING.contains(&text.to_ascii_lowercase().as_str()) {
            return Some(None);
        }
        // Only digits, one point, one sign: `1,5`, `1e3`, `inf` and `NaN` are not figures people meant.
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        match text.parse::<f64>() {
            Ok(value) if plain && value.is_finite() => Some(Some(value)),
            _ => {
                self.fault(
                    row,
                    "value",
                    text,
                    "a number with a decimal point, or nothing when it is missing",
                );
                None
            }
        }
    }

    fn figure(&mut self, row: usize, cells: [&str; 9]) -> Option<(&'a DatasetSpec, Figure, SourceRow)> {
        let [code, _name, area, year, sex, value, unit, source, url] = cells;
        let (base, part) = split_code(code);
        let known = self.by_code.get(base).copied();
        if known.is_none() {
            self.fault(
                row,
                "indicator_code",
                code,
                "a code of the catalogue, used or left out with a reason",
            );
        }
        let geo = self.areas.get(area).copied();
        if geo.is_none() {
            self.fault(row, "area", area, "a place of the code list");
        }
        if !["F", "M", "T"].contains(&sex) {
            self.fault(row, "sex", sex, "F, M or T");
        }
        let period =
            self.period(row, year, part, known.and_then(|(_, indicator)| indicator.period.as_deref()));
        let value = self.value(row, value);
        if let Some((_, indicator)) = known {
            let fits = self
                .catalogue
                .unit(&indicator.unit)
                .is_some_and(|expected| expected.csv.iter().any(|spelling| spelling == unit));
            if !fits {
                self.fault(row, "unit", unit, format!("a spelling of the unit {}", indicator.unit));
            }
        }
        if !self.catalogue.sources.iter().any(|entry| entry.csv == source) {
            self.fault(row, "source_title", source, "a source of the catalogue");
        }
        if !(url.starts_with("https://") || url.starts_with("http://")) || url.contains(char::is_whitespace) {
            self.fault(row, "source_url", url, "an address that begins with http:// or https://");
        }
        let ((set, indicator), geo, period, value) = (known?, geo?, period?, value?);
        let source = SourceRow {
            id: sha256(&[source.as_bytes(), url.as_bytes()]).chars().take(16).collect(),
            title: source.to_owned(),
            url: url.to_owned(),
        };
        let mut figure = Figure {
            row,
            indicator: indicator.code.clone(),
            geo: geo.to_owned(),
            period,
            sex: sex.to_owned(),
            age: indicator.age.clone(),
            value,
            status: indicator.status.clone(),
            comparable: indicator.comparable.clone().unwrap_or_else(|| indicator.code.clone()),
            note: None,
            source_code: code.to_owned(),
            source_id: source.id.clone(),
        };
        amend(&mut figure, set);
        if figure.value.is_none() {
            figure.status = "missing".to_owned();
        }
        Some((set, figure, source))
    }
}

fn amend(figure: &mut Figure, set: &DatasetSpec) {
    let period = figure.period.to_string();
    for entry in set.overrides.iter().filter(|entry| {
        entry.code == figure.indicator
            && (entry.periods.is_empty() || entry.periods.contains(&period))
            && (entry.geos.is_empty() || entry.geos.contains(&figure.geo))
    }) {
        if let (Some(value), true) = (entry.value, figure.value.is_some()) {
            figure.value = Some(value);
        }
        if let Some(status) = &entry.status {
            figure.status.clone_from(status);
        }
        if let Some(comparable) = &entry.comparable {
            figure.comparable.clone_from(comparable);
        }
        if entry.note.is_some() {
            figure.note.clone_from(&entry.note);
        }
    }
}

/// Reads the source file.
///
/// # Errors
/// Every fault of every row.
pub fn read(bytes: &[u8], catalogue: &Catalogue) -> Result<ReadFile, Vec<RowError>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut reader = Reader::new(catalogue);
    let mut seen: HashMap<(String, String, Period, String, String), usize> = HashMap::new();
    let mut datasets: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    let mut left_out = Vec::new();
    let mut sources: BTreeMap<String, SourceRow> = BTreeMap::new();
    let mut rows = 0;
    for (index, record) in lines.records().enumerate() {
        let row = index + 1;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                reader.fault(row, "indicator_code", "", format!("readable UTF-8 text ({error})"));
                continue;
            }
        };
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        if index == 0 {
            if cells != COLUMNS {
                reader.fault(row, "indicator_code", &cells.join(","), COLUMNS.join(","));
                return Err(reader.errors);
            }
            continue;
        }
        rows += 1;
        let Ok(cells) = <[&str; 9]>::try_from(cells.as_slice()) else {
            reader.fault(
                row,
                "indicator_code",
                &cells.join(","),
                format!("9 columns, found {}", cells.len()),
            );
            continue;
        };
        let base = split_code(cells[0]).0;
        if let Some(out) = catalogue.left_out.iter().find(|out| out.code == base) {
            left_out.push(LeftOutRow { row, code: cells[0].to_owned(), reason: out.reason.clone() });
            continue;
        }
        let Some((set, figure, source)) = reader.figure(row, cells) else { continue };
        let key = (
            figure.indicator.clone(),
            figure.geo.clone(),
            figure.period,
            figure.sex.clone(),
            figure.age.clone(),
        );
        if let Some(first) = seen.insert(key, row) {
            let expected =
                format!("one row for each figure; row {first} has the same code, area, year and sex");
            reader.fault(row, "indicator_code", cells[0], expected);
            continue;
        }
        sources.insert(source.id.clone(), source);
        datasets.entry(set.id.clone()).or_default().push(figure);
    }
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    let datasets = datasets.into_iter().map(|(id, figures)| (id, fingerprint(figures))).collect();
    Ok(ReadFile {
        sha256: sha256(&[bytes]),
        rows,
        datasets,
        left_out,
        sources: sources.into_values().collect(),
    })
}

fn fingerprint(mut figures: Vec<Figure>) -> DatasetRows {
    figures.sort_by(|a, b| {
        (&a.indicator, &a.geo, &a.sex, &a.age, a.period.sort_key(), a.period).cmp(&(
            &b.indicator,
            &b.geo,
            &b.sex,
            &b.age,
            b.period.sort_key(),
            b.period,
        ))
    });
    let lines: Vec<String> = figures
        .iter()
        .map(|f| {
            let value = f.value.map_or_else(String::new, |value| value.to_string());
            let note = f.note.as_ref().map_or("", |note| note.en.as_str());
            format!(
                "{}|{}|{}|{}|{}|{value}|{}|{}|{note}|{}|{}",
                f.indicator,
                f.geo,
                f.period,
                f.sex,
                f.age,
                f.status,
                f.comparable,
                f.source_code,
                f.source_id
            )
        })
        .collect();
    DatasetRows { figures, sha256: sha256(&[lines.join("\n").as_bytes()]) }
}
