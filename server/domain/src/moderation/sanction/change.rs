//! Making a sanction milder because the team thought again, without an appeal: it ends before its time, or a shorter one
//! takes its place. The same people, the same categories, and the same second person as for giving one. Behind an
//! alias what waits for that person looks as what is done: else it would tell that she is of the team.

mod second;

pub(super) use second::{agreed, may_second};
pub use second::{confirm_lift, refuse_lift};

use contract::{ErrorCode, FieldCode, FieldError, ids::SanctionId, limits::NOTE_MAX};
use entity::{
    forum::mod_log,
    moderation::{sanction, sanction_change},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    Ended, Kind, Rule, Span,
    confirm::waiting,
    give::{hold, replace},
    id_of, may_begin, needs_second, span,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    identity::lookup,
    moderation::line::{self, Event, Line},
    notify,
    permission::require,
    services::new_id,
    staff::audit::{self, Action, Entry},
    text,
};

/// It waits for a second person.
const WAITING: &str = "waiting";
/// It holds.
const DONE: &str = "done";
/// The second person said no, or it was taken back.
pub(super) const REFUSED: &str = "refused";

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Milder {
    /// Why, for the team.
    pub reason: String,
    /// Words to her.
    pub message: String,
    /// For one that is made shorter: its last day, ISO.
    pub ends: String,
}

/// Whether this reader is told nothing of how it stands, because it holds for an alias.
pub(super) fn is_masked(row: &sanction::Model, me: &Member) -> bool {
    row.alias.is_some() && me.role != Role::Admin
}

/// When it ends, also for one that waits: behind an alias that looks as one that holds.
fn ends_at(row: &sanction::Model, kind: Kind) -> Option<i64> {
    row.ends.or_else(|| Span::stored(kind, row.days).end(row.given_at))
}

/// What was asked for about a sanction.
pub(super) async fn of_sanction<C: ConnectionTrait>(
    db: &C,
    id: &str,
) -> DomainResult<Vec<sanction_change::Model>> {
    Ok(sanction_change::Entity::find()
        .filter(sanction_change::Column::SanctionId.eq(id))
        .order_by_asc(sanction_change::Column::AskedAt)
        .order_by_asc(sanction_change::Column::Id)
        .all(db)
        .await?)
}

/// What this one, which waits, is to replace.
pub(super) async fn replacing(
    tx: &DatabaseTransaction,
    next: &str,
) -> DomainResult<Option<sanction_change::Model>> {
    Ok(sanction_change::Entity::find().filter(sanction_change::Column::NextId.eq(next)).one(tx).await?)
}

/// The kind of a sanction of which something is left to be made milder, as far as this reader may know.
pub(super) fn open_kind(
    row: &sanction::Model,
    asked: &[sanction_change::Model],
    me: &Member,
    now: i64,
) -> Option<Kind> {
    let masked = is_masked(row, me);
    let refused = row.ended_why.as_deref() == Some(Ended::Refused.as_str());
    if (row.ended_at.is_some() && !(masked && refused)) || (row.starts.is_none() && !masked) {
        return None;
    }
    // Once: that it may be asked again would tell that somebody said no.
    if asked.iter().any(|one| masked || one.state != REFUSED) {
        return None;
    }
    Kind::parse(&row.kind)
        .filter(|kind| *kind != Kind::Notice && ends_at(row, *kind).is_none_or(|ends| ends > now))
}

/// Whether it has a duration that can be made shorter.
pub(super) fn can_be_shorter(kind: Kind) -> bool {
    matches!(kind, Kind::ReviewAll | Kind::Silence | Kind::Suspend)
}

/// A sanction, under its lock, that this person may make milder.
async fn open<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &SanctionId,
    now: i64,
) -> DomainResult<(sanction::Model, Kind, Role, &'a Member)> {
    let (row, target, me) = waiting(tx, actor, id, now).await?;
    let target = lookup::member(&target).role;
    may_begin(me.role, target, row.alias.is_some())?;
    let asked = of_sanction(tx, &row.id).await?;
    let kind = open_kind(&row, &asked, me, now).ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
    Ok((row, kind, target, me))
}

/// Both texts, with what is wrong with them.
fn words(form: &Milder) -> (String, String, Vec<FieldError>) {
    let mut errors = Vec::new();
    let message = text::multi_line(&form.message);
    text::check_length(&mut errors, "message", &message, 3, NOTE_MAX);
    let reason = text::multi_line(&form.reason);
    text::check_length(&mut errors, "reason", &reason, 3, NOTE_MAX);
    (reason, message, errors)
}

