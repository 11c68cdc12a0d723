//! The newest topics of the whole forum, for the home page.

use entity::forum::topic;
use sea_orm::{QueryOrder, QuerySelect};

use super::{TopicRow, list_topics};
use crate::{Actor, DomainResult, Services, mute::Lens};

/// A line of the list.
pub type LatestTopic = TopicRow;

/// The newest topics that everyone sees; one query.
pub async fn latest_topics(services: &Services, count: u64) -> DomainResult<Vec<LatestTopic>> {
    let rows = list_topics::select(&Actor::Guest)
        .order_by_desc(topic::Column::LastPublishedAt)
        .order_by_desc(topic::Column::Id)
        .limit(count)
        .into_model::<list_topics::Row>()
        .all(services.db.read())
        .await?;
    let now = services.now_ms();
    Ok(rows.into_iter().map(|row| row.view(&Lens::default(), now)).collect())
}
