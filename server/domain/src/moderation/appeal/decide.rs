//! Asking the one question, and the final word.

use contract::{
    ErrorCode, FieldCode, FieldError,
    ids::{AppealId, MemberId},
};
use entity::moderation::{appeal, sanction};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, sea_query::Expr,
};

use super::{Decision, State, desk, may_decide, restore, write::checked};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    moderation::{
        item::{self, ItemKind},
        line::{self, Event, Line},
        sanction::{self as sanctions, Kind, Span},
        sight,
    },
    notify,
    services::new_id,
    staff::audit::{self, Action, Entry},
};

/// The form of the final word, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Code of the [`State`] that the appeal gets.
    pub outcome: String,
    /// The answer to her, with its reasons.
    pub answer: String,
    /// For a sanction that is made shorter: its last day, ISO.
    pub ends: String,
}

/// An appeal that waits, under its lock, for somebody who took no part.
async fn waiting<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &AppealId,
    now: i64,
) -> DomainResult<(appeal::Model, &'a Member)> {
    let row = appeal::Entity::find_by_id(id.as_str()).lock_exclusive().one(tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let me = desk::may_read(tx, actor, &row).await?;
    let took_part = desk::took_part(tx, &row).await?;
    may_decide(&me.id, &row.member_id, &took_part)?;
    if row.state != State::Pending.as_str() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    sight::require_free(tx, (ItemKind::Appeal, id.as_str()), me, now).await?;
    Ok((row, me))
}

/// Asks her the one question.
///
/// # Errors
/// Like [`super::sheet`]; `Forbidden` for whoever took part in the decision; the refused field `question`; `Conflict`
/// when it is decided, was asked already, or is in somebody else's hand.
pub async fn ask(services: &Services, actor: &Actor, id: &AppealId, typed: &str) -> DomainResult<()> {
    desk::require_any(actor)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (row, me) = waiting(&tx, actor, id, now).await?;
    if row.question.is_some() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let question = checked("question", typed)?;
    let member = row.member_id.clone();
    let mut change = row.into_active_model();
    change.question = Set(Some(question));
    change.asked_by = Set(Some(me.id.as_str().to_owned()));
    change.asked_at = Set(Some(now));
    change.update(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::AppealAsk).on("appeal", id.as_str()), now).await?;
    notify::event::sanctioned(&tx, &member, &format!("{id}:question"), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Decides on an appeal. What is taken back is given back in the same transaction.
///
/// # Errors
/// Like [`ask`]; the refused fields `outcome`, `answer`, `ends`; `Conflict` also for an answer whose topic is not
/// public.
pub async fn decide(
    services: &Services,
    actor: &Actor,
    id: &AppealId,
    form: &Verdict,
) -> DomainResult<State> {
    desk::require_any(actor)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (row, me) = waiting(&tx, actor, id, now).await?;
    let decision = Decision::parse(&row.decision)
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, format!("appeal {id} is about nothing")))?;
    let sanction = match decision {
        Decision::Sanction => {
            sanction::Entity::find_by_id(row.decision_id.as_str()).lock_exclusive().one(&tx).await?
        }
        _ => None,
    };
    let Parsed { outcome, answer, shorter } = parse(form, sanction.as_ref(), now)?;
    let done = appeal::Entity::update_many()
        .col_expr(appeal::Column::State, Expr::value(outcome.as_str()))
        .col_expr(appeal::Column::Answer, Expr::value(answer))
        .col_expr(appeal::Column::DecidedBy, Expr::value(me.id.as_str()))
        .col_expr(appeal::Column::DecidedAt, Expr::value(now))
        .filter(appeal::Column::Id.eq(id.as_str()))
        .filter(appeal::Column::State.eq(State::Pending.as_str()))
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let entry = Line {
        action: Event::AppealDecide.as_str(),
        target: ("appeal", &row.id),
        category: &row.category,
        reason: Some(decision.as_str()),
        before: Some(State::Pending.as_str()),
        after: Some(outcome.as_str()),
        parent: Some(&row.log_id),
        expires: Some(row.due_at),
        ..Line::default()
    };
    let parent = line::write(&tx, Some(me), &entry, Some(Action::AppealDecide), now).await?;
    match (outcome, sanction) {
        (State::Reversed, Some(sanction)) => sanctions::end(&tx, me, &sanction, &parent, now).await?,
        (State::Reversed, None) => {
            restore::give_back(&tx, me, decision, &row.post_id, &parent, now).await?;
        }
        (State::PartlyReversed, Some(sanction)) => shorten(&tx, me, sanction, shorter, now).await?,
        _ => {}
    }
    item::close(&tx, ItemKind::Appeal, id.as_str(), outcome.as_str(), now).await?;
    notify::event::sanctioned(&tx, &row.member_id, id.as_str(), now).await?;
    tx.commit().await?;
    Ok(outcome)
}

