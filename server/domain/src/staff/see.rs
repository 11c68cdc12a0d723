//! Reading the desk's first page, the configuration and the audit log.

use contract::{FieldCode, ids::MemberId};
use entity::{identity::member, staff::audit_log};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{
    ROWS_PER_PAGE,
    audit::{self, Action, Entry},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, identity, moderation,
    permission::{permits, require, require_desk},
    services::day_of,
};

/// The desk's first page: how much waits, for whoever reads what waits.
///
/// # Errors
/// Like [`require_desk`].
pub async fn desk(services: &Services, actor: &Actor) -> DomainResult<Option<moderation::Overview>> {
    let reader = require_desk(actor)?;
    if permits(actor, Permission::ReviewQueue, None) {
        return moderation::overview(services, actor).await.map(Some);
    }
    let tx = services.db.begin().await?;
    audit::record(&tx, Some(reader), Entry::of(Action::DeskRead), services.now_ms()).await?;
    tx.commit().await?;
    Ok(None)
}

/// Whoever may see the configuration; the log says that she did.
///
/// # Errors
/// Like [`require`] of [`Permission::ConfigurationSee`].
pub async fn see_configuration(services: &Services, actor: &Actor) -> DomainResult<()> {
    let reader = require(actor, Permission::ConfigurationSee, None)?;
    let tx = services.db.begin().await?;
    audit::record(&tx, Some(reader), Entry::of(Action::ConfigurationRead), services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}

/// What of the log is shown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct AuditFilters {
    /// Only what this person did: her pseudonym, however it is written, or `system`.
    pub who: String,
    /// Only this action.
    pub action: Option<Action>,
    /// Only this ISO day (of Tunisia).
    pub day: Option<String>,
    /// Only what was done to this: an identifier.
    pub target: String,
    /// Only what stands behind this row.
    pub after: Option<String>,
}

impl AuditFilters {
    /// Reads the filters of an address; empty means all.
    ///
    /// # Errors
    /// [`FieldCode::UnknownChoice`] naming the filter that is none.
    pub fn parse(who: &str, action: &str, day: &str, target: &str, after: &str) -> DomainResult<Self> {
        let unknown = |field: &str| DomainError::field(field, FieldCode::UnknownChoice);
        let is_id = |text: &str| text.parse::<MemberId>().is_ok();
        let action = match action {
            "" => None,
            code => Some(Action::parse(code).ok_or_else(|| unknown("action"))?),
        };
        if !target.is_empty() && !is_id(target) {
            return Err(unknown("target"));
        }
        if !after.is_empty() && !is_id(after) {
            return Err(unknown("after"));
        }
        if !day.is_empty() && day_span(day).is_none() {
            return Err(unknown("day"));
        }
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(Self {
            who: who.trim().chars().take(80).collect(),
            action,
            day: some(day),
            target: target.to_owned(),
            after: some(after),
        })
    }

    /// Names and values as [`Self::parse`] reads them.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let action = self.action.map(|action| action.as_str().to_owned()).unwrap_or_default();
        [
            ("who", self.who.clone()),
            ("action", action),
            ("day", self.day.clone().unwrap_or_default()),
            ("target", self.target.clone()),
            ("after", self.after.clone().unwrap_or_default()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
    }
}

/// First and last millisecond of an ISO day in Tunisia (UTC+1 all the year).
fn day_span(day: &str) -> Option<(i64, i64)> {
    let date = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let start = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis() - 3_600_000;
    Some((start, start + 86_400_000 - 1))
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Identifier.
    pub id: String,
    /// ISO day.
    pub day: String,
    /// Time of that day, `14:05`.
    pub time: String,
    /// Who acted, under her present name; nothing for the machine and for an account that is gone.
    pub actor: Option<String>,
    /// Her role at that moment, or `system`.
    pub actor_role: String,
    /// What was done.
    pub action: Action,
    /// Kind of the target.
    pub target_kind: Option<String>,
    /// Identifier of the target.
    pub target_id: Option<String>,
    /// Present name of a target that is an account.
    pub target_name: Option<String>,
    /// Code of the reason.
    pub reason: Option<String>,
    /// Codes that say more.
    pub detail: Option<String>,
}

/// A page of the log, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditList {
    /// The page.
    pub rows: Vec<AuditLine>,
    /// The row behind which the next page begins.
    pub next: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    at: i64,
    actor_role: String,
    action: String,
    target_kind: Option<String>,
    target_id: Option<String>,
    reason: Option<String>,
    detail: Option<String>,
    pseudonym: Option<String>,
}

