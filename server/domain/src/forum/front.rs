//! What stands first on the forum's front page: topics that the team put there, for a while.

use entity::forum::topic;
use sea_orm::{
    ColumnTrait, ConnectionTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::{TopicRow, list_topics};
use crate::{Actor, DomainResult, Services, mute::Lens, notify::Place};

/// Most topics that stand there.
const MOST: u64 = 5;

/// The topics that stand first on the forum's front page, for whoever reads their categories; one query. What she does
/// not want to read is not put before her.
///
/// # Errors
/// When the database does not answer.
pub async fn front_topics(services: &Services, actor: &Actor) -> DomainResult<Vec<TopicRow>> {
    let db = services.db.read();
    let now = services.now_ms();
    let rows = list_topics::select(actor)
        .filter(topic::Column::FrontUntil.gt(now))
        .expr_as(Lens::column(services.db.backend(), actor, &Place::Team), "lens")
        // Not the bare column: the few are found by the index of what stands there, not in the order of all.
        .order_by(topic::Column::LastPublishedAt.into_simple_expr().add(0), Order::Desc)
        .order_by_desc(topic::Column::Id)
        .limit(MOST)
        .into_query();
    let rows = db.query_all(&rows).await?;
    let lens: Option<String> = rows.first().map(|row| row.try_get("", "lens")).transpose()?.flatten();
    let lens = Lens::of_column(actor, lens.as_deref())?;
    let rows =
        rows.iter().map(|row| list_topics::Row::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;
    let rows = rows.into_iter().map(|row| row.view(&lens, now));
    Ok(rows.filter(|row| row.quiet.is_none()).collect())
}
