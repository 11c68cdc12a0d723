//! Whether something came while somebody reads: one row for all who wait, and her own count when it changed.

use contract::ids::TopicId;
use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::visibility::{visible_posts, visible_topics};
use crate::{Actor, DomainError, DomainResult, Services};

/// What changes when something is published in a topic, or taken away: the last number and how many there are.
/// Nothing when there is no such topic. One row, found by its key; tells nobody anything by itself.
pub async fn pulse(services: &Services, id: &TopicId) -> DomainResult<Option<(i64, i64)>> {
    Ok(topic::Entity::find_by_id(id.as_str())
        .select_only()
        .columns([topic::Column::LastPosition, topic::Column::PublishedPosts])
        .into_tuple()
        .one(services.db.read())
        .await?)
}

/// How many texts of others came after a number, that this person sees.
///
/// # Errors
/// `NotFound` for a topic that is not there or that she may not know of (any more).
pub async fn news_since(services: &Services, actor: &Actor, id: &TopicId, after: i64) -> DomainResult<u64> {
    let db = services.db.read();
    let seen = topic::Entity::find_by_id(id.as_str())
        .select_only()
        .column(topic::Column::Id)
        .filter(visible_topics(actor))
        .into_tuple::<String>()
        .one(db)
        .await?;
    if seen.is_none() {
        return Err(DomainError::not_found());
    }
    let mut others = Condition::any().add(post::Column::AuthorId.is_null());
    others = match actor.member_id() {
        Some(member) => others.add(post::Column::AuthorId.ne(member.as_str())),
        None => others.add(post::Column::AuthorId.is_not_null()),
    };
    Ok(post::Entity::find()
        .filter(post::Column::TopicId.eq(id.as_str()))
        .filter(visible_posts(&Actor::Guest))
        .filter(post::Column::Position.gt(after))
        .filter(others)
        .count(db)
        .await?)
}
