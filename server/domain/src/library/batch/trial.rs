//! A table that is tried at the desk: looked at beside the request, imported as it was looked at, gone when its time is
//! over.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use contract::ErrorCode;
use entity::library::trial;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use sha2::{Digest, Sha256};

use super::{
    import::{Report, run},
    see::hers,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    library::{
        blobs::hex,
        upload::{Uploads, disk, mark},
    },
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Lines of a table at the desk.
const MOST_ROWS: usize = 2_000;
/// Things that are told of one table; how many more there are is told as well.
const MOST_FAULTS: usize = 1_000;
/// Characters of a value that are shown.
const VALUE_CHARS: usize = 200;
/// How long whoever sent something waits for what becomes of it. It goes on without her.
const PATIENCE: Duration = Duration::from_secs(3);
const HOUR_MS: i64 = 3_600_000;

/// How far a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being looked at.
    Checking,
    /// Something is wrong in it.
    Faulty,
    /// It can be imported.
    Ready,
    /// It is being imported.
    Importing,
    /// Its items are drafts now.
    Imported,
    /// Something of ours failed.
    Failed,
}

impl State {
    const ALL: [Self; 6] =
        [Self::Checking, Self::Faulty, Self::Ready, Self::Importing, Self::Imported, Self::Failed];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
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
        matches!(self, Self::Checking | Self::Importing)
    }
}

const IN_HAND: [&str; 2] = ["checking", "importing"];

/// A table in hand, and whose it is.
pub(super) struct Trying {
    pub id: String,
    pub member: Member,
    pub rows: usize,
    pub unpacked: u64,
}

impl Trying {
    pub fn of(services: &Services, member: &Member, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            member: member.clone(),
            rows: MOST_ROWS,
            unpacked: services.uploads().limits().unpacked_bytes,
        }
    }

    /// Says how far it is.
    pub async fn goes_on(&self, services: &Services, done: usize, total: usize) -> DomainResult<()> {
        let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        trial::Entity::update_many()
            .col_expr(trial::Column::Done, Expr::value(number(done)))
            .col_expr(trial::Column::Total, Expr::value(number(total)))
            .col_expr(trial::Column::ChangedAt, Expr::value(services.now_ms()))
            .filter(trial::Column::Id.eq(self.id.as_str()))
            .exec(services.db.writer())
            .await?;
        Ok(())
    }

    /// Says that it is imported, in the transaction that does it: it is done once.
    pub async fn imported<C: ConnectionTrait>(
        &self,
        services: &Services,
        tx: &C,
        report: &Report,
    ) -> DomainResult<()> {
        let changed = trial::Entity::update_many()
            .col_expr(trial::Column::State, Expr::value(State::Imported.as_str()))
            .col_expr(trial::Column::BatchId, Expr::value(report.batch.clone()))
            .col_expr(trial::Column::Report, Expr::value(Some(json(report)?)))
            .col_expr(trial::Column::ChangedAt, Expr::value(services.now_ms()))
            .filter(trial::Column::Id.eq(self.id.as_str()))
            .filter(trial::Column::State.eq(State::Importing.as_str()))
            .exec(tx)
            .await?;
        if changed.rows_affected == 0 {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        Ok(())
    }
}

fn json(report: &Report) -> DomainResult<String> {
    serde_json::to_string(report).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

/// What is kept of a report: enough to be read, bounded whatever the table is.
fn bounded(mut report: Report) -> Report {
    report.more = report.faults.len().saturating_sub(MOST_FAULTS);
    report.faults.truncate(MOST_FAULTS);
    for fault in &mut report.faults {
        if fault.value.chars().count() > VALUE_CHARS {
            fault.value = fault.value.chars().take(VALUE_CHARS).chain(['…']).collect();
        }
    }
    report
}

/// Where the bytes of a table and of its archive are.
pub(super) fn places(uploads: &Uploads, id: &str) -> [PathBuf; 2] {
    ["t", "z"].map(|kind| uploads.part(&format!("{id}{kind}")))
}

async fn remove(services: &Services, id: &str) {
    for kind in ["t", "z"] {
        services.uploads().remove(&format!("{id}{kind}")).await;
    }
}

/// One hash over the hashes of both files.
pub(super) fn seal(table: &str, archive: Option<&str>) -> String {
    hex(&Sha256::digest(format!("{table}:{}", archive.unwrap_or_default())))
}

fn hash_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 128 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(buffer.get(..read).unwrap_or_default());
    }
}

/// Looks at a table that was just brought, and waits a moment for it.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; `NotFound` for what is not hers.
pub async fn check(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    hers(services, actor, id).await?;
    start(services, Trying::of(services, member, id), false).await;
    Ok(())
}

/// Looks at one anew: what it names may be there by now.
///
/// # Errors
/// As [`check`]; [`ErrorCode::Conflict`] for one in which nothing is wrong, or that somebody has in hand.
pub async fn check_again(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    hers(services, actor, id).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let from = [State::Faulty, State::Failed];
    if !step(services, &tx, id, &from, State::Checking).await? {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let entry = Entry::of(Action::LibraryRetry).on("library_trial", mark(id));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    start(services, Trying::of(services, member, id), false).await;
    Ok(())
}

/// Imports a table in which nothing is wrong: all of it or nothing, as drafts. `token` is the seal of what she saw. What
/// is imported already is not imported again.
///
/// # Errors
/// As [`check`]; [`ErrorCode::Conflict`] for anything but what she saw.
pub async fn confirm(services: &Services, actor: &Actor, id: &str, token: &str) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let row = hers(services, actor, id).await?;
    let state = State::parse(&row.state);
    if row.seal != token || !matches!(state, Some(State::Ready | State::Importing | State::Imported)) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let begun = step(services, services.db.writer(), id, &[State::Ready], State::Importing).await?;
    if begun {
        start(services, Trying::of(services, member, id), true).await;
    }
    Ok(())
}

