//! Files of figures, each format a small file of its own: bytes become one long table, a row for each figure.
//! What a file is, is told by its contents, never by its name.

mod archive;
mod csvw;
mod data_package;
mod delimited;
mod numbers;
mod sdmx;
mod sheet;
mod text;
mod wide;
mod world_bank;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use numbers::{decimal_mark, digits, number};
pub use sheet::Sheet;

/// Most bytes of a file.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;
/// Most figures of a file.
pub const MOST_ROWS: usize = 500_000;

/// What may stand for a missing value, beside what the file itself says.
pub const MISSING: [&str; 7] = ["", "..", "...", ":", "n/a", "na", "-"];

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A table as text.
    Csv,
    /// World Bank, years across.
    WorldBankCsv,
    /// The same with its neighbours in an archive.
    WorldBankZip,
    /// World Bank, the answer of its programming interface.
    WorldBankJson,
    /// Frictionless Data Package.
    DataPackage,
    /// CSV on the Web.
    Csvw,
    /// SDMX-CSV 1.0.
    Sdmx1,
    /// SDMX-CSV 2.0.
    Sdmx2,
    /// A workbook.
    Xlsx,
}

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`MOST_BYTES`].
    #[error("the file is larger than 32 MB")]
    TooLarge,
    /// More than [`MOST_ROWS`].
    #[error("the file holds more than 500 000 figures")]
    TooManyRows,
    /// It swells when it is unpacked.
    #[error("the archive unpacks into more than is read")]
    Bomb,
    /// An archive or workbook that cannot be opened.
    #[error("the archive cannot be opened")]
    Damaged,
    /// Letters that nobody can tell.
    #[error("the file is no text in UTF-8, UTF-16, Windows-1256 or Windows-1252")]
    Encoding,
    /// JSON that is none of ours.
    #[error("the JSON is neither an answer of the World Bank nor a description of a table")]
    Json,
    /// No table of at least two columns is in it.
    #[error("no table of at least two columns with a header was found")]
    NoTable,
    /// What the description names is not in the archive.
    #[error("the table that the description names is not in the archive")]
    NoFile,
    /// It is one part of several: whatever the others hold would be missing.
    #[error("the file holds one part of several; bring all of it in one")]
    Part,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What is measured.
    Indicator,
    /// Where.
    Geo,
    /// When.
    Period,
    /// Women, men, all.
    Sex,
    /// Age group.
    Age,
    /// The figure.
    Value,
    /// Its status.
    Status,
    /// Remark.
    Note,
    /// Name of the source.
    Source,
    /// Its address.
    Url,
}

impl Role {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Indicator,
        Self::Geo,
        Self::Period,
        Self::Sex,
        Self::Age,
        Self::Value,
        Self::Status,
        Self::Note,
        Self::Source,
        Self::Url,
    ];

    /// As forms have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Geo => "geo",
            Self::Period => "period",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::Value => "value",
            Self::Status => "status",
            Self::Note => "note",
            Self::Source => "source",
            Self::Url => "url",
        }
    }
}

/// What the file says of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its name.
    pub name: String,
    /// What it means.
    pub definition: String,
    /// Where the figures come from.
    pub source: String,
}

/// A file as it was read.
#[derive(Debug)]
pub struct Read {
    /// What it is.
    pub format: Format,
    /// Its letters.
    pub encoding: &'static str,
    /// What stands between its cells.
    pub delimiter: Option<char>,
    /// What stands before decimals.
    pub decimal: char,
    /// One row for each figure.
    pub sheet: Sheet,
    /// Which column seems to hold what.
    pub roles: BTreeMap<Role, usize>,
    /// What else stands for a missing value.
    pub missing: BTreeSet<String>,
    /// Indicators by their code.
    pub about: BTreeMap<String, About>,
    /// Codes of places that are groups of countries.
    pub aggregates: BTreeSet<String>,
    /// Name and address of the source, where the file tells one.
    pub source: (String, String),
    /// Figures that the file told in thousands or millions (`UNIT_MULT`), and that are written out here.
    pub multiplied: usize,
    /// Rows that say that a figure is to be deleted (`ACTION` D): they are no figures.
    pub deleted: usize,
    /// The file means to be added to what there is (`ACTION` A or M). Here a file is all of a version.
    pub adds: bool,
}

