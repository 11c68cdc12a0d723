//! The protocol of a case, for the few who read it: level, who was told and when, the next step.

mod view;

pub use view::{Line, LogLine, View};

use contract::{
    FieldCode, FieldError, Locale,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{category_text, post, topic},
    identity::member,
    safety::{disclosure, safety_case, safety_log},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::{
    CLOSED, Choice, Contact, Ending, Level, Logged, Next, OPEN, Step, Told, as_seen, change, clock, disclose,
    is_readable, log, seen_by,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{Author, ContentNote, PostState, TextLanguage, edit::revision, publish},
    markup::SafeHtml,
    moderation::{
        hide,
        item::{self, ItemKind},
        log::{self as team_log, Action, Entry},
        shift,
    },
    notify,
    permission::require,
    staff::audit,
};

/// Cases that are listed.
const LISTED: u64 = 50;
/// After how many hours the next step may be.
const HOURS: [i64; 4] = [1, 4, 24, 72];

fn line(row: &safety_case::Model, now: i64) -> Line {
    Line {
        id: row.id.clone(),
        version: row.version,
        level: Level::parse(&row.level).unwrap_or(Level::Unknown),
        clock: clock(row.due_at, row.acknowledged_at, now),
        open: row.state == OPEN,
        opened_at: row.opened_at,
    }
}

/// Open cases, the oldest first, then the last closed ones.
///
/// # Errors
/// As [`require`] of [`Permission::SafetyCase`].
pub async fn cases(services: &Services, actor: &Actor) -> DomainResult<Vec<Line>> {
    let reader = require(actor, Permission::SafetyCase, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let of = |state: &'static str| {
        safety_case::Entity::find().filter(seen_by(reader)).filter(safety_case::Column::State.eq(state))
    };
    let open = of(OPEN)
        .order_by_asc(safety_case::Column::OpenedAt)
        .order_by_asc(safety_case::Column::Id)
        .limit(LISTED)
        .all(&tx)
        .await?;
    let closed = of(CLOSED)
        .order_by_desc(safety_case::Column::OpenedAt)
        .order_by_desc(safety_case::Column::Id)
        .limit(LISTED)
        .all(&tx)
        .await?;
    audit::record(&tx, Some(reader), audit::Entry::of(audit::Action::SafetyRead), now).await?;
    tx.commit().await?;
    let readable = open.iter().chain(&closed).filter(|row| is_readable(actor, reader, row));
    Ok(readable.map(|row| line(row, now)).collect())
}

/// The oldest open case that nobody has taken in hand, besides the one that she has just left.
///
/// # Errors
/// As [`require`] of [`Permission::SafetyCase`].
pub async fn next(services: &Services, actor: &Actor, left: &str) -> DomainResult<Option<String>> {
    let reader = require(actor, Permission::SafetyCase, None)?;
    let waits = safety_case::Entity::find()
        .filter(seen_by(reader))
        .filter(safety_case::Column::State.eq(OPEN))
        .filter(safety_case::Column::AcknowledgedAt.is_null())
        .filter(safety_case::Column::Id.ne(left))
        .order_by_asc(safety_case::Column::OpenedAt)
        .order_by_asc(safety_case::Column::Id)
        .limit(LISTED)
        .all(services.db.read())
        .await?;
    Ok(waits.into_iter().find(|row| is_readable(actor, reader, row)).map(|row| row.id))
}

/// One case. Reading how she may be reached is a line of its log.
///
/// # Errors
/// As [`cases`]; `NotFound`, also for one about the reader herself.
pub async fn case(services: &Services, actor: &Actor, id: &str, locale: Locale) -> DomainResult<View> {
    let reader = require(actor, Permission::SafetyCase, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = safety_case::Entity::find_by_id(id).filter(seen_by(reader)).one(&tx).await?;
    let row = row.filter(|row| is_readable(actor, reader, row)).ok_or_else(DomainError::not_found)?;
    let post = post::Entity::find_by_id(&row.post_id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let topic =
        topic::Entity::find_by_id(&row.topic_id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let category: Option<String> =
        category_text::Entity::find_by_id((row.category.clone(), locale.code().to_owned()))
            .select_only()
            .column(category_text::Column::Name)
            .into_tuple()
            .one(&tx)
            .await?;
    let hidden = matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged);
    let pseudonym = match post.author_id.as_deref().filter(|_| post.alias.is_none() && !hidden) {
        Some(author) => name_of(&tx, Some(author)).await?,
        None => None,
    };
    let change = revision::waiting(&tx, &post).await?.filter(|_| !hidden);
    let contact = match row.contact.as_deref() {
        Some(sealed) => {
            log(&tx, id, Some(reader), Logged::of(Step::ContactRead), now).await?;
            Some(Contact::opened(services, id, sealed)?)
        }
        None => None,
    };
    let asked = disclosure::Entity::find()
        .filter(disclosure::Column::CaseId.eq(id))
        .order_by_asc(disclosure::Column::AskedAt)
        .order_by_asc(disclosure::Column::Id)
        .all(&tx)
        .await?;
    let mut disclosures = Vec::new();
    for one in asked {
        disclosures.push(disclose::view(&tx, one, &reader.id, now).await?);
    }
    let log = lines(&tx, id).await?;
    let entry = audit::Entry::of(audit::Action::SafetyRead).on("safety_case", id);
    audit::record(&tx, Some(reader), entry, now).await?;
    let care = shift::read(&tx, reader, (id, true), now).await?;
    tx.commit().await?;
    Ok(View {
        line: line(&row, now),
        title: if hidden { String::new() } else { topic.kept_title.unwrap_or(topic.title) },
        title_language: TextLanguage::parse(&topic.language),
        topic: TopicId::trusted(row.topic_id),
        category_name: category.unwrap_or_default(),
        author: Author::of(pseudonym, post.alias, post.former),
        post_state: PostState::parse(&post.state),
        html: SafeHtml::from_store(if hidden { String::new() } else { post.html }),
        change: change.map(|row| SafeHtml::from_store(row.html)),
        language: TextLanguage::parse(&post.language),
        content_note: post.content_note.as_deref().filter(|_| !hidden).and_then(ContentNote::parse),
        post: PostId::trusted(post.id),
        choice: row.choice.as_deref().and_then(Choice::parse),
        contact,
        ending: row.outcome.as_deref().and_then(Ending::parse),
        disclosures,
        log,
        care,
    })
}

pub(super) async fn name_of<C: ConnectionTrait>(db: &C, id: Option<&str>) -> DomainResult<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let name: Option<String> = member::Entity::find_by_id(id)
        .select_only()
        .column(member::Column::Pseudonym)
        .filter(crate::identity::is_there())
        .into_tuple()
        .one(db)
        .await?;
    Ok(name)
}

async fn lines<C: ConnectionTrait>(tx: &C, case: &str) -> DomainResult<Vec<LogLine>> {
    let rows = safety_log::Entity::find()
        .filter(safety_log::Column::CaseId.eq(case))
        .order_by_asc(safety_log::Column::At)
        .order_by_asc(safety_log::Column::Id)
        .all(tx)
        .await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(LogLine {
            at: row.at,
            by: name_of(tx, row.actor_id.as_deref()).await?,
            step: Step::parse(&row.action),
            told: row.told,
            next: row.next,
            next_at: row.next_at,
        });
    }
    Ok(lines)
}

fn refused(field: &str, typed: &str) -> FieldError {
    let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    FieldError::new(field, code)
}

/// Takes a case in hand: the clock stops.
///
/// # Errors
/// As [`case`]; `Conflict` when somebody changed it since it was read, or has it in hand.
pub async fn acknowledge(services: &Services, actor: &Actor, id: &str, version: i64) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = as_seen(&tx, actor, id, version).await?;
    if row.acknowledged_at.is_some() {
        return Err(DomainError::new(contract::ErrorCode::Conflict));
    }
    log(&tx, id, Some(member), Logged::of(Step::Acknowledged), now).await?;
    change(&tx, row, |change| change.acknowledged_at = Set(Some(now))).await?;
    tx.commit().await?;
    Ok(())
}

