//! One file from its bytes to what it would change; and the command line, which does it in one go.

use serde::{Deserialize, Serialize};

use super::{
    check::{Checked, check},
    difference::{Difference, difference, inherit},
    expected::Fault,
    guess,
    known::{Known, Present},
    mapping::Mapping,
    write,
};
use crate::{
    DomainError, DomainResult, Services,
    statistics::formats::{self, Read, Role, Trouble},
};
use contract::ErrorCode;

/// Faults that a page shows.
const MOST_SHOWN: usize = 200;

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Figures that were read.
    pub rows: usize,
    /// Rows that she leaves out.
    pub left_out: usize,
    /// Rows that say that a figure is to be deleted: a version without it has none.
    #[serde(default)]
    pub deleted: usize,
    /// What is wrong, the first of it.
    pub faults: Vec<Fault>,
    /// How much is wrong.
    pub wrong: usize,
    /// What it changes.
    pub difference: Difference,
    /// The version against which it was held.
    pub against: i32,
}

/// A file that was checked, with what is needed to write it.
pub(super) struct Tried {
    pub checked: Checked,
    pub report: Report,
}

/// Reads bytes where nobody waits for it: one of the tables, and the names of all of them where there are several.
pub(super) async fn read(bytes: Vec<u8>, part: usize) -> DomainResult<(Result<Read, Trouble>, Vec<String>)> {
    let work = move || {
        let parts = formats::parts(&bytes);
        let parts = if parts.len() > 1 { parts } else { Vec::new() };
        (formats::read_part(&bytes, part), parts)
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

/// What the databases know of it.
pub(super) async fn known(
    services: &Services,
    read: &Read,
    mapping: Option<&Mapping>,
) -> DomainResult<Known> {
    let columns = mapping.map_or(&read.roles, |mapping| &mapping.columns);
    let spelled: Vec<&str> = columns
        .get(&Role::Indicator)
        .map(|column| read.sheet.distinct(*column).into_keys().collect())
        .unwrap_or_default();
    Known::load(services.db.read(), &spelled).await
}

/// Checks a file, and holds it against the version that is shown.
pub(super) async fn attempt(
    services: &Services,
    read: Read,
    mapping: Mapping,
    known: Known,
    step: impl Fn(usize) + Send + 'static,
) -> DomainResult<Tried> {
    let present = match known.dataset(&mapping.dataset) {
        Some(set) => Present::load(services.db.for_work().read(), set).await?,
        None => Present::default(),
    };
    let done = tokio::task::spawn_blocking(move || {
        let mut checked = check(&read, &mapping, &known, step);
        inherit(&mut checked.figures, &present);
        let wrong = checked.faults.len() + checked.more;
        let difference =
            if wrong == 0 { difference(&checked.figures, &present) } else { Difference::default() };
        let report = Report {
            rows: read.sheet.len(),
            left_out: checked.left_out,
            deleted: read.deleted,
            faults: checked.faults.iter().take(MOST_SHOWN).cloned().collect(),
            wrong,
            difference,
            against: present.n,
        };
        Tried { checked, report }
    })
    .await;
    done.map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

/// What the command line did.
pub enum Imported {
    /// It cannot be read.
    Unreadable(Trouble),
    /// What was found, and the version that was written.
    Tried(Report, Option<i32>),
}

/// Imports a file from the machine's own console, as it seems to be meant. Without `commit` nothing is written.
///
/// # Errors
/// The database is away; `NotFound` for an unknown dataset.
pub async fn import_file(
    services: &Services,
    bytes: Vec<u8>,
    dataset: &str,
    commit: bool,
) -> DomainResult<Imported> {
    let sha256 = crate::statistics::catalogue::sha256(&[&bytes]);
    let read = match read(bytes, 0).await?.0 {
        Ok(read) => read,
        Err(trouble) => return Ok(Imported::Unreadable(trouble)),
    };
    let known = known(services, &read, None).await?;
    if known.dataset(dataset).is_none() {
        return Err(DomainError::not_found());
    }
    let mapping = guess::mapping(&read, &known, Some(dataset));
    let tried = attempt(services, read, mapping.clone(), known, |_| {}).await?;
    let empty = tried.report.difference == Difference::default();
    if !commit || tried.report.wrong > 0 || empty {
        return Ok(Imported::Tried(tried.report, None));
    }
    let what =
        write::Writing { mapping: &mapping, sha256: &sha256, tried: &tried, member: None, trial: None };
    let n = write::write(services, &what, |_| {}).await?;
    Ok(Imported::Tried(tried.report, Some(n)))
}