impl Read {
    fn of(format: Format, encoding: &'static str, delimiter: Option<char>, sheet: Sheet) -> Self {
        Self {
            format,
            encoding,
            delimiter,
            decimal: '.',
            sheet,
            roles: BTreeMap::new(),
            missing: BTreeSet::new(),
            about: BTreeMap::new(),
            aggregates: BTreeSet::new(),
            source: (String::new(), String::new()),
            multiplied: 0,
            deleted: 0,
            adds: false,
        }
    }

    /// Whether this stands for a missing value.
    pub fn is_missing(&self, text: &str) -> bool {
        MISSING.contains(&text.to_ascii_lowercase().as_str()) || self.missing.contains(text)
    }
}

/// Most tables of a file that are offered.
const MOST_PARTS: usize = 100;

/// Names of the tables of a file (sheets, resources, files of an archive), in their order; fewer than two where there is
/// nothing to choose.
pub fn parts(bytes: &[u8]) -> Vec<String> {
    if bytes.len() > MOST_BYTES || !bytes.starts_with(b"PK") {
        return Vec::new();
    }
    let Ok(archive) = archive::Archive::open(bytes) else { return Vec::new() };
    let mut names: Vec<String> = if archive.has("xl/workbook.xml") {
        xlsx::sheets(&archive).unwrap_or_default().into_iter().map(|(name, _)| name).collect()
    } else if archive.named("datapackage.json").is_some() {
        data_package::resources(&archive)
    } else if let Some(name) = archive.ending("metadata.json") {
        csvw::tables(&archive, &name)
    } else {
        world_bank::tables(&archive)
    };
    names.truncate(MOST_PARTS);
    names
}

/// Reads a file, whatever it is: the first of its tables.
///
/// # Errors
/// Why it cannot be read at all; what is wrong in single rows is found later.
pub fn read(bytes: &[u8]) -> Result<Read, Trouble> {
    read_part(bytes, 0)
}

/// Reads one of the tables of a file, counted from 0.
///
/// # Errors
/// As [`read`]; [`Trouble::NoFile`] for one that there is not.
pub fn read_part(bytes: &[u8], part: usize) -> Result<Read, Trouble> {
    if bytes.len() > MOST_BYTES {
        return Err(Trouble::TooLarge);
    }
    let mut read = if bytes.is_empty() {
        return Err(Trouble::Empty);
    } else if bytes.starts_with(b"PK") {
        packed(bytes, part)?
    } else {
        let (text, encoding) = text::decode(bytes)?;
        let text = text.trim_start_matches('\u{feff}');
        match text.trim_start().chars().next() {
            None => return Err(Trouble::Empty),
            Some('[' | '{') => world_bank::json(text, encoding)?,
            Some(_) => plain(text, encoding)?,
        }
    };
    if read.sheet.is_empty() && read.sheet.uneven().is_empty() {
        return Err(Trouble::Empty);
    }
    for (role, column) in sheet::guess(read.sheet.headers()) {
        read.roles.entry(role).or_insert(column);
    }
    if read.format != Format::WorldBankJson && read.format != Format::Xlsx && read.decimal == '.' {
        let values = read.roles.get(&Role::Value).copied();
        read.decimal = values.map_or('.', |column| decimal_mark(read.sheet.column(column)));
    }
    Ok(read)
}

/// A table as text.
fn plain(text: &str, encoding: &'static str) -> Result<Read, Trouble> {
    if let Some(start) = world_bank::header_of(text) {
        return world_bank::csv(text, start, encoding);
    }
    if let Some((format, delimiter)) = sdmx::kind(text) {
        return sdmx::read(text, format, delimiter, encoding);
    }
    let (text, told) = delimited::told(text);
    let delimiter = told.unwrap_or_else(|| delimited::delimiter(text));
    let sheet = wide::long(delimited::sheet(text, &delimited::Dialect::of(delimiter))?)?;
    Ok(Read::of(Format::Csv, encoding, Some(delimiter), sheet))
}

fn packed(bytes: &[u8], part: usize) -> Result<Read, Trouble> {
    let archive = archive::Archive::open(bytes)?;
    if archive.has("xl/workbook.xml") {
        return xlsx::read(&archive, part);
    }
    if archive.named("datapackage.json").is_some() {
        return data_package::read(&archive, part);
    }
    if let Some(name) = archive.ending("metadata.json") {
        return csvw::read(&archive, &name, part);
    }
    world_bank::zip(&archive, part)
}
