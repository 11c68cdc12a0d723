//! Where a topic went that was joined to another, and where a text stands that had a number in a topic.

use contract::ids::{PostId, TopicId};
use entity::forum::{position_redirect, post, topic, topic_redirect};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Actor, DomainError, DomainResult, Services,
    forum::{Place, permalink::find_post, visibility::standing_topics},
};

/// How often a topic may have been joined to one that was joined to another.
const HOPS: usize = 8;

/// The topic that is read in the place of one that is no more; nothing where there is none that this person can open.
///
/// # Errors
/// When the database does not answer.
pub async fn moved_to(services: &Services, actor: &Actor, id: &TopicId) -> DomainResult<Option<TopicId>> {
    let db = services.db.read();
    let mut here: Option<String> = None;
    for _ in 0..HOPS {
        let at = here.as_deref().unwrap_or(id.as_str());
        let Some(row) = topic_redirect::Entity::find_by_id(at).one(db).await? else { break };
        here = Some(row.to_id);
    }
    let Some(here) = here else { return Ok(None) };
    let seen = topic::Entity::find_by_id(here)
        .select_only()
        .column(topic::Column::Id)
        .filter(standing_topics(actor))
        .into_tuple::<String>()
        .one(db)
        .await?;
    Ok(seen.map(TopicId::trusted))
}

/// Where the text stands today that has a number in a topic, or had it.
///
/// # Errors
/// As the permanent address of that text; `NotFound` where there is none.
pub async fn numbered(services: &Services, actor: &Actor, id: &TopicId, n: i64) -> DomainResult<Place> {
    let db = services.db.read();
    let here = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::TopicId.eq(id.as_str()))
        .filter(post::Column::Position.eq(n))
        .into_tuple::<String>()
        .one(db)
        .await?;
    let post = match here {
        Some(post) => post,
        None => {
            let led = position_redirect::Entity::find_by_id((id.as_str().to_owned(), n)).one(db).await?;
            led.ok_or_else(DomainError::not_found)?.post_id
        }
    };
    find_post(services, actor, &PostId::trusted(post)).await
}
