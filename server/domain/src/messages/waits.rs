//! Conversations in which the last word is hers. Somebody is woken for what is about her safety; of the rest the team is
//! reminded when it waits too long.

use std::collections::BTreeMap;

use contract::ids::{CaseId, MemberId};
use entity::{identity::member, messages::private_case, staff::audit_log};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};

use super::{Kind, OPEN};
use crate::{
    DomainResult, Permission, Services,
    duty::{self, Talk},
    identity,
    staff::audit::Action,
};

/// Conversations in one go.
const MOST: u64 = 200;

/// Tells the few that somebody who wrote to the team may not be safe: nothing says who, or what.
pub(super) async fn alert<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    about: (&CaseId, Kind, Option<&str>),
    writer: &MemberId,
    now: i64,
) -> DomainResult<()> {
    alert_but(services, tx, about, (writer, &[]), now).await
}

/// The same, but for those who do not read it because they took part in what it is about.
pub(super) async fn alert_but<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    (id, kind, category): (&CaseId, Kind, Option<&str>),
    (writer, apart): (&MemberId, &[String]),
    now: i64,
) -> DomainResult<()> {
    // Whatever she chose, those are woken who look after somebody in danger; of what is reported about the team, those
    // who read it.
    let verb = kind.needs().unwrap_or(Permission::SafetyCase);
    let talk = Talk { verb: Some(verb), category, writer: writer.as_str(), apart };
    duty::alert_messages(services, tx, &talk, &format!("message:{id}:{now}"), now).await
}

/// It waits on the team: since now, unless it did before.
pub(super) fn again(change: &mut private_case::ActiveModel, waited: bool, now: i64) {
    change.waits = Set(true);
    if !waited {
        change.waits_since = Set(now);
        change.reminded_at = Set(None);
    }
}

/// Who answered in these conversations, by conversation.
async fn answered_in<C: ConnectionTrait>(
    db: &C,
    cases: &[&str],
) -> DomainResult<BTreeMap<String, Vec<String>>> {
    if cases.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(String, String)> = audit_log::Entity::find()
        .select_only()
        .columns([audit_log::Column::TargetId, audit_log::Column::ActorId])
        .filter(audit_log::Column::Action.eq(Action::MessageAnswer.as_str()))
        .filter(audit_log::Column::TargetId.is_in(cases.iter().copied()))
        .filter(audit_log::Column::ActorId.is_not_null())
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (case, actor) in rows {
        out.entry(case).or_default().push(actor);
    }
    Ok(out)
}

/// Who answered in the conversation from which a reported message is.
pub(super) async fn answered_before<C: ConnectionTrait>(
    db: &C,
    about_case: Option<&str>,
) -> DomainResult<Vec<String>> {
    let Some(case) = about_case else { return Ok(Vec::new()) };
    Ok(answered_in(db, &[case]).await?.remove(case).unwrap_or_default())
}

/// A conversation that waits on the team.
pub(crate) struct Waits {
    /// Identifier.
    pub id: String,
    /// UTC milliseconds since when.
    pub since: i64,
    /// UTC milliseconds of when the team was reminded of it.
    pub reminded_at: Option<i64>,
    kind: Kind,
    writer: String,
    category: Option<String>,
    apart: Vec<String>,
}

impl Waits {
    /// The same, as who may answer is asked.
    pub(crate) fn talk(&self) -> Talk<'_> {
        Talk {
            verb: self.kind.needs(),
            category: self.category.as_deref(),
            writer: &self.writer,
            apart: &self.apart,
        }
    }
}

/// Conversations that wait since before an instant, and of which nobody was reminded, or not since another one: those of
/// which nobody was first, among them what is about somebody's safety, then the oldest.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn waiting<C: ConnectionTrait>(
    db: &C,
    before: i64,
    since: Option<i64>,
) -> DomainResult<Vec<Waits>> {
    let there = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(identity::is_there())
        .into_query();
    let due = Condition::any()
        .add(private_case::Column::RemindedAt.is_null())
        .add_option(since.map(|since| private_case::Column::RemindedAt.lt(since)));
    let rows = private_case::Entity::find()
        .filter(private_case::Column::State.eq(OPEN))
        .filter(private_case::Column::Waits.eq(true))
        .filter(private_case::Column::WaitsSince.lt(before))
        .filter(private_case::Column::Kind.is_in(Kind::READ.map(Kind::as_str)))
        .filter(private_case::Column::MemberId.in_subquery(there))
        .filter(due)
        .order_by_asc(private_case::Column::RemindedAt.is_not_null())
        .order_by_asc(private_case::Column::Kind.ne(Kind::Safety.as_str()))
        .order_by_asc(private_case::Column::WaitsSince)
        .limit(MOST)
        .all(db)
        .await?;
    let about: Vec<&str> = rows.iter().filter_map(|row| row.about_case.as_deref()).collect();
    let answered = answered_in(db, &about).await?;
    let apart = |case: &String| answered.get(case).cloned().unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| Waits {
            kind: Kind::parse(&row.kind),
            apart: row.about_case.as_ref().map(apart).unwrap_or_default(),
            id: row.id,
            since: row.waits_since,
            reminded_at: row.reminded_at,
            writer: row.member_id,
            category: row.category,
        })
        .collect())
}

/// Notes that the team is reminded of a conversation now. Answers whether no other server was faster.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn note_reminded<C: ConnectionTrait>(tx: &C, one: &Waits, now: i64) -> DomainResult<bool> {
    let as_seen = match one.reminded_at {
        Some(before) => private_case::Column::RemindedAt.eq(before),
        None => private_case::Column::RemindedAt.is_null(),
    };
    let done = private_case::Entity::update_many()
        .col_expr(private_case::Column::RemindedAt, Expr::value(now))
        .filter(private_case::Column::Id.eq(one.id.as_str()))
        .filter(private_case::Column::Waits.eq(true))
        .filter(as_seen)
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}
