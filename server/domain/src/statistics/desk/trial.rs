//! A file that is tried: read beside the request, mapped by her, checked, imported as it was checked, gone when its time
//! is over.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use contract::ErrorCode;
use entity::statistics::{dataset, trial};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde::Serialize;
use tokio::sync::Semaphore;

use super::{
    guess,
    mapping::Mapping,
    run::{Report, attempt, known, read},
    see::hers,
    state::{Detected, IN_HAND, State},
    write::{Writing, clean, write},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    library::upload::{disk, mark},
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
    statistics::{catalogue::sha256, raw},
};

/// Files that are worked on at once: what this costs does not grow with what is sent.
pub(super) static HANDS: Semaphore = Semaphore::const_new(1);
/// How far files in hand of this process are.
static PROGRESS: Mutex<Option<HashMap<String, usize>>> = Mutex::new(None);
/// How long whoever sent something waits for what becomes of it. It goes on without her.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often it is written down how far a file in hand is.
const TELL_EVERY: Duration = Duration::from_secs(1);
const HOUR_MS: i64 = 3_600_000;

/// The name under which its bytes lie: a letter tells it from uploads of the library.
pub(super) fn part(id: &str) -> String {
    format!("{id}s")
}

fn json<T: Serialize>(value: &T) -> DomainResult<String> {
    serde_json::to_string(value).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

fn say(id: &str, done: Option<usize>) {
    let mut told = PROGRESS.lock().unwrap_or_else(PoisonError::into_inner);
    let told = told.get_or_insert_default();
    match done {
        Some(done) => told.insert(id.to_owned(), done),
        None => told.remove(id),
    };
}

fn told(id: &str) -> Option<usize> {
    let told = PROGRESS.lock().unwrap_or_else(PoisonError::into_inner);
    told.as_ref().and_then(|told| told.get(id).copied())
}

/// How many figures of it were worked on: as this process knows, else as the one wrote down that has it in hand.
pub(super) fn progress(id: &str, written: i32) -> usize {
    told(id).unwrap_or_else(|| usize::try_from(written).unwrap_or_default())
}

/// Writes it down now and then, for other processes. It never ends.
async fn write_down(services: &Services, id: &str) {
    let mut before = 0;
    loop {
        tokio::time::sleep(TELL_EVERY).await;
        let done = told(id).and_then(|done| i32::try_from(done).ok()).unwrap_or_default();
        if done == before {
            continue;
        }
        before = done;
        let written = trial::Entity::update_many()
            .col_expr(trial::Column::Done, Expr::value(done))
            // A sign of life too: nobody takes it out of the hand that works on it.
            .col_expr(trial::Column::ChangedAt, Expr::value(services.now_ms()))
            .filter(trial::Column::Id.eq(id))
            .filter(trial::Column::State.is_in(IN_HAND))
            .exec(services.db.writer())
            .await;
        if let Err(error) = written {
            tracing::warn!(%error, "how far a file is could not be written down");
        }
    }
}

/// What she confirms: the file, what she said it means, and the version against which it was held.
pub(super) fn seal(row: &trial::Model) -> String {
    let said = row.mapping.as_deref().unwrap_or_default();
    let found = row.report.as_deref().unwrap_or_default();
    sha256(&[row.sha256.as_bytes(), said.as_bytes(), found.as_bytes()])
}

/// Reads a file that was just brought, and waits a moment for it.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; `NotFound` for what is not hers.
pub async fn check(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    hers(services, actor, id).await?;
    start(services, member, id).await;
    Ok(())
}

/// Takes what she says its columns and codes mean, and checks it.
///
/// # Errors
/// As [`check`]; [`ErrorCode::Conflict`] for one that somebody has in hand, or that is imported.
pub async fn map(services: &Services, actor: &Actor, id: &str, mapping: &Mapping) -> DomainResult<()> {
    let row = hers(services, actor, id).await?;
    let before: Option<Mapping> = row.mapping.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let mut mapping = mapping.clone();
    // Of another dataset she was not asked yet who publishes it.
    if before.is_none_or(|before| before.dataset != mapping.dataset)
        && let Some(set) = dataset::Entity::find_by_id(&mapping.dataset).one(services.db.read()).await?
    {
        guess::source(&mut mapping, &set.publisher, &set.url);
    }
    let from = [State::Mapping, State::Faulty, State::Ready, State::Failed];
    anew(services, actor, id, (&from, State::Checking), &mapping).await
}

/// Reads another table of a file that has several.
///
/// # Errors
/// As [`map`].
pub async fn choose(services: &Services, actor: &Actor, id: &str, part: usize) -> DomainResult<()> {
    let from = [State::Unreadable, State::Mapping, State::Faulty, State::Ready, State::Failed];
    let mapping = Mapping { part, ..Mapping::empty() };
    anew(services, actor, id, (&from, State::Reading), &mapping).await
}

/// Begins once more with what she said, from one of these states on.
async fn anew(
    services: &Services,
    actor: &Actor,
    id: &str,
    (from, to): (&[State], State),
    mapping: &Mapping,
) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    hers(services, actor, id).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let changed = trial::Entity::update_many()
        .col_expr(trial::Column::State, Expr::value(to.as_str()))
        .col_expr(trial::Column::Mapping, Expr::value(Some(json(mapping)?)))
        .col_expr(trial::Column::Report, Expr::value(Option::<String>::None))
        .col_expr(trial::Column::ChangedAt, Expr::value(now))
        .filter(trial::Column::Id.eq(id))
        .filter(trial::Column::State.is_in(from.iter().map(|state| state.as_str())))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let entry = Entry::of(Action::StatisticsMap).on("statistics_trial", mark(id));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    start(services, member, id).await;
    Ok(())
}

