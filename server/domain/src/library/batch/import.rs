//! Reads a table with its files, tells everything that is wrong, and writes when nothing is.

use std::{path::Path, sync::Arc};

use contract::{ErrorCode, ids::ItemId};

use super::{
    check::{Reader, Ready},
    files::{self, ReadyFile},
    known::Known,
    source::Source,
    table::{self, Fault},
    write,
};
use crate::{DomainError, DomainResult, Services, library::upload::disk};

/// Most bytes of a table.
const TABLE: usize = 64 * 1024 * 1024;

/// An item of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line of the file.
    pub row: u64,
    /// Its title.
    pub title: String,
    /// How many files it has.
    pub files: usize,
    /// What it is known by, once it is written.
    pub item: Option<ItemId>,
}

/// What came of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Under what it can be taken back; nothing when nothing was written.
    pub batch: Option<String>,
    /// Lines in which nothing is wrong.
    pub lines: Vec<Line>,
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
}

/// Reads a table and looks at its files; with `commit`, and when nothing is wrong anywhere, writes every line as a
/// draft.
///
/// # Errors
/// [`ErrorCode::TooLarge`] for a table beyond all measure; the table or the place of the files cannot be read, clamd is
/// away, the disk or the database is away.
pub async fn import(
    services: &Services,
    table: &Path,
    files: Option<&Path>,
    commit: bool,
) -> DomainResult<Report> {
    let bytes = tokio::fs::read(table).await.map_err(disk)?;
    if bytes.len() > TABLE {
        return Err(DomainError::new(ErrorCode::TooLarge));
    }
    let (rows, mut faults) = table::read(&bytes);
    let known = Known::load(services, &rows).await?;
    let scratch = services.uploads().folder().to_owned();
    let place = files.map(Path::to_owned);
    let source = tokio::task::spawn_blocking(move || Source::open(place.as_deref(), &scratch))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    let source = Arc::new(source);
    let mut ready: Vec<(Ready, Vec<ReadyFile>)> = Vec::new();
    for row in &rows {
        let before = faults.len();
        let mut reader = Reader::new(row, &mut faults);
        let item = reader.item(&known);
        let main = item.as_ref().and_then(|item| item.languages.first().copied());
        let found = files::of(services, &source, &mut reader, main).await?;
        if let Some(item) = item.filter(|_| faults.len() == before) {
            ready.push((item, found));
        }
    }
    let mut report = Report { faults, ..Report::default() };
    let mut items = Vec::new();
    if commit && report.faults.is_empty() && !ready.is_empty() {
        let (batch, written) = write::commit(services, &ready).await?;
        report.batch = Some(batch);
        items = written;
    }
    report.lines = ready
        .iter()
        .enumerate()
        .map(|(at, (item, files))| Line {
            row: item.line,
            title: item.texts.values().next().map(|text| text.title.clone()).unwrap_or_default(),
            files: files.len(),
            item: items.get(at).cloned(),
        })
        .collect();
    Ok(report)
}