/// Judges how grave it is.
///
/// # Errors
/// As [`acknowledge`]; the refused field `level`.
pub async fn judge(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: i64,
    level: &str,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = as_seen(&tx, actor, id, version).await?;
    let level = Level::parse(level).ok_or_else(|| DomainError::fields(vec![refused("level", level)]))?;
    log(&tx, id, Some(member), Logged::with(Step::Levelled, level.as_str()), now).await?;
    change(&tx, row, |change| change.level = Set(level.as_str().to_owned())).await?;
    tx.commit().await?;
    Ok(())
}

/// The form of a note, as it was sent: codes alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Who was told.
    pub told: String,
    /// What comes next.
    pub next: String,
    /// In how many hours.
    pub hours: String,
}

/// Notes who was told, and what comes next.
///
/// # Errors
/// As [`acknowledge`]; refused fields `told`, `next`, `hours`.
pub async fn note(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: i64,
    form: &Note,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = as_seen(&tx, actor, id, version).await?;
    let mut errors = Vec::new();
    let (told, next) = (Told::parse(&form.told), Next::parse(&form.next));
    if told.is_none() {
        errors.push(refused("told", &form.told));
    }
    if next.is_none() {
        errors.push(refused("next", &form.next));
    }
    let hours = form.hours.parse().ok().filter(|hours| HOURS.contains(hours));
    let is_due = next.is_some_and(|next| next != Next::Nothing);
    if is_due && hours.is_none() {
        errors.push(refused("hours", &form.hours));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let line = Logged {
        step: Step::Noted,
        told: told.map(Told::as_str),
        next: next.map(Next::as_str),
        next_at: hours.filter(|_| is_due).map(|hours: i64| now + hours * 3_600_000),
    };
    log(&tx, id, Some(member), line, now).await?;
    change(&tx, row, |_| {}).await?;
    tx.commit().await?;
    Ok(())
}

/// Holds the text.
///
/// # Errors
/// As [`acknowledge`]; `Conflict` when it is not public.
pub async fn hold(services: &Services, actor: &Actor, id: &str, version: i64) -> DomainResult<()> {
    on_the_text(services, actor, id, version, true).await
}

/// Gives the text back, shortened or not.
///
/// # Errors
/// As [`acknowledge`]; `Conflict` when it is not held.
pub async fn release(services: &Services, actor: &Actor, id: &str, version: i64) -> DomainResult<()> {
    on_the_text(services, actor, id, version, false).await
}

async fn on_the_text(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: i64,
    holds: bool,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx: DatabaseTransaction = services.db.begin().await?;
    require(actor, Permission::SafetyCase, None)?;
    let found = safety_case::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    publish::lock(&tx, &found.category, &found.topic_id).await?;
    let (member, row) = as_seen(&tx, actor, id, version).await?;
    let post = post::Entity::find_by_id(&row.post_id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let (done, action, step, told) = if holds {
        let done = hide::hold(&tx, &post, now).await?;
        (done, Action::Hold, Step::Held, notify::Kind::Held)
    } else {
        let done = hide::release_in_case(&tx, &post, now).await?;
        (done, Action::Release, Step::Released, notify::Kind::Restored)
    };
    if !done {
        return Err(DomainError::new(contract::ErrorCode::Conflict));
    }
    team_log::record(&tx, member, &Entry::of_post(&post, &row.category, action), now).await?;
    notify::event::decided(&tx, &post, told, now).await?;
    log(&tx, id, Some(member), Logged::of(step), now).await?;
    change(&tx, row, |_| {}).await?;
    tx.commit().await?;
    Ok(())
}

/// Closes a case.
///
/// # Errors
/// As [`acknowledge`]; the refused field `ending`.
pub async fn close(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: i64,
    ending: &str,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = as_seen(&tx, actor, id, version).await?;
    let ending = Ending::parse(ending).ok_or_else(|| DomainError::fields(vec![refused("ending", ending)]))?;
    item::close(&tx, ItemKind::Safety, id, ending.as_str(), now).await?;
    log(&tx, id, Some(member), Logged::with(Step::Closed, ending.as_str()), now).await?;
    change(&tx, row, |change| {
        change.state = Set(CLOSED.to_owned());
        change.outcome = Set(Some(ending.as_str().to_owned()));
        change.closed_at = Set(Some(now));
        // What she said about reaching her was for this case alone.
        change.contact = Set(None);
    })
    .await?;
    tx.commit().await?;
    Ok(())
}
