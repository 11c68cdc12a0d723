//! What is told of a row in which something is wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// As many cells as the header has.
    Cells(usize),
    /// A dataset.
    Dataset,
    /// A column for this.
    Column,
    /// An indicator of the dataset.
    Indicator,
    /// A place of the code list.
    Geo,
    /// Women, men or all.
    Sex,
    /// An age group of the code list.
    Age,
    /// A year, or a part of one.
    Period,
    /// A number with this decimal mark, or nothing.
    Number(char),
    /// A status.
    Status,
    /// The name of a source, in every language.
    Source,
    /// Its address.
    Address,
    /// A shorter text.
    Short(usize),
    /// One row for each figure; this row has the same.
    Once(usize),
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells(count) => write!(f, "{count} cells, as in the header"),
            Self::Dataset => f.write_str("a dataset"),
            Self::Column => f.write_str("a column of the file"),
            Self::Indicator => f.write_str("an indicator of the dataset"),
            Self::Geo => f.write_str("a place of the code list"),
            Self::Sex => f.write_str("F, M or T"),
            Self::Age => f.write_str("an age group of the code list"),
            Self::Period => f.write_str("a year such as 2024, or 2024-Q3, 2024-H1, 2021-01/2021-10"),
            Self::Number(mark) => write!(f, "a number with {mark:?} before decimals, or nothing"),
            Self::Status => f.write_str("normal, modelled, partial, adjusted or missing"),
            Self::Source => f.write_str("the name of a source"),
            Self::Address => f.write_str("an address that begins with http:// or https://"),
            Self::Short(most) => write!(f, "at most {most} characters"),
            Self::Once(row) => write!(f, "one row for each figure; row {row} has the same"),
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Line of the file; 0 is none of them.
    pub row: usize,
    /// Column, as the file calls it.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is expected.
    pub expected: Expected,
}
