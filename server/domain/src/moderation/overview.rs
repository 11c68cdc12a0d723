//! The desk's first page.

use entity::forum::{desk_member, review_item};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::{item::is_open, sight::in_sight};
use crate::{
    Actor, DomainResult, Member, Permission, Services,
    permission::require,
    staff::audit::{self, Entry},
};

/// How much waits, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Things that wait.
    pub waiting: u64,
    /// Whole days since the oldest of them was sent.
    pub oldest_days: Option<u64>,
}

#[derive(FromQueryResult)]
struct Row {
    waiting: i64,
    oldest: Option<i64>,
    folded: Option<bool>,
}

/// Whole days between two instants.
pub(super) fn days_between(from: i64, now: i64) -> u64 {
    u64::try_from((now - from) / 86_400_000).unwrap_or_default()
}

/// How much waits that she may see, and since when; for moderators.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn overview(services: &Services, actor: &Actor) -> DomainResult<Overview> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (overview, _) = count(&tx, actor, reader, now).await?;
    audit::record(&tx, Some(reader), Entry::of(audit::Action::DeskRead), now).await?;
    tx.commit().await?;
    Ok(overview)
}

/// How much waits that she may see, for a number that is looked at again and again: no row in the log.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn waiting(services: &Services, actor: &Actor) -> DomainResult<u64> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let (overview, _) = count(services.db.read(), actor, reader, services.now_ms()).await?;
    Ok(overview.waiting)
}

/// How much waits, and whether she wants texts folded.
pub(super) async fn count<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    reader: &Member,
    now: i64,
) -> DomainResult<(Overview, bool)> {
    let folded = desk_member::Entity::find_by_id(reader.id.as_str())
        .select_only()
        .column(desk_member::Column::Folded)
        .into_query();
    let row = review_item::Entity::find()
        .select_only()
        .column_as(Expr::cust("COUNT(*)"), "waiting")
        .column_as(review_item::Column::OpenedAt.min(), "oldest")
        .expr_as(SimpleExpr::SubQuery(None, Box::new(folded.into())), "folded")
        .filter(is_open())
        .filter(in_sight(actor))
        .into_model::<Row>()
        .one(db)
        .await?;
    let Some(row) = row else { return Ok((Overview { waiting: 0, oldest_days: None }, false)) };
    let overview = Overview {
        waiting: u64::try_from(row.waiting).unwrap_or_default(),
        oldest_days: row.oldest.map(|at| days_between(at, now)),
    };
    Ok((overview, row.folded.unwrap_or_default()))
}