/// The log, newest first.
///
/// # Errors
/// Like [`require`] of [`Permission::AuditRead`]; `NotFound` for a place that is none.
pub async fn audit_log(
    services: &Services,
    actor: &Actor,
    filters: &AuditFilters,
) -> DomainResult<AuditList> {
    let reader = require(actor, Permission::AuditRead, None)?;
    let tx = services.db.begin().await?;
    let to_actor = audit_log::Entity::belongs_to(member::Entity)
        .from(audit_log::Column::ActorId)
        .to(member::Column::Id)
        .into();
    let mut query = audit_log::Entity::find()
        .select_only()
        .columns([
            audit_log::Column::Id,
            audit_log::Column::At,
            audit_log::Column::ActorRole,
            audit_log::Column::Action,
            audit_log::Column::TargetKind,
            audit_log::Column::TargetId,
            audit_log::Column::Reason,
            audit_log::Column::Detail,
        ])
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, to_actor);
    if filters.who == audit::SYSTEM {
        query = query.filter(audit_log::Column::ActorRole.eq(audit::SYSTEM));
    } else if !filters.who.is_empty() {
        query = query.filter(member::Column::Skeleton.eq(identity::search_key(&filters.who)));
    }
    if let Some(action) = filters.action {
        query = query.filter(audit_log::Column::Action.eq(action.as_str()));
    }
    if let Some((first, last)) = filters.day.as_deref().and_then(day_span) {
        query = query.filter(audit_log::Column::At.between(first, last));
    }
    if !filters.target.is_empty() {
        query = query.filter(audit_log::Column::TargetId.eq(&filters.target));
    }
    if let Some(after) = &filters.after {
        let at: i64 = audit_log::Entity::find_by_id(after.as_str())
            .select_only()
            .column(audit_log::Column::At)
            .into_tuple()
            .one(&tx)
            .await?
            .ok_or_else(DomainError::not_found)?;
        let place = Expr::tuple([
            Expr::col((audit_log::Entity, audit_log::Column::At)),
            Expr::col((audit_log::Entity, audit_log::Column::Id)),
        ]);
        query = query.filter(place.lt(Expr::tuple([Expr::value(at), Expr::value(after.as_str())])));
    }
    let mut rows = query
        .order_by_desc(audit_log::Column::At)
        .order_by_desc(audit_log::Column::Id)
        .limit(ROWS_PER_PAGE + 1)
        .into_model::<Row>()
        .all(&tx)
        .await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let targets: Vec<&str> = rows
        .iter()
        .filter(|row| row.target_kind.as_deref() == Some("member"))
        .filter_map(|row| row.target_id.as_deref())
        .collect();
    let names: std::collections::HashMap<String, String> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(targets))
        .into_tuple::<(String, String)>()
        .all(&tx)
        .await?
        .into_iter()
        .collect();
    audit::record(&tx, Some(reader), Entry::of(Action::AuditRead), services.now_ms()).await?;
    tx.commit().await?;
    let next = rows.last().filter(|_| more).map(|row| row.id.clone());
    let rows = rows.into_iter().filter_map(|row| line(row, &names)).collect();
    Ok(AuditList { rows, next })
}

fn line(row: Row, names: &std::collections::HashMap<String, String>) -> Option<AuditLine> {
    let local = chrono::DateTime::from_timestamp_millis(row.at + 3_600_000)?;
    Some(AuditLine {
        id: row.id,
        day: day_of(row.at),
        time: local.format("%H:%M").to_string(),
        actor: row.pseudonym,
        actor_role: row.actor_role,
        action: Action::parse(&row.action)?,
        target_name: row.target_id.as_ref().and_then(|id| names.get(id).cloned()),
        target_kind: row.target_kind,
        target_id: row.target_id,
        reason: row.reason,
        detail: row.detail,
    })
}
