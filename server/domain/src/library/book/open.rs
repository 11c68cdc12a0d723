//! Opens the EPUB of an item.

use std::collections::HashMap;

use contract::{Locale, Tongue, ids::ItemId};

use super::{
    super::{
        edition::{Edition, edition},
        model::{FileInfo, ItemCard},
        words::FileRole,
    },
    Damage,
    archive::Archive,
    contents::{self, Entry},
    package::Package,
};
use crate::{DomainResult, Services};

/// A book whose description was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Table of contents; empty when the book has none.
    pub contents: Vec<Entry>,
    pub(super) archive: Archive,
    pub(super) package: Package,
    /// Number of each chapter, by its name.
    pub(super) numbers: HashMap<String, usize>,
    /// What the library says of its language.
    pub(super) language: Tongue,
}

impl Book {
    /// How many chapters it has; at least one.
    pub fn len(&self) -> usize {
        self.package.chapters.len()
    }

    /// Whether it has no chapter. No book that was opened is so.
    pub fn is_empty(&self) -> bool {
        self.package.chapters.is_empty()
    }

    /// What the table of contents calls a chapter.
    pub fn title(&self, number: usize) -> Option<&str> {
        self.contents.iter().find(|entry| entry.chapter == number).map(|entry| entry.title.as_str())
    }
}

/// An item whose EPUB was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The item.
    pub card: ItemCard,
    /// Slug in each language in which the item is described.
    pub described_in: Vec<(Locale, String)>,
    /// The file, to be kept.
    pub file: FileInfo,
    /// Languages in which there is one.
    pub languages: Vec<Tongue>,
    /// The book, or why it cannot be read here.
    pub book: Result<Book, Damage>,
}

/// Opens the EPUB of an item: in `wanted`, else in the reader's language, else in the first there is.
///
/// # Errors
/// [`contract::ErrorCode::Gone`] for what was withdrawn or erased; not found when there is no such visible item, or no
/// EPUB in the language asked for.
pub async fn open(
    services: &Services,
    locale: Locale,
    id: &ItemId,
    wanted: Option<Tongue>,
) -> DomainResult<Opened> {
    let Edition { card, described_in, file, languages } =
        edition(services, locale, id, wanted, FileRole::Epub).await?;
    let book = read(services, &file).await?;
    Ok(Opened { card, described_in, file, languages, book })
}

async fn read(services: &Services, file: &FileInfo) -> DomainResult<Result<Book, Damage>> {
    let archive = match Archive::open(services, &file.sha256, file.size).await? {
        Ok(archive) => archive,
        Err(damage) => return Ok(Err(damage)),
    };
    let package = match Package::read(services, &archive).await? {
        Ok(package) => package,
        Err(damage) => return Ok(Err(damage)),
    };
    let mut numbers = HashMap::new();
    for (number, path) in package.chapters.iter().enumerate() {
        numbers.entry(path.clone()).or_insert(number);
    }
    let contents = contents::read(services, &archive, &package, &numbers).await?;
    Ok(Ok(Book { contents, archive, package, numbers, language: file.language }))
}