/// Imports a file in which nothing is wrong. `token` is the seal of what she saw. What is imported already is not
/// imported again.
///
/// # Errors
/// As [`check`]; [`ErrorCode::Conflict`] for anything but what she saw, and when it would change nothing.
pub async fn confirm(services: &Services, actor: &Actor, id: &str, token: &str) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
    let row = hers(services, actor, id).await?;
    let state = State::parse(&row.state);
    let report: Option<Report> = row.report.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let changes = report.is_some_and(|report| report.difference != super::Difference::default());
    let fine = matches!(state, Some(State::Ready | State::Importing | State::Imported));
    if seal(&row) != token || !fine || !changes {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    if step(services, services.db.writer(), id, &[State::Ready], State::Importing).await? {
        start(services, member, id).await;
    }
    Ok(())
}

/// Throws a file away that nobody has in hand. What was imported of it stays.
///
/// # Errors
/// As [`check`]; [`ErrorCode::Conflict`].
pub async fn discard(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::StatisticsManage, None)?;
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
    let entry = Entry::of(Action::StatisticsClear).on("statistics_trial", mark(id));
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    services.uploads().remove(&part(id)).await;
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
        .col_expr(trial::Column::Done, Expr::value(0))
        .col_expr(trial::Column::ChangedAt, Expr::value(services.now_ms()))
        .filter(trial::Column::Id.eq(id))
        .filter(trial::Column::State.is_in(from.iter().map(|state| state.as_str())))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

async fn start(services: &Services, member: &Member, id: &str) {
    let (services, member, id) = (services.for_work(), member.clone(), id.to_owned());
    let task = tokio::spawn(async move {
        let done = tokio::select! {
            done = work(&services, &member, &id) => done,
            () = write_down(&services, &id) => Ok(()),
        };
        say(&id, None);
        let Err(error) = done else { return };
        let cause = error.source.as_ref().map(ToString::to_string).unwrap_or_default();
        tracing::error!(code = ?error.code, at = %error.at, cause, "a file of figures could not be worked through");
        let from = [State::Reading, State::Checking, State::Importing];
        let failed = step(&services, services.db.writer(), &id, &from, State::Failed).await;
        if let Err(error) = failed {
            tracing::error!(code = ?error.code, at = %error.at, "and that could not be written down");
        }
    });
    let _ = tokio::time::timeout(PATIENCE, task).await;
}

/// The bytes of a file, as they were brought.
pub(super) async fn bytes_of(services: &Services, row: &trial::Model) -> DomainResult<Vec<u8>> {
    let bytes = tokio::fs::read(services.uploads().part(&part(&row.id))).await.map_err(disk)?;
    if sha256(&[&bytes]) != row.sha256 {
        return Err(DomainError::caused(ErrorCode::Internal, "a file of figures is not what was brought"));
    }
    Ok(bytes)
}