/// The days that it still holds when its last one is `last`: fewer than it would.
fn shorter(kind: Kind, ends: Option<i64>, last: &str, now: i64) -> Result<i32, FieldCode> {
    // The fewest days of a kind are for its beginning; made shorter, it may end tomorrow.
    let measured = if kind == Kind::ReviewAll { Kind::Suspend } else { kind };
    match span(measured, last, false, now)? {
        span @ Span::Days(days) if ends.is_none_or(|ends| span.end(now).is_some_and(|at| at < ends)) => {
            Ok(days)
        }
        _ => {
            let most = ends.map_or(0, |ends| (ends - now) / 86_400_000);
            Err(FieldCode::MoreDays(usize::try_from(most).unwrap_or_default()))
        }
    }
}

struct Asked<'a> {
    row: &'a sanction::Model,
    next: Option<String>,
    reason: String,
    message: String,
    waits: bool,
}

impl Asked<'_> {
    async fn write(self, tx: &DatabaseTransaction, me: &Member, now: i64) -> DomainResult<()> {
        let me = Some(me.id.as_str().to_owned());
        let row = sanction_change::ActiveModel {
            id: Set(new_id()),
            sanction_id: Set(self.row.id.clone()),
            member_id: Set(self.row.member_id.clone()),
            next_id: Set(self.next),
            reason_internal: Set(self.reason),
            message: Set(self.message),
            state: Set(if self.waits { WAITING } else { DONE }.to_owned()),
            asked_by: Set(me.clone()),
            asked_at: Set(now),
            decided_by: Set(me.filter(|_| !self.waits)),
            decided_at: Set((!self.waits).then_some(now)),
        };
        row.insert(tx).await?;
        Ok(())
    }
}

/// Says of something that was asked for how it went.
pub(super) async fn settle(
    tx: &DatabaseTransaction,
    asked: sanction_change::Model,
    me: &Member,
    agreed: bool,
    now: i64,
) -> DomainResult<()> {
    let mut change = asked.into_active_model();
    change.state = Set(if agreed { DONE } else { REFUSED }.to_owned());
    change.decided_by = Set(Some(me.id.as_str().to_owned()));
    change.decided_at = Set(Some(now));
    change.update(tx).await?;
    Ok(())
}

