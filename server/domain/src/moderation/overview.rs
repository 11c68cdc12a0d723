//! The desk's first page.

use entity::forum::post;
use sea_orm::{
    ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use crate::{
    Actor, DomainResult, Permission, Services,
    forum::{
        PostState,
        visibility::{literal, reviewed_posts},
    },
    permission::require,
    staff::audit::{self, Entry},
};

/// How much waits, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Texts that wait.
    pub waiting: u64,
    /// Whole days since the oldest of them was sent.
    pub oldest_days: Option<u64>,
}

#[derive(FromQueryResult)]
struct Row {
    waiting: i64,
    oldest: Option<i64>,
}

/// Whole days between two instants.
pub(super) fn days_between(from: i64, now: i64) -> u64 {
    u64::try_from((now - from) / 86_400_000).unwrap_or_default()
}

/// How much waits in her categories, and since when; for moderators.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn overview(services: &Services, actor: &Actor) -> DomainResult<Overview> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let overview = count(&tx, actor, now).await?;
    audit::record(&tx, Some(reader), Entry::of(audit::Action::DeskRead), now).await?;
    tx.commit().await?;
    Ok(overview)
}

pub(super) async fn count<C: ConnectionTrait>(db: &C, actor: &Actor, now: i64) -> DomainResult<Overview> {
    let row = post::Entity::find()
        .select_only()
        .column_as(Expr::cust("COUNT(*)"), "waiting")
        .column_as(Expr::col((post::Entity, post::Column::SubmittedAt)).min(), "oldest")
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Pending)))
        .filter(reviewed_posts(actor))
        .into_model::<Row>()
        .one(db)
        .await?;
    Ok(row.map_or(Overview { waiting: 0, oldest_days: None }, |row| Overview {
        waiting: u64::try_from(row.waiting).unwrap_or_default(),
        oldest_days: row.oldest.map(|at| days_between(at, now)),
    }))
}
