//! What other libraries collect from this one, record by record (OAI-PMH 2.0 without its XML).
//!
//! What the world sees is there with its record; what it saw once and sees no more is there as deleted; of what it never
//! saw nothing is told. Lists are walked by (datestamp, identifier): what changes meanwhile moves to their end, so that
//! nothing is met twice in a row and nothing is lost.

mod list;
mod moment;
mod set;
mod token;

use contract::ids::ItemId;

use super::record::{InLanguages, Record};

pub use list::{exists, list, one, sets};
pub use moment::EARLIEST;
pub use set::Set;
pub use token::{Token, Walk};

/// Entries of one page.
pub const PAGE: u64 = 100;

/// A form in which records are had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Dublin Core, fifteen elements.
    Dc,
    /// Dublin Core with refinements.
    QualifiedDc,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Dc, Self::QualifiedDc];

    /// The name under which it is asked for.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Dc => "oai_dc",
            Self::QualifiedDc => "oai_qdc",
        }
    }

    /// Reads that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.prefix() == text)
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// First UTC millisecond of the datestamps.
    pub from: Option<i64>,
    /// The UTC millisecond after the last one.
    pub before: Option<i64>,
    /// Only of this set.
    pub set: Option<Set>,
}

/// What is told of every entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Identifier.
    pub id: ItemId,
    /// UTC milliseconds of the last change of what the world sees.
    pub datestamp: i64,
    /// The world saw it once and sees it no more.
    pub deleted: bool,
    /// Sets that it belongs to.
    pub sets: Vec<Set>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is told of every entry.
    pub header: Header,
    /// The record of what the world sees, where it was asked for.
    pub record: Option<Record>,
}

/// Where a list was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Datestamp of the last entry that was given, in UTC milliseconds.
    pub at: i64,
    /// Its identifier.
    pub id: String,
    /// How many were given.
    pub given: u64,
    /// How many there were when the walk began.
    pub total: u64,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Entries in the order of (datestamp, identifier).
    pub entries: Vec<Entry>,
    /// How many were given before.
    pub cursor: u64,
    /// How many there are, as well as it is known.
    pub total: u64,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<Position>,
}

/// A set with its names; none for kinds and languages, which have theirs in the catalogues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSet {
    /// The set.
    pub set: Set,
    /// Titles of a collection.
    pub names: InLanguages,
}
