//! How far a file is, and what it was found to be.

use serde::{Deserialize, Serialize};

use crate::statistics::formats::{About, Format, Read, Trouble};

/// Rows of a file that are shown with its columns.
const SAMPLE: usize = 3;
/// Characters of a cell that are shown, and of what is said of an indicator.
const SAMPLE_CHARS: usize = 40;
const ABOUT_CHARS: usize = 2_000;
/// Indicators of which it is told what the file says of them.
const MOST_ABOUT: usize = 20;

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being read.
    Reading,
    /// It cannot be read.
    Unreadable,
    /// Somebody must say what its columns and codes mean.
    Mapping,
    /// It is being checked.
    Checking,
    /// Something is wrong in it.
    Faulty,
    /// It can be imported.
    Ready,
    /// It is being imported.
    Importing,
    /// It is a version now.
    Imported,
    /// Something of ours failed.
    Failed,
}

impl State {
    const ALL: [Self; 9] = [
        Self::Reading,
        Self::Unreadable,
        Self::Mapping,
        Self::Checking,
        Self::Faulty,
        Self::Ready,
        Self::Importing,
        Self::Imported,
        Self::Failed,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Unreadable => "unreadable",
            Self::Mapping => "mapping",
            Self::Checking => "checking",
            Self::Faulty => "faulty",
            Self::Ready => "ready",
            Self::Importing => "importing",
            Self::Imported => "imported",
            Self::Failed => "failed",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether somebody has it in hand.
    pub fn is_in_hand(self) -> bool {
        matches!(self, Self::Reading | Self::Checking | Self::Importing)
    }
}

/// The same as stored.
pub(super) const IN_HAND: [&str; 3] = ["reading", "checking", "importing"];

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detected {
    /// Names of its tables, where there are several.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Figures that it told in thousands or millions, written out here.
    #[serde(default)]
    pub multiplied: usize,
    /// Rows that say that a figure is to be deleted.
    #[serde(default)]
    pub deleted: usize,
    /// It means to be added to what there is.
    #[serde(default)]
    pub adds: bool,
    /// Why it cannot be read.
    pub trouble: Option<Trouble>,
    /// Its kind.
    pub format: Option<Format>,
    /// Its letters.
    pub encoding: String,
    /// What stands between cells.
    pub delimiter: Option<char>,
    /// What stands before decimals.
    pub decimal: char,
    /// Figures.
    pub rows: usize,
    /// Columns, and what stands in the first of their cells.
    pub columns: Vec<(String, Vec<String>)>,
    /// What it says of indicators.
    pub about: Vec<(String, About)>,
    /// How many of its places are groups of countries.
    pub aggregates: usize,
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

impl Detected {
    pub(super) fn unreadable(trouble: Trouble, parts: Vec<String>) -> Self {
        Self {
            parts,
            multiplied: 0,
            deleted: 0,
            adds: false,
            trouble: Some(trouble),
            format: None,
            encoding: String::new(),
            delimiter: None,
            decimal: '.',
            rows: 0,
            columns: Vec::new(),
            about: Vec::new(),
            aggregates: 0,
        }
    }

    pub(super) fn of(read: &Read, parts: Vec<String>) -> Self {
        let cells = |column| {
            read.sheet
                .column(column)
                .filter(|text| !text.is_empty())
                .take(SAMPLE)
                .map(|text| cut(text, SAMPLE_CHARS))
        };
        let columns = read.sheet.headers().iter().enumerate();
        let about = read.about.iter().take(MOST_ABOUT).map(|(code, about)| {
            let About { name, definition, source } = about;
            let about = About {
                name: cut(name, ABOUT_CHARS),
                definition: cut(definition, ABOUT_CHARS),
                source: cut(source, ABOUT_CHARS),
            };
            (code.clone(), about)
        });
        Self {
            parts,
            multiplied: read.multiplied,
            deleted: read.deleted,
            adds: read.adds,
            trouble: None,
            format: Some(read.format),
            encoding: read.encoding.to_owned(),
            delimiter: read.delimiter,
            decimal: read.decimal,
            rows: read.sheet.len(),
            columns: columns.map(|(at, name)| (name.clone(), cells(at).collect())).collect(),
            about: about.collect(),
            aggregates: read.aggregates.len(),
        }
    }
}
