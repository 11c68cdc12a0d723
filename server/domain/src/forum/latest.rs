//! The newest topics of the whole forum, for the home page.

use entity::forum::topic;
use sea_orm::{QueryOrder, QuerySelect};

use super::{TopicRow, list_topics};
use crate::{Actor, DomainResult, Services, mute::Lens, notify::Place};

/// A line of the list.
pub type LatestTopic = TopicRow;

/// The newest topics that everyone sees; one query, and for a member one more for what stands folded for her.
pub async fn latest_topics(services: &Services, actor: &Actor, count: u64) -> DomainResult<Vec<LatestTopic>> {
    let rows = list_topics::select(&Actor::Guest)
        .order_by_desc(topic::Column::LastPublishedAt)
        .order_by_desc(topic::Column::Id)
        .limit(count)
        .into_model::<list_topics::Row>()
        .all(services.db.read())
        .await?;
    let (lens, _) = Lens::load(services.db.read(), actor, &Place::Team, None).await?;
    let now = services.now_ms();
    Ok(rows.into_iter().map(|row| row.view(&lens, now)).collect())
}
