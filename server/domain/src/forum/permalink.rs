//! Where a post stands today: behind its permanent address.

use contract::{
    ErrorCode,
    ids::{PostId, TopicId},
};
use entity::forum::{post, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::{
    PostState, read_topic,
    relations::post_to_topic,
    visibility::{in_audience, standing_in_forum},
};
use crate::{Actor, DomainError, DomainResult, Services};

/// Where a post stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its topic.
    pub topic: TopicId,
    /// The page of the topic, from 1.
    pub page: u64,
    /// The post.
    pub post: PostId,
}

#[derive(FromQueryResult)]
struct Row {
    topic_id: String,
    position: Option<i64>,
}

/// Finds a post by its identifier alone. What is not published yet stands on the first page, for whom it is there.
///
/// # Errors
/// `NotFound` when it is not there or this person may not know of it; `Gone` when it was published where she
/// reads, and is erased.
pub async fn find_post(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Place> {
    let db = services.db.read();
    let found = post::Entity::find_by_id(id.as_str())
        .select_only()
        .columns([post::Column::TopicId, post::Column::Position])
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(standing_in_forum(actor))
        .into_model::<Row>()
        .one(db)
        .await?;
    if let Some(row) = found {
        return Ok(Place {
            topic: TopicId::trusted(row.topic_id),
            page: row.position.map_or(1, read_topic::last_page),
            post: id.clone(),
        });
    }
    // A tombstone is told to whom the text was open; see [`topic_is_erased`].
    let rooms =
        topic::Entity::find().select_only().column(topic::Column::Id).filter(in_audience(actor)).into_query();
    let erased = post::Entity::find_by_id(id.as_str())
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::State.eq(PostState::Purged.as_str()))
        .filter(post::Column::PublishedAt.is_not_null())
        .filter(post::Column::TopicId.in_subquery(rooms))
        .into_tuple::<String>()
        .one(db)
        .await?;
    let code = if erased.is_some() { ErrorCode::Gone } else { ErrorCode::NotFound };
    Err(DomainError::new(code))
}

/// Whether a topic stood where this person reads, and is erased: nothing of it is left, but its address says so.
pub(super) async fn topic_is_erased<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: &TopicId,
) -> DomainResult<bool> {
    let found = topic::Entity::find_by_id(id.as_str())
        .select_only()
        .column(topic::Column::Id)
        .filter(topic::Column::State.eq(PostState::Purged.as_str()))
        .filter(topic::Column::LastPublishedAt.is_not_null())
        .filter(in_audience(actor))
        .into_tuple::<String>()
        .one(db)
        .await?;
    Ok(found.is_some())
}
