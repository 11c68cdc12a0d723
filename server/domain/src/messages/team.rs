//! The team's side: what waits, answering as a team, notes that it keeps for itself. Whoever reads leaves a row in
//! the audit log; the log says who answered, the conversation does not.

use contract::{ErrorCode, FieldCode, ids::CaseId};
use entity::{
    identity::member,
    messages::{internal_note, private_case},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    CLOSED, Kind, Message, OPEN,
    begin::say,
    list::{last_words, page},
    outcome,
    read::messages_of,
    sight::desk,
    write::checked,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    moderation::{
        report::{CaseState, Code},
        shift::{self, Care},
    },
    notify,
    permission::require,
    services::{day_of, new_id},
    staff::audit::{self, Action, Entry},
    submission::{self, FormKey},
};

/// What of the conversations is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamFilter {
    /// Closed ones instead of open ones.
    pub closed: bool,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only what stands behind this one.
    pub after: Option<CaseId>,
}

impl TeamFilter {
    /// Reads the filters of an address; empty means all that is open.
    ///
    /// # Errors
    /// [`FieldCode::UnknownChoice`] naming the filter that is none.
    pub fn parse(state: &str, kind: &str, after: &str) -> DomainResult<Self> {
        let unknown = |field: &str| DomainError::field(field, FieldCode::UnknownChoice);
        Ok(Self {
            closed: match state {
                "" | OPEN => false,
                CLOSED => true,
                _ => return Err(unknown("state")),
            },
            kind: match kind {
                "" => None,
                code => Some(Kind::of_team(code).ok_or_else(|| unknown("kind"))?),
            },
            after: match after {
                "" => None,
                id => Some(id.parse().map_err(|_| unknown("after"))?),
            },
        })
    }

    /// Names and values as [`Self::parse`] reads them, without the place.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let state = if self.closed { CLOSED.to_owned() } else { String::new() };
        let kind = self.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default();
        vec![("state", state), ("kind", kind)]
    }
}

/// A conversation in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamLine {
    /// Identifier.
    pub id: CaseId,
    /// What it is about.
    pub kind: Kind,
    /// Whose it is; nothing where she hides her pseudonym.
    pub pseudonym: Option<String>,
    /// Whether it is open.
    pub open: bool,
    /// Whether the last word is hers.
    pub waits: bool,
    /// ISO day of the last message.
    pub day: String,
    /// A few words of it.
    pub excerpt: String,
    /// Of a message of the team that is reported: what it is said to be.
    pub reported: Option<Code>,
    /// How that report stands.
    pub report: Option<CaseState>,
    /// Whether somebody may decide on it.
    pub can_decide: bool,
}

/// A page of the desk's list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamList {
    /// The page.
    pub rows: Vec<TeamLine>,
    /// Behind which the next page begins.
    pub next: Option<CaseId>,
}

/// What somebody of the team noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Who; nothing once her account is gone.
    pub by: Option<String>,
    /// Plain text.
    pub body: String,
    /// ISO day.
    pub day: String,
}

/// A conversation, as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamThread {
    /// What the list shows of it.
    pub line: TeamLine,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// What the team noted for itself, oldest first.
    pub notes: Vec<Note>,
    /// Whether it is hard to read: about somebody's safety, or about what a report would be first for.
    pub hard: bool,
    /// How the reader reads.
    pub care: Care,
}

async fn lines<C: ConnectionTrait>(db: &C, rows: Vec<private_case::Model>) -> DomainResult<Vec<TeamLine>> {
    let words = last_words(db, &rows).await?;
    let shown = rows.iter().filter(|row| !row.hidden).map(|row| row.member_id.as_str());
    let names: std::collections::HashMap<String, String> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(shown))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .zip(words)
        .map(|(row, excerpt)| TeamLine {
            kind: Kind::parse(&row.kind),
            pseudonym: names.get(&row.member_id).filter(|_| !row.hidden).cloned(),
            open: row.state == OPEN,
            waits: row.waits,
            day: day_of(row.last_at),
            reported: row.report_code.as_deref().and_then(Code::parse),
            report: outcome::standing(&row),
            can_decide: outcome::can_decide(&row),
            id: CaseId::trusted(row.id),
            excerpt,
        })
        .collect())
}

/// Conversations of members with the team, newest first: of her categories, and of none.
///
/// # Errors
/// Like [`require`] of [`Permission::MessagesAnswer`]; `NotFound` for a place that is none.
pub async fn team_list(services: &Services, actor: &Actor, filter: &TeamFilter) -> DomainResult<TeamList> {
    let reader = require(actor, Permission::MessagesAnswer, None)?;
    let tx = services.db.begin().await?;
    let mut query =
        desk(actor, reader).filter(private_case::Column::State.eq(if filter.closed { CLOSED } else { OPEN }));
    if let Some(kind) = filter.kind {
        query = query.filter(private_case::Column::Kind.eq(kind.as_str()));
    }
    let (rows, next) = page(&tx, query, filter.after.as_ref()).await?;
    let rows = lines(&tx, rows).await?;
    audit::record(&tx, Some(reader), Entry::of(Action::MessagesRead), services.now_ms()).await?;
    tx.commit().await?;
    Ok(TeamList { rows, next })
}

