//! What the columns and codes of a file mean: proposed by us, said by her.

use std::collections::BTreeMap;

use entity::statistics::parts::Localised;
use serde::{Deserialize, Serialize};

use crate::{statistics::formats::Role, text::single_line};

/// What has codes of a list.
pub const CODED: [Role; 4] = [Role::Indicator, Role::Geo, Role::Sex, Role::Age];
/// Stands for every code that is not named.
pub const ANY: &str = "*";
/// Rows with such a code are left out.
pub const OUT: &str = "-";
/// Nobody said yet what a code means.
pub const ASK: &str = "?";

/// What the columns and codes of a file mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Which table of the file is read, from 0.
    #[serde(default)]
    pub part: usize,
    /// Dataset into which it goes.
    pub dataset: String,
    /// What stands before decimals.
    pub decimal: char,
    /// Which column holds what.
    pub columns: BTreeMap<Role, usize>,
    /// Codes of the file, and what they are here. An indicator may say its sex and age: `code/F/15+`.
    pub codes: BTreeMap<Role, BTreeMap<String, String>>,
    /// Name of the source of rows that name none.
    pub source: Localised,
    /// Its address.
    pub url: String,
    /// What is said of the new version.
    pub note: String,
}

impl Mapping {
    /// One that says nothing.
    pub fn empty() -> Self {
        Self {
            part: 0,
            dataset: String::new(),
            decimal: '.',
            columns: BTreeMap::new(),
            codes: BTreeMap::new(),
            source: Localised::default(),
            url: String::new(),
            note: String::new(),
        }
    }

    /// What a code is here.
    pub(super) fn target(&self, role: Role, code: &str) -> Option<&str> {
        let codes = self.codes.get(&role)?;
        codes.get(code).or_else(|| codes.get(ANY)).map(String::as_str)
    }
}

/// Codes as a text, a line each.
pub fn codes_text(codes: Option<&BTreeMap<String, String>>) -> String {
    let lines: Vec<String> = codes.into_iter().flatten().map(|(from, to)| format!("{from} = {to}")).collect();
    lines.join("\n")
}

/// Reads such a text; what is no line of it is left out.
pub fn codes_of(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| line.rsplit_once('='))
        .map(|(from, to)| (single_line(from).trim().to_owned(), single_line(to).trim().to_owned()))
        .filter(|(from, to)| !from.is_empty() && !to.is_empty())
        .collect()
}