/// Throws a table away that nobody has in hand. What was imported of it stays.
///
/// # Errors
/// As [`check`]; [`ErrorCode::Conflict`].
pub async fn discard(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    hers(services, actor, id).await?;
    let tx = services.db.begin().await?;
    let gone = trial::Entity::delete_many()
        .filter(trial::Column::Id.eq(id))
        .filter(trial::Column::MemberId.eq(member.id.as_str()))
        .filter(trial::Column::State.is_not_in(IN_HAND))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let entry = Entry::of(Action::LibraryClear).on("library_trial", mark(id));
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    remove(services, id).await;
    Ok(())
}

/// From one of these states to the next.
async fn step<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    id: &str,
    from: &[State],
    to: State,
) -> DomainResult<bool> {
    let changed = trial::Entity::update_many()
        .col_expr(trial::Column::State, Expr::value(to.as_str()))
        .col_expr(trial::Column::ChangedAt, Expr::value(services.now_ms()))
        .filter(trial::Column::Id.eq(id))
        .filter(trial::Column::State.is_in(from.iter().map(|state| state.as_str())))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

async fn start(services: &Services, trying: Trying, commit: bool) {
    let services = services.for_work();
    let task = tokio::spawn(async move {
        let Err(error) = work(&services, &trying, commit).await else { return };
        let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
        tracing::error!(code = ?error.code, at = %error.at, cause, "a table of items could not be worked through");
        let from = [State::Checking, State::Importing];
        let failed = step(&services, services.db.writer(), &trying.id, &from, State::Failed).await;
        if let Err(error) = failed {
            tracing::error!(code = ?error.code, at = %error.at, "and that could not be written down");
        }
    });
    let _ = tokio::time::timeout(PATIENCE, task).await;
}

async fn work(services: &Services, trying: &Trying, commit: bool) -> DomainResult<()> {
    let uploads = services.uploads();
    let hands = uploads.trials.acquire().await;
    let _hand = hands.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
    let awaited = if commit { State::Importing } else { State::Checking };
    let found = trial::Entity::find_by_id(trying.id.as_str())
        .filter(trial::Column::State.eq(awaited.as_str()))
        .one(services.db.read())
        .await?;
    let Some(row) = found else { return Ok(()) };
    let [table, archive] = places(uploads, &trying.id);
    let archive = row.archive_file.is_some().then_some(archive);
    let (of_table, of_archive) = (table.clone(), archive.clone());
    let sealed = tokio::task::spawn_blocking(move || -> io::Result<String> {
        let beside = of_archive.map(|path| hash_of(&path)).transpose()?;
        Ok(seal(&hash_of(&of_table)?, beside.as_deref()))
    })
    .await
    .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
    .map_err(disk)?;
    if sealed != row.seal {
        return Err(DomainError::caused(ErrorCode::Internal, "a table is not what was brought"));
    }
    let report = run(services, &table, archive.as_deref(), commit, Some(trying)).await?;
    if report.batch.is_some() {
        remove(services, &trying.id).await;
        return Ok(());
    }
    let next = if report.faults.is_empty() { State::Ready } else { State::Faulty };
    let total = i32::try_from(report.lines.len()).unwrap_or(i32::MAX);
    let now = services.now_ms();
    trial::Entity::update_many()
        .col_expr(trial::Column::State, Expr::value(next.as_str()))
        .col_expr(trial::Column::Report, Expr::value(Some(json(&bounded(report))?)))
        .col_expr(trial::Column::Done, Expr::value(total))
        .col_expr(trial::Column::ChangedAt, Expr::value(now))
        .col_expr(trial::Column::ExpiresAt, Expr::value(now + uploads.limits().keep_ms()))
        .filter(trial::Column::Id.eq(trying.id.as_str()))
        .filter(trial::Column::State.eq(awaited.as_str()))
        .exec(services.db.writer())
        .await?;
    Ok(())
}

/// Whatever nobody has in hand any more although its row says so: an import that did not come to its end wrote nothing.
async fn let_go(services: &Services, before: Option<i64>) -> DomainResult<()> {
    for (from, to) in [(State::Checking, State::Failed), (State::Importing, State::Ready)] {
        let mut update = trial::Entity::update_many()
            .col_expr(trial::Column::State, Expr::value(to.as_str()))
            .filter(trial::Column::State.eq(from.as_str()));
        if let Some(before) = before {
            update = update.filter(trial::Column::ChangedAt.lte(before));
        }
        update.exec(services.db.writer()).await?;
    }
    Ok(())
}

/// At the start of the portal.
pub(in crate::library) async fn recover(services: &Services) -> DomainResult<()> {
    let_go(services, None).await
}

/// Takes away what nobody came back for. Answers how many rows.
pub(in crate::library) async fn sweep(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let_go(services, Some(now - HOUR_MS)).await?;
    let over: Vec<String> = trial::Entity::find()
        .select_only()
        .column(trial::Column::Id)
        .filter(trial::Column::ExpiresAt.lte(now))
        .filter(trial::Column::State.is_not_in(IN_HAND))
        .into_tuple()
        .all(services.db.read())
        .await?;
    for id in &over {
        remove(services, id).await;
        trial::Entity::delete_by_id(id.as_str()).exec(services.db.writer()).await?;
    }
    Ok(over.len() as u64)
}
