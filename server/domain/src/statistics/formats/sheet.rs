//! The one table into which every format is read. A text that stands in many cells is kept once.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{MOST_ROWS, Role, Trouble};

/// Most columns that a table may have.
const MOST_COLUMNS: usize = 1_000;
/// Most cells that are kept: what a file costs does not grow with how wide it is.
const MOST_CELLS: usize = 20_000_000;

/// A long table.
#[derive(Debug, Default)]
pub struct Sheet {
    headers: Vec<String>,
    cells: Vec<u32>,
    lines: Vec<u32>,
    texts: Vec<Arc<str>>,
    known: HashMap<Arc<str>, u32>,
    /// Lines with another number of cells than the header: line, how many.
    uneven: Vec<(usize, usize)>,
    /// Whether years stood across: then the name of a figure's column is its period.
    pub wide: bool,
}

impl Sheet {
    /// With these columns.
    ///
    /// # Errors
    /// [`Trouble::NoTable`] for fewer than two, or far too many.
    pub fn new(headers: Vec<String>) -> Result<Self, Trouble> {
        if headers.len() < 2 || headers.len() > MOST_COLUMNS {
            return Err(Trouble::NoTable);
        }
        Ok(Self { headers, ..Self::default() })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`Trouble::TooManyRows`].
    pub fn push<'a>(&mut self, line: usize, cells: impl Iterator<Item = &'a str>) -> Result<(), Trouble> {
        let rows = self.lines.len() + self.uneven.len();
        if rows >= MOST_ROWS || self.cells.len() >= MOST_CELLS {
            return Err(Trouble::TooManyRows);
        }
        let before = self.cells.len();
        for cell in cells {
            let id = self.keep(cell.trim());
            self.cells.push(id);
        }
        let found = self.cells.len() - before;
        let wanted = self.headers.len();
        // Empty cells at the end are nobody's fault.
        let surplus = self.cells.iter().skip(before + wanted).any(|id| !self.text(*id).is_empty());
        if found < wanted || surplus {
            self.cells.truncate(before);
            self.uneven.push((line, found));
            return Ok(());
        }
        self.cells.truncate(before + wanted);
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
        Ok(())
    }

    fn keep(&mut self, text: &str) -> u32 {
        if let Some(id) = self.known.get(text) {
            return *id;
        }
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.known.insert(text, id);
        id
    }

    fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map(|text| &**text).unwrap_or_default()
    }

    /// Names of the columns.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    pub(super) fn rename(&mut self, headers: Vec<String>) {
        if headers.len() == self.headers.len() {
            self.headers = headers;
        }
    }

    /// Lines that have another number of cells than the header.
    pub fn uneven(&self) -> &[(usize, usize)] {
        &self.uneven
    }

    pub(super) fn keep_uneven(&mut self, uneven: Vec<(usize, usize)>) {
        self.uneven = uneven;
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line of the file in which a row stood.
    pub fn line(&self, row: usize) -> usize {
        self.lines.get(row).copied().unwrap_or_default() as usize
    }

    /// What stands in a cell.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let id = self.cells.get(row * self.headers.len() + column).copied();
        id.map(|id| self.text(id)).unwrap_or_default()
    }

    /// What stands in a column, from the top.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        (0..self.len()).map(move |row| self.cell(row, column))
    }

    /// What stands in a column, each text once, with how often, in order.
    pub fn distinct(&self, column: usize) -> BTreeMap<&str, usize> {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for row in 0..self.len() {
            if let Some(id) = self.cells.get(row * self.headers.len() + column) {
                *counts.entry(*id).or_default() += 1;
            }
        }
        counts.into_iter().map(|(id, count)| (self.text(id), count)).collect()
    }
}

/// Names under which each column goes, small letters and digits alone.
const NAMES: [(Role, &[&str]); 10] = [
    (
        Role::Indicator,
        &[
            "indicator",
            "indicatorcode",
            "indicatorid",
            "series",
            "seriescode",
            "indicateur",
            "codeindicateur",
            "measure",
            "variable",
            "المؤشر",
            "مؤشر",
            "indicatorname",
            "seriesname",
        ],
    ),
    (
        Role::Geo,
        &[
            "geo",
            "countrycode",
            "refarea",
            "area",
            "place",
            "region",
            "location",
            "country",
            "gouvernorat",
            "governorate",
            "zone",
            "lieu",
            "pays",
            "المكان",
            "الولاية",
            "البلد",
            "countryname",
        ],
    ),
    (
        Role::Period,
        &[
            "period",
            "timeperiod",
            "year",
            "time",
            "date",
            "annee",
            "année",
            "periode",
            "période",
            "السنة",
            "الفترة",
        ],
    ),
    (Role::Sex, &["sex", "gender", "sexe", "genre", "الجنس"]),
    (Role::Age, &["age", "agegroup", "âge", "trancheage", "العمر", "السن"]),
    (Role::Value, &["value", "obsvalue", "valeur", "figure", "القيمة"]),
    (Role::Status, &["status", "obsstatus", "statut", "الحالة"]),
    (Role::Note, &["note", "notes", "obscomment", "commentobs", "remark", "remarque", "comment", "ملاحظة"]),
    (Role::Source, &["source", "sourcetitle", "المصدر"]),
    (Role::Url, &["url", "sourceurl", "link", "lien", "الرابط"]),
];

/// Which column seems to hold what. A code is taken before a name.
pub(super) fn guess(headers: &[String]) -> BTreeMap<Role, usize> {
    let plain: Vec<String> = headers
        .iter()
        .map(|header| {
            // `SEX: Sex` of SDMX, with names beside codes.
            let header = header.split(": ").next().unwrap_or_default();
            header.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
        })
        .collect();
    let mut found = BTreeMap::new();
    for (role, names) in NAMES {
        let column = names.iter().find_map(|name| plain.iter().position(|header| header == name));
        if let Some(column) = column {
            found.insert(role, column);
        }
    }
    found
}