struct Parsed {
    outcome: State,
    answer: String,
    shorter: Option<i32>,
}

fn parse(form: &Verdict, sanction: Option<&sanction::Model>, now: i64) -> DomainResult<Parsed> {
    let mut errors = Vec::new();
    let outcome = State::parse(&form.outcome).filter(|state| *state != State::Pending);
    if outcome.is_none() {
        let code = if form.outcome.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("outcome", code));
    }
    let answer = checked("answer", &form.answer);
    if let Err(error) = &answer {
        errors.extend(error.fields.iter().cloned());
    }
    let mut shorter = None;
    match (outcome, sanction) {
        (Some(State::PartlyReversed), Some(row)) => match milder(row, form.ends.trim(), now) {
            Ok(days) => shorter = Some(days),
            Err((field, code)) => errors.push(FieldError::new(field, code)),
        },
        // A text is given back, or it is not: a half would change nothing, and be told and counted as something.
        (Some(State::PartlyReversed), None) => {
            errors.push(FieldError::new("outcome", FieldCode::UnknownChoice));
        }
        _ => {}
    }
    match outcome {
        Some(outcome) if errors.is_empty() => Ok(Parsed { outcome, answer: answer?, shorter }),
        _ => Err(DomainError::fields(errors)),
    }
}

/// The days that a sanction still holds when its last one is `last`: fewer than it would.
fn milder(row: &sanction::Model, last: &str, now: i64) -> Result<i32, (&'static str, FieldCode)> {
    let kind = Kind::parse(&row.kind).filter(|kind| {
        matches!(kind, Kind::ReviewAll | Kind::Silence | Kind::Suspend)
            && row.ended_at.is_none()
            && row.ends.is_none_or(|ends| ends > now)
    });
    // What has no duration is taken back, or not.
    let Some(kind) = kind else { return Err(("outcome", FieldCode::UnknownChoice)) };
    // The fewest days of a kind are for its beginning; made shorter, it may end tomorrow.
    let span = sanctions::span(if kind == Kind::ReviewAll { Kind::Suspend } else { kind }, last, false, now);
    match span.map_err(|code| ("ends", code))? {
        span @ Span::Days(days) if row.ends.is_none_or(|ends| span.end(now).is_some_and(|at| at < ends)) => {
            Ok(days)
        }
        _ => {
            let most = row.ends.map_or(0, |ends| (ends - now) / 86_400_000);
            Err(("ends", FieldCode::MoreDays(usize::try_from(most).unwrap_or_default())))
        }
    }
}

/// Puts a shorter sanction in the place of one.
async fn shorten(
    tx: &DatabaseTransaction,
    me: &Member,
    row: sanction::Model,
    days: Option<i32>,
    now: i64,
) -> DomainResult<()> {
    let her = MemberId::trusted(row.member_id.clone());
    let old = row.id.clone();
    let next = sanction::ActiveModel {
        id: Set(new_id()),
        member_id: Set(her.into_string()),
        kind: Set(row.kind),
        rule: Set(row.rule),
        reason_internal: Set(row.reason_internal),
        message: Set(row.message),
        post_id: Set(row.post_id),
        topic_id: Set(row.topic_id),
        alias: Set(row.alias),
        category: Set(row.category),
        decided_by: Set(Some(me.id.as_str().to_owned())),
        given_at: Set(now),
        days: Set(days),
        starts: Set(None),
        ends: Set(None),
        confirmed_by: Set(None),
        confirmed_at: Set(None),
        ended_at: Set(None),
        ended_why: Set(None),
        superseded_by: Set(None),
    };
    let next = next.insert(tx).await?;
    sanctions::replace(tx, &old, &next.id, now).await?;
    sanctions::begin(tx, me, next, None, now).await
}