/// One conversation with its notes.
///
/// # Errors
/// Like [`require`] of [`Permission::MessagesAnswer`]; `NotFound`, also for the reader's own, outside of her categories,
/// and for one about somebody's safety unless she looks after that.
pub async fn team_thread(services: &Services, actor: &Actor, id: &CaseId) -> DomainResult<TeamThread> {
    let reader = require(actor, Permission::MessagesAnswer, None)?;
    let tx = services.db.begin().await?;
    let row = desk(actor, reader).filter(private_case::Column::Id.eq(id.as_str())).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let messages = messages_of(&tx, id.as_str()).await?;
    let notes = notes(&tx, id).await?;
    let line = lines(&tx, vec![row]).await?.pop().ok_or_else(DomainError::not_found)?;
    let entry = Entry::of(Action::MessagesRead).on("case", id.as_str());
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    let hard = line.kind == Kind::Safety || line.reported.is_some_and(Code::is_about_safety);
    let care = shift::read(&tx, reader, (id.as_str(), hard), services.now_ms()).await?;
    tx.commit().await?;
    Ok(TeamThread { line, messages, notes, hard, care })
}

async fn notes<C: ConnectionTrait>(db: &C, id: &CaseId) -> DomainResult<Vec<Note>> {
    let to_writer = internal_note::Entity::belongs_to(member::Entity)
        .from(internal_note::Column::WrittenBy)
        .to(member::Column::Id)
        .into();
    let rows: Vec<(String, i64, Option<String>)> = internal_note::Entity::find()
        .select_only()
        .columns([internal_note::Column::Body])
        .column(internal_note::Column::At)
        .column(member::Column::Pseudonym)
        .join(sea_orm::JoinType::LeftJoin, to_writer)
        .filter(internal_note::Column::CaseId.eq(id.as_str()))
        .order_by_asc(internal_note::Column::At)
        .order_by_asc(internal_note::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let note = |(body, at, by): (String, i64, Option<String>)| Note { by, body, day: day_of(at) };
    Ok(rows.into_iter().map(note).collect())
}

/// A conversation that she reads, under its lock.
pub(super) async fn locked(
    tx: &DatabaseTransaction,
    actor: &Actor,
    me: &Member,
    id: &CaseId,
) -> DomainResult<private_case::Model> {
    let query = desk(actor, me).filter(private_case::Column::Id.eq(id.as_str()));
    query.lock_exclusive().one(tx).await?.ok_or_else(DomainError::not_found)
}

/// Answers as the team; a closed conversation opens again, and she finds it marked as unread.
///
/// # Errors
/// Like [`team_thread`]; the refused field `body`.
pub async fn answer(
    services: &Services,
    actor: &Actor,
    id: &CaseId,
    typed: &str,
    form_key: &str,
) -> DomainResult<()> {
    let me = require(actor, Permission::MessagesAnswer, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let case = locked(&tx, actor, me, id).await?;
    let body = checked(typed)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("answer:{}:{id}", me.id);
    if submission::first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(());
    }
    submission::spend(&tx, &scope, &key, id.as_str(), now).await?;
    say(&tx, id.as_str(), true, body, None, now).await?;
    notify::event::message(&tx, &case.member_id, id.as_str(), &new_id(), now).await?;
    let looked_at = outcome::waits(&case);
    let mut change = case.into_active_model();
    if looked_at {
        change.report_state = Set(Some(CaseState::InProgress.as_str().to_owned()));
    }
    change.state = Set(OPEN.to_owned());
    change.waits = Set(false);
    change.unread = Set(true);
    change.last_at = Set(now);
    change.update(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::MessageAnswer).on("case", id.as_str()), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes something for the team alone.
///
/// # Errors
/// Like [`answer`].
pub async fn note(
    services: &Services,
    actor: &Actor,
    id: &CaseId,
    typed: &str,
    form_key: &str,
) -> DomainResult<()> {
    let me = require(actor, Permission::MessagesAnswer, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    locked(&tx, actor, me, id).await?;
    let body = checked(typed)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("note:{}:{id}", me.id);
    if submission::first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(());
    }
    submission::spend(&tx, &scope, &key, id.as_str(), now).await?;
    let row = internal_note::ActiveModel {
        id: Set(new_id()),
        case_id: Set(id.as_str().to_owned()),
        written_by: Set(Some(me.id.as_str().to_owned())),
        body: Set(body),
        at: Set(now),
    };
    row.insert(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::MessageNote).on("case", id.as_str()), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Closes a conversation, or opens it again.
///
/// # Errors
/// Like [`team_thread`]; `Conflict` when it stands so already, and to close a report that nobody decided on.
pub async fn close_for_team(services: &Services, actor: &Actor, id: &CaseId, open: bool) -> DomainResult<()> {
    let me = require(actor, Permission::MessagesAnswer, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let case = locked(&tx, actor, me, id).await?;
    if (case.state == OPEN) == open || (!open && outcome::waits(&case)) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = case.into_active_model();
    change.state = Set(if open { OPEN } else { CLOSED }.to_owned());
    if !open {
        change.waits = Set(false);
    }
    change.update(&tx).await?;
    let action = if open { Action::MessageReopen } else { Action::MessageClose };
    audit::record(&tx, Some(me), Entry::of(action).on("case", id.as_str()), now).await?;
    tx.commit().await?;
    Ok(())
}