/// Ends a sanction before its time. She is told, with the words to her. Against somebody of the team it waits for a
/// second person.
///
/// # Errors
/// Like [`super::confirm`]; `Forbidden` for her peers'; `Conflict` for one that does not hold any more, or about which
/// something was asked for; the refused fields `reason`, `message`.
pub async fn lift(services: &Services, actor: &Actor, id: &SanctionId, form: &Milder) -> DomainResult<()> {
    require(actor, Permission::Sanction, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (row, _, target, me) = open(&tx, actor, id, now).await?;
    let (reason, message, errors) = words(form);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let waits = needs_second(target);
    Asked { row: &row, next: None, reason, message, waits }.write(&tx, me, now).await?;
    if waits {
        propose(&tx, me, &row, now).await?;
    } else {
        end_now(&tx, me, &row, Action::SanctionLift, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn propose(tx: &DatabaseTransaction, me: &Member, row: &sanction::Model, now: i64) -> DomainResult<()> {
    let rule = Rule::parse(&row.rule).map(Rule::as_str);
    let kind = Kind::parse(&row.kind).map(Kind::as_str).unwrap_or_default();
    let entry = Entry::of(Action::SanctionPropose).on("sanction", &row.id).because(rule).detail(kind);
    audit::record(tx, Some(me), entry, now).await
}

async fn end_now(
    tx: &DatabaseTransaction,
    me: &Member,
    row: &sanction::Model,
    audited: Action,
    now: i64,
) -> DomainResult<()> {
    let done = sanction::Entity::update_many()
        .col_expr(sanction::Column::EndedAt, Expr::value(now))
        .col_expr(sanction::Column::EndedWhy, Expr::value(Ended::Lifted.as_str()))
        .filter(sanction::Column::Id.eq(row.id.as_str()))
        .filter(sanction::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    // What never began is ended without a word: nothing of it was said.
    if done.rows_affected == 0 || row.starts.is_none() {
        return audit::record(tx, Some(me), Entry::of(audited).on("sanction", &row.id), now).await;
    }
    let parent = line_of(tx, &row.id).await?;
    let entry = Line {
        action: Event::SanctionEnd.as_str(),
        target: ("sanction", &row.id),
        category: &row.category,
        reason: Some(Ended::Lifted.as_str()),
        before: Some(&row.kind),
        after: Some("ended"),
        is_revert: true,
        parent: parent.as_deref(),
        ..Line::default()
    };
    line::write(tx, Some(me), &entry, Some(audited), now).await?;
    notify::event::sanctioned(tx, &row.member_id, &format!("{}:lifted", row.id), now).await
}

/// The line of the log with which it began, while the log remembers.
async fn line_of(tx: &DatabaseTransaction, id: &str) -> DomainResult<Option<String>> {
    Ok(mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::Id)
        .filter(mod_log::Column::TargetType.eq("sanction"))
        .filter(mod_log::Column::TargetId.eq(id))
        .order_by_asc(mod_log::Column::At)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?)
}

/// Puts a shorter sanction in the place of one, with words of its own. She is told as of every sanction. Against somebody
/// of the team it waits for a second person, as any other that waits.
///
/// # Errors
/// Like [`lift`]; the refused field `ends`, also where there is no duration.
pub async fn shorten(
    services: &Services,
    actor: &Actor,
    id: &SanctionId,
    form: &Milder,
) -> DomainResult<SanctionId> {
    require(actor, Permission::Sanction, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (row, kind, target, me) = open(&tx, actor, id, now).await?;
    let (reason, message, mut errors) = words(form);
    let days = if can_be_shorter(kind) {
        shorter(kind, ends_at(&row, kind), form.ends.trim(), now)
    } else {
        Err(FieldCode::UnknownChoice)
    };
    let days = match days {
        Ok(days) if errors.is_empty() => days,
        other => {
            errors.extend(other.err().map(|code| FieldError::new("ends", code)));
            return Err(DomainError::fields(errors));
        }
    };
    let next = sanction::ActiveModel {
        id: Set(new_id()),
        member_id: Set(row.member_id.clone()),
        kind: Set(row.kind.clone()),
        rule: Set(row.rule.clone()),
        reason_internal: Set(reason.clone()),
        message: Set(message.clone()),
        post_id: Set(row.post_id.clone()),
        topic_id: Set(row.topic_id.clone()),
        alias: Set(row.alias),
        category: Set(row.category.clone()),
        decided_by: Set(Some(me.id.as_str().to_owned())),
        given_at: Set(now),
        days: Set(Some(days)),
        starts: Set(None),
        ends: Set(None),
        confirmed_by: Set(None),
        confirmed_at: Set(None),
        ended_at: Set(None),
        ended_why: Set(None),
        superseded_by: Set(None),
    };
    let next = next.insert(&tx).await?;
    let answer = id_of(&next);
    let waits = needs_second(target);
    let asked = Asked { row: &row, next: Some(next.id.clone()), reason, message, waits };
    asked.write(&tx, me, now).await?;
    if waits {
        propose(&tx, me, &next, now).await?;
    } else {
        put(&tx, me, (&row, next), Action::SanctionShorten, now).await?;
    }
    tx.commit().await?;
    Ok(answer)
}

/// From now on the shorter one holds, and never longer than the one whose place it takes.
async fn put(
    tx: &DatabaseTransaction,
    me: &Member,
    (old, next): (&sanction::Model, sanction::Model),
    audited: Action,
    now: i64,
) -> DomainResult<()> {
    let kind = Kind::parse(&next.kind).ok_or_else(|| {
        DomainError::caused(ErrorCode::Internal, format!("sanction {} is of no kind", next.id))
    })?;
    replace(tx, &old.id, &next.id, now).await?;
    let planned = Span::stored(kind, next.days).end(now);
    let ends = planned.into_iter().chain(old.ends).min();
    hold(tx, me, next, (kind, Event::SanctionShorten, ends), Some(audited), now).await
}

/// Words with which sanctions of hers were ended or made shorter, by the sanction.
pub(crate) async fn told<C: ConnectionTrait>(db: &C, member: &str) -> DomainResult<Vec<(String, String)>> {
    Ok(sanction_change::Entity::find()
        .select_only()
        .columns([sanction_change::Column::SanctionId, sanction_change::Column::Message])
        .filter(sanction_change::Column::MemberId.eq(member))
        .filter(sanction_change::Column::NextId.is_null())
        .filter(sanction_change::Column::State.eq(DONE))
        .into_tuple()
        .all(db)
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_is_shorter() {
        use FieldCode::{FewerDays, InThePast, MoreDays, Required};
        let now = 1_795_000_000_000; // some time on 2026-11-18 in Tunisia
        let day = |days: i64| crate::services::day_of(now + days * 86_400_000);
        let ends = Span::Days(10).end(now);
        assert_eq!(shorter(Kind::Silence, ends, &day(3), now), Ok(3));
        assert_eq!(shorter(Kind::ReviewAll, ends, &day(1), now), Ok(1), "less than it could be given for");
        assert!(matches!(shorter(Kind::Silence, ends, &day(10), now), Err(MoreDays(_))), "as long as it was");
        assert!(matches!(shorter(Kind::Silence, ends, &day(11), now), Err(MoreDays(_))));
        assert_eq!(shorter(Kind::Suspend, None, &day(400), now), Ok(400), "one for good gets an end");
        assert_eq!(shorter(Kind::Suspend, ends, &day(-1), now), Err(InThePast));
        assert_eq!(shorter(Kind::Suspend, ends, &day(0), now), Err(FewerDays(1)));
        assert_eq!(shorter(Kind::Suspend, ends, "", now), Err(Required));
    }
}
