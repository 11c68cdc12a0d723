//! Reads a table with its files, tells everything that is wrong, and writes when nothing is.

use std::{path::Path, sync::Arc};

use contract::{ErrorCode, ids::ItemId};
use serde::{Deserialize, Serialize};

use super::{
    check::{Reader, Ready},
    expected::Expected,
    files::{self, ReadyFile},
    known::Known,
    source::Source,
    table::{self, Fault},
    trial::Trying,
    write,
};
use crate::{DomainError, DomainResult, Services, library::upload::disk};

/// Most bytes of a table.
const TABLE: usize = 64 * 1024 * 1024;
/// Most bytes of all files of an archive together.
const UNPACKED: u64 = 64 * 1024 * 1024 * 1024;
/// Lines after which the page is told how far it is.
const STEP: usize = 100;

/// An item of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Under what it can be taken back; nothing when nothing was written.
    pub batch: Option<String>,
    /// Lines in which nothing is wrong.
    pub lines: Vec<Line>,
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
    /// How much more is wrong, where not everything is kept.
    #[serde(default)]
    pub more: usize,
}

/// Lines as they are told, with what was written of them.
pub(super) fn told(ready: &[(Ready, Vec<ReadyFile>)], items: &[ItemId]) -> Vec<Line> {
    ready
        .iter()
        .enumerate()
        .map(|(at, (item, files))| Line {
            row: item.line,
            title: item.texts.values().next().map(|text| text.title.clone()).unwrap_or_default(),
            files: files.len(),
            item: items.get(at).cloned(),
        })
        .collect()
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
    run(services, table, files, commit, None).await
}

/// The same, for the console or for a table that is tried at the desk.
pub(super) async fn run(
    services: &Services,
    table: &Path,
    files: Option<&Path>,
    commit: bool,
    trying: Option<&Trying>,
) -> DomainResult<Report> {
    let bytes = tokio::fs::read(table).await.map_err(disk)?;
    if bytes.len() > TABLE {
        return Err(DomainError::new(ErrorCode::TooLarge));
    }
    let (mut rows, mut faults) = table::read(&bytes);
    drop(bytes);
    let most = trying.map_or(usize::MAX, |trying| trying.rows);
    if let Some(first) = rows.get(most) {
        faults.push(Fault::new(first.line, "", rows.len().to_string(), Expected::Rows(most)));
        rows.truncate(most);
    }
    let known = Known::load(services, &rows).await?;
    let scratch = services.uploads().folder().to_owned();
    let place = files.map(Path::to_owned);
    let unpacked = trying.map_or(UNPACKED, |trying| trying.unpacked);
    let source = tokio::task::spawn_blocking(move || Source::open(place.as_deref(), &scratch, unpacked))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    let source = match source {
        Ok(source) => Some(Arc::new(source)),
        Err(refusal) => {
            faults.push(Fault::new(1, "files", "", Expected::Archive(refusal.as_str().to_owned())));
            None
        }
    };
    let mut ready: Vec<(Ready, Vec<ReadyFile>)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(trying) = trying.filter(|_| at % STEP == 0) {
            trying.goes_on(services, at, rows.len()).await?;
        }
        let before = faults.len();
        let mut reader = Reader::new(row, &mut faults);
        let item = reader.item(&known);
        let main = item.as_ref().and_then(|item| item.languages.first().copied());
        let found = match &source {
            Some(source) => {
                let member = trying.map(|trying| &trying.member);
                files::of(services, source, &mut reader, (main, member)).await?
            }
            // Without the archive every file would be told as missing.
            None => Vec::new(),
        };
        if let Some(item) = item.filter(|_| faults.len() == before) {
            ready.push((item, found));
        }
    }
    let mut report = Report { faults, ..Report::default() };
    let mut items = Vec::new();
    if commit && report.faults.is_empty() && !ready.is_empty() {
        let (batch, written) = write::commit(services, &ready, trying).await?;
        report.batch = Some(batch);
        items = written;
    }
    report.lines = told(&ready, &items);
    Ok(report)
}
