//! The team's list of questions, and one of them. The list opens no text: what it shows are codes and days.

use std::collections::HashMap;

use contract::{Locale, ids::AskId};
use entity::{
    ask::{ask_note, ask_question},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    CLOSED, NoteKind, OPEN, Offer, Said,
    key::{self, TextKey},
    offer, recusal, said,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    services::day_of,
    staff::audit::{self, Action, Entry},
};

/// Questions that are listed.
const LISTED: u64 = 300;

/// A question in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Identifier.
    pub id: AskId,
    /// The language in which she is answered.
    pub language: Locale,
    /// Whether it is open.
    pub open: bool,
    /// Whether the last word is hers.
    pub waits: bool,
    /// Whether somebody may be in danger.
    pub danger: bool,
    /// Whether she asked for somebody from outside: few of the team read it.
    pub outside: bool,
    /// Whether somebody of the team waits for a second opinion.
    pub second: bool,
    /// Who has it in hand; nothing when nobody has.
    pub claimed: Option<String>,
    /// Whether that is the reader.
    pub mine: bool,
    /// ISO day of the last word.
    pub day: String,
}

/// What somebody of the team noted.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Who; nothing once her account is gone.
    pub by: Option<String>,
    /// Plain text.
    pub body: String,
    /// ISO day.
    pub day: String,
}

/// A question, as the team reads it.
#[derive(Clone, PartialEq, Eq)]
pub struct View {
    /// What the list shows of it.
    pub line: Line,
    /// Version to name in what is done.
    pub version: i64,
    /// Oldest first.
    pub messages: Vec<Said>,
    /// Oldest first.
    pub notes: Vec<Note>,
    /// Oldest first.
    pub offers: Vec<Offer>,
    /// Whether the second opinion that is asked for may be the reader's.
    pub may_judge: bool,
    /// Whether the reader is one of the few who look after somebody in danger.
    pub few: bool,
}

/// Questions that she may read: not those of whom she knows, and those for the few only as one of them.
fn sight(actor: &Actor, reader: &Member) -> Condition {
    let mut seen = Condition::all()
        .add(ask_question::Column::State.is_in([OPEN, CLOSED]))
        .add(ask_question::Column::Id.not_in_subquery(recusal::known_to(reader)));
    if !key::is_of_the_few(actor) {
        seen = seen.add(ask_question::Column::DangerAt.is_null()).add(ask_question::Column::ForFew.eq(false));
    }
    seen
}

async fn names<C: ConnectionTrait>(db: &C, ids: Vec<String>) -> DomainResult<HashMap<String, String>> {
    Ok(member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(ids))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect())
}

fn line(row: &ask_question::Model, names: &HashMap<String, String>, reader: &Member, now: i64) -> Line {
    let holder = row.claimed_by.as_deref().filter(|_| row.claimed_until.is_some_and(|until| until > now));
    Line {
        id: AskId::trusted(row.id.clone()),
        language: row.language.parse().unwrap_or_default(),
        open: row.state == OPEN,
        waits: row.waits,
        danger: row.danger_at.is_some(),
        outside: row.for_few,
        second: row.second_by.is_some(),
        claimed: holder.and_then(|id| names.get(id)).cloned(),
        mine: holder == Some(reader.id.as_str()),
        day: day_of(row.last_at),
    }
}

/// The questions: of the open ones danger first, then what waits, the oldest first; of the closed ones the last.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::MessagesAnswer`].
pub async fn list(services: &Services, actor: &Actor, closed: bool) -> DomainResult<Vec<Line>> {
    let reader = key::reader(actor)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let query = ask_question::Entity::find()
        .filter(sight(actor, reader))
        .filter(ask_question::Column::State.eq(if closed { CLOSED } else { OPEN }))
        .limit(LISTED);
    let mut rows = if closed {
        query.order_by_desc(ask_question::Column::LastAt).all(&tx).await?
    } else {
        query.order_by_asc(ask_question::Column::LastAt).all(&tx).await?
    };
    if !closed {
        rows.sort_by_key(|row| (row.danger_at.is_none(), !row.waits, row.last_at));
    }
    let people = rows.iter().filter_map(|row| row.claimed_by.clone()).collect();
    let names = names(&tx, people).await?;
    audit::record(&tx, Some(reader), Entry::of(Action::AskRead), now).await?;
    tx.commit().await?;
    Ok(rows.iter().map(|row| line(row, &names, reader, now)).collect())
}

/// How many open questions that she may read wait for an answer, for a number in the menu: no row in the log.
///
/// # Errors
/// As [`list`].
pub async fn waiting(services: &Services, actor: &Actor) -> DomainResult<u64> {
    let reader = key::reader(actor)?;
    Ok(ask_question::Entity::find()
        .filter(sight(actor, reader))
        .filter(ask_question::Column::State.eq(OPEN))
        .filter(ask_question::Column::Waits.eq(true))
        .count(services.db.read())
        .await?)
}

/// One question with everything that belongs to it.
///
/// # Errors
/// As [`list`]; `NotFound`, also for what is for the few and she is none of them, and where she knows the woman.
pub async fn see(services: &Services, actor: &Actor, id: &AskId, locale: Locale) -> DomainResult<View> {
    let reader = key::reader(actor)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = ask_question::Entity::find_by_id(id.as_str()).filter(sight(actor, reader)).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let own = TextKey::of_team(services, actor, &row)?;
    let rows = ask_note::Entity::find()
        .filter(ask_note::Column::QuestionId.eq(row.id.as_str()))
        .order_by_asc(ask_note::Column::At)
        .order_by_asc(ask_note::Column::Id)
        .all(&tx)
        .await?;
    let people = rows.iter().filter_map(|note| note.written_by.clone()).chain(row.claimed_by.clone());
    let people = people.collect();
    let names = names(&tx, people).await?;
    let note = |note: ask_note::Model| -> DomainResult<Note> {
        Ok(Note {
            kind: NoteKind::parse(&note.kind).unwrap_or(NoteKind::Note),
            by: note.written_by.as_ref().and_then(|by| names.get(by)).cloned(),
            body: own.open(&format!("{}:{}:note", row.id, note.id), &note.body)?,
            day: day_of(note.at),
        })
    };
    let notes = rows.into_iter().map(note).collect::<DomainResult<Vec<Note>>>()?;
    let view = View {
        line: line(&row, &names, reader, now),
        version: row.version,
        messages: said(&tx, &own, &row.id).await?,
        notes,
        offers: offer::offers(&tx, &own, &row.id, locale).await?,
        may_judge: row.second_by.as_deref().is_some_and(|by| by != reader.id.as_str()),
        few: key::is_of_the_few(actor),
    };
    audit::record(&tx, Some(reader), Entry::of(Action::AskRead).on("ask", &row.id), now).await?;
    tx.commit().await?;
    Ok(view)
}