async fn work(services: &Services, member: &Member, id: &str) -> DomainResult<()> {
    let hands = HANDS.acquire().await;
    let _hand = hands.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
    let found = trial::Entity::find_by_id(id).one(services.db.read()).await?;
    let Some(row) = found else { return Ok(()) };
    let Some(state) = State::parse(&row.state).filter(|state| state.is_in_hand()) else { return Ok(()) };
    let said: Option<Mapping> = row.mapping.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let part = said.as_ref().map_or(0, |said| said.part);
    let (read, parts) = read(bytes_of(services, &row).await?, part).await?;
    let read = match read {
        Ok(read) => read,
        Err(trouble) => {
            let detected = json(&Detected::unreadable(trouble, parts))?;
            return keep(services, id, state, State::Unreadable, (Some(detected), None, None)).await;
        }
    };
    // What she said of another table of the file says nothing of this one.
    let said = said.filter(|_| state != State::Reading);
    let known = known(services, &read, said.as_ref()).await?;
    if state == State::Reading {
        let detected = json(&Detected::of(&read, parts))?;
        let proposed = json(&Mapping { part, ..guess::mapping(&read, &known, None) })?;
        return keep(services, id, state, State::Mapping, (Some(detected), Some(proposed), None)).await;
    }
    let mut mapping = said.unwrap_or_else(|| guess::mapping(&read, &known, None));
    guess::complete(&mut mapping, &read, &known);
    let guarded = known.guarded(&mapping.dataset);
    let name = id.to_owned();
    let counted = move |done| say(&name, Some(done));
    let tried = attempt(services, read, mapping.clone(), known, counted).await?;
    if state == State::Importing {
        if tried.report.wrong > 0 {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        let what = Writing {
            mapping: &mapping,
            sha256: &row.sha256,
            tried: &tried,
            member: Some(member),
            trial: Some(id),
        };
        write(services, &what, |done| say(id, Some(done))).await?;
        services.uploads().remove(&self::part(id)).await;
        return Ok(());
    }
    // Beside the new figures she reads the old ones as they were imported.
    let shown = &tried.report.difference.shown;
    if shown.iter().any(|one| one.old.is_some() && guarded.contains(&one.indicator)) {
        let entry = raw::entry(&mapping.dataset, tried.report.against, "check");
        audit::record(services.db.writer(), Some(member), entry, services.now_ms()).await?;
    }
    let next = if tried.report.wrong == 0 { State::Ready } else { State::Faulty };
    let (said, found) = (json(&mapping)?, json(&tried.report)?);
    keep(services, id, state, next, (None, Some(said), Some(found))).await
}

/// What is known of a file after a step: what it is, what it means, what was found.
async fn keep(
    services: &Services,
    id: &str,
    from: State,
    to: State,
    (detected, mapping, report): (Option<String>, Option<String>, Option<String>),
) -> DomainResult<()> {
    let now = services.now_ms();
    let mut update = trial::Entity::update_many()
        .col_expr(trial::Column::State, Expr::value(to.as_str()))
        .col_expr(trial::Column::Done, Expr::value(0))
        .col_expr(trial::Column::Report, Expr::value(report))
        .col_expr(trial::Column::ChangedAt, Expr::value(now))
        .col_expr(trial::Column::ExpiresAt, Expr::value(now + services.uploads().limits().keep_ms()));
    if detected.is_some() {
        update = update.col_expr(trial::Column::Detected, Expr::value(detected));
    }
    if mapping.is_some() {
        update = update.col_expr(trial::Column::Mapping, Expr::value(mapping));
    }
    update
        .filter(trial::Column::Id.eq(id))
        .filter(trial::Column::State.eq(from.as_str()))
        .exec(services.db.writer())
        .await?;
    Ok(())
}

/// Whatever nobody has in hand any more although its row says so: an import that did not come to its end wrote nothing.
async fn let_go(services: &Services, before: Option<i64>) -> DomainResult<()> {
    let steps =
        [(State::Reading, State::Failed), (State::Checking, State::Failed), (State::Importing, State::Ready)];
    for (from, to) in steps {
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
///
/// # Errors
/// The database is away.
pub async fn recover(services: &Services) -> DomainResult<()> {
    let_go(services, None).await?;
    clean(services, None).await
}

/// Takes away what nobody came back for. Answers how many rows.
///
/// # Errors
/// The database is away.
pub async fn sweep(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let_go(services, Some(now - HOUR_MS)).await?;
    clean(services, Some(now - HOUR_MS)).await?;
    let over: Vec<String> = trial::Entity::find()
        .select_only()
        .column(trial::Column::Id)
        .filter(trial::Column::ExpiresAt.lte(now))
        .filter(trial::Column::State.is_not_in(IN_HAND))
        .into_tuple()
        .all(services.db.read())
        .await?;
    for id in &over {
        services.uploads().remove(&part(id)).await;
        trial::Entity::delete_by_id(id.as_str()).exec(services.db.writer()).await?;
    }
    Ok(over.len() as u64)
}
