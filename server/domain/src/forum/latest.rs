//! The newest topics of the whole forum, for the home page. What the team says in each category is no news.

use entity::forum::topic;
use sea_orm::{ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{TopicRow, list_topics};
use crate::{Actor, DomainResult, Services, mute::Lens, notify::Place};

/// A line of the list.
pub type LatestTopic = TopicRow;

/// The newest topics that somebody asked and everyone sees; one query, also for a member, for whom some stand
/// folded.
pub async fn latest_topics(services: &Services, actor: &Actor, count: u64) -> DomainResult<Vec<LatestTopic>> {
    let db = services.db.read();
    let rows = list_topics::select(&Actor::Guest)
        .filter(list_topics::asked_by_somebody())
        .expr_as(Lens::column(services.db.backend(), actor, &Place::Team), "lens")
        .order_by_desc(topic::Column::LastPublishedAt)
        .order_by_desc(topic::Column::Id)
        .limit(count)
        .into_query();
    let rows = db.query_all(&rows).await?;
    let lens: Option<String> = rows.first().map(|row| row.try_get("", "lens")).transpose()?.flatten();
    let lens = Lens::of_column(actor, lens.as_deref())?;
    let rows =
        rows.iter().map(|row| list_topics::Row::from_query_result(row, "")).collect::<Result<Vec<_>, _>>()?;
    let now = services.now_ms();
    Ok(rows.into_iter().map(|row| row.view(&lens, now)).collect())
}
