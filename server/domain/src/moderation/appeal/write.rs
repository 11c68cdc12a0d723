//! Appealing, and answering the team's question.

use contract::{ErrorCode, ids::AppealId, limits::APPEAL_MAX};
use entity::{identity::member, moderation::appeal};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};

use super::{ANSWERED_MS, State, hers};
use crate::{
    Actor, DomainError, DomainResult, Services,
    moderation::{
        item::{self, Class, ItemKind, NewItem},
        line::{self, Event, Line},
    },
    services::new_id,
    submission::{self, FormKey},
    text,
};

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewAppeal {
    /// What it is about, as forms name it.
    pub decision: String,
    /// Plain text.
    pub body: String,
    /// Hidden key of the form.
    pub form_key: String,
}

/// What was typed, or what is wrong with it.
pub(super) fn checked(field: &str, typed: &str) -> DomainResult<String> {
    let body = text::multi_line(typed);
    let mut errors = Vec::new();
    text::check_length(&mut errors, field, body.trim(), 2, APPEAL_MAX);
    if errors.is_empty() { Ok(body) } else { Err(DomainError::fields(errors)) }
}

/// Appeals against a decision. Also members who are silenced or suspended can; nothing of it is filtered or limited.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a decision that is not hers; the refused field `body`; `Conflict` when she appealed
/// before, or may not (any more, or yet).
pub async fn appeal(services: &Services, actor: &Actor, form: &NewAppeal) -> DomainResult<AppealId> {
    let her = actor.require_member()?;
    let now = services.now_ms();
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("appeal:{}", her.id);
    let tx = services.db.begin().await?;
    if let Some(id) = submission::first_result(&tx, &scope, &key).await? {
        return Ok(AppealId::trusted(id));
    }
    // Two of her appeals against one decision come one after the other.
    member::Entity::find_by_id(her.id.as_str())
        .select_only()
        .column(member::Column::Id)
        .lock_exclusive()
        .into_tuple::<String>()
        .one(&tx)
        .await?;
    let all = hers::of_member(&tx, her.id.as_str(), now).await?;
    let about = all.into_iter().find(|one| one.name == form.decision).ok_or_else(DomainError::not_found)?;
    if !about.may_appeal {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let body = checked("body", &form.body)?;
    let id = new_id();
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let due = now + ANSWERED_MS;
    // The line names nobody: she is not of the team, and what cannot be erased does not say who she is.
    let entry = Line {
        action: Event::Appeal.as_str(),
        target: ("appeal", &id),
        category: about.category(),
        reason: Some(about.decision.as_str()),
        after: Some(State::Pending.as_str()),
        expires: Some(due),
        ..Line::default()
    };
    let log_id = line::write(&tx, None, &entry, None, now).await?;
    let row = appeal::ActiveModel {
        id: Set(id.clone()),
        member_id: Set(her.id.as_str().to_owned()),
        decision: Set(about.decision.as_str().to_owned()),
        decision_id: Set(about.id().to_owned()),
        log_id: Set(log_id),
        post_id: Set(about.post.as_str().to_owned()),
        topic_id: Set(about.topic.as_str().to_owned()),
        category: Set(about.category().to_owned()),
        body: Set(body),
        state: Set(State::Pending.as_str().to_owned()),
        question: Set(None),
        asked_by: Set(None),
        asked_at: Set(None),
        reply: Set(None),
        replied_at: Set(None),
        answer: Set(None),
        decided_by: Set(None),
        created_at: Set(now),
        due_at: Set(due),
        decided_at: Set(None),
    };
    row.insert(&tx).await?;
    let waits = NewItem {
        kind: ItemKind::Appeal,
        target: &id,
        post: Some(about.post.as_str()),
        topic: Some(about.topic.as_str()),
        category: about.category(),
        language: about.language.code(),
        class: Class::Report,
        gate: None,
        now,
    };
    item::open(&tx, &waits).await?;
    tx.commit().await?;
    Ok(AppealId::trusted(id))
}

/// An appeal that waits goes with her account: one line says so, because the figures count from the log what waits.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn goes<C: ConnectionTrait>(tx: &C, row: &appeal::Model, now: i64) -> DomainResult<()> {
    let entry = Line {
        action: Event::AppealGone.as_str(),
        target: ("appeal", &row.id),
        category: &row.category,
        reason: Some(&row.decision),
        before: Some(State::Pending.as_str()),
        parent: Some(&row.log_id),
        expires: Some(row.due_at),
        ..Line::default()
    };
    line::write(tx, None, &entry, None, now).await?;
    Ok(())
}

/// Answers the one question of the team.
///
/// # Errors
/// `SignInNeeded`; `NotFound` when it is not hers; the refused field `body`; `Conflict` when nothing is asked (any
/// more).
pub async fn reply(services: &Services, actor: &Actor, id: &AppealId, typed: &str) -> DomainResult<()> {
    let her = actor.require_member()?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = appeal::Entity::find_by_id(id.as_str())
        .filter(appeal::Column::MemberId.eq(her.id.as_str()))
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    if row.state != State::Pending.as_str() || row.question.is_none() || row.reply.is_some() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let body = checked("body", typed)?;
    let mut change = row.into_active_model();
    change.reply = Set(Some(body));
    change.replied_at = Set(Some(now));
    change.update(&tx).await?;
    tx.commit().await?;
    Ok(())
}
