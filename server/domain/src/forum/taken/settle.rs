//! A topic follows its opening post and the replies below it.

use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use crate::{
    Actor, DomainResult,
    forum::{PostState, counters, visibility::visible_posts},
    search,
};

fn is_taken(state: PostState) -> bool {
    matches!(state, PostState::Held | PostState::Removed | PostState::Withdrawn)
}

/// Whether anybody but the author and the team reads something there.
pub(crate) async fn has_visible_posts<C: ConnectionTrait>(tx: &C, topic: &str) -> DomainResult<bool> {
    let count = post::Entity::find()
        .filter(post::Column::TopicId.eq(topic))
        .filter(visible_posts(&Actor::Guest))
        .count(tx)
        .await?;
    Ok(count > 0)
}

/// The state and titles of a topic whose author is there, as its opening post stands now; nothing when that
/// vanished or is erased: then [`crate::forum::leave`] knows.
async fn of_opening<C: ConnectionTrait>(
    tx: &C,
    topic: &topic::Model,
) -> DomainResult<Option<(PostState, String, Option<String>)>> {
    let opening = post::Entity::find_by_id(topic.opening_post_id.as_str()).one(tx).await?;
    let Some(opening) = opening.filter(|_| topic.hidden_state.is_none()) else { return Ok(None) };
    let state = PostState::parse(&opening.state);
    let title = topic.kept_title.clone().unwrap_or_else(|| topic.title.clone());
    Ok(match state {
        PostState::Vanished | PostState::Purged => None,
        // Nobody else ever saw it.
        _ if opening.position.is_none() => Some((state, title, None)),
        state if is_taken(state) => {
            let shown = if has_visible_posts(tx, &topic.id).await? { PostState::Published } else { state };
            Some((shown, String::new(), Some(title)))
        }
        state => Some((state, title, None)),
    })
}

/// The state and title of a topic whose opening post is taken away, when replies of others come or go. Answers
/// whether it is one.
pub(crate) async fn settle_without_title<C: ConnectionTrait>(
    tx: &C,
    topic: &topic::Model,
) -> DomainResult<bool> {
    if topic.kept_title.is_some() { follow(tx, topic).await } else { Ok(false) }
}

async fn follow<C: ConnectionTrait>(tx: &C, topic: &topic::Model) -> DomainResult<bool> {
    let Some((state, title, kept)) = of_opening(tx, topic).await? else { return Ok(false) };
    topic::Entity::update_many()
        .col_expr(topic::Column::State, Expr::value(state.as_str()))
        .col_expr(topic::Column::Title, Expr::value(title))
        .col_expr(topic::Column::KeptTitle, Expr::value(kept))
        .filter(topic::Column::Id.eq(topic.id.as_str()))
        .exec(tx)
        .await?;
    Ok(true)
}

/// Brings a topic, its counters and its entry in the search index in line with its posts.
pub(crate) async fn settle<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<()> {
    let Some(topic) = topic::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    if !follow(tx, &topic).await? {
        crate::forum::leave::settle(tx, id).await?;
    }
    counters::recount_topic(tx, id).await?;
    counters::recount_category(tx, &topic.category).await?;
    search::index_topic(tx, id).await?;
    Ok(())
}

/// Puts another title in the place of a topic's, wherever that is kept at the moment.
pub(crate) async fn put_title<C: ConnectionTrait>(
    tx: &C,
    topic: &topic::Model,
    title: &str,
) -> DomainResult<()> {
    let column = if topic.kept_title.is_some() { topic::Column::KeptTitle } else { topic::Column::Title };
    topic::Entity::update_many()
        .col_expr(column, Expr::value(title))
        .filter(topic::Column::Id.eq(topic.id.as_str()))
        .exec(tx)
        .await?;
    if title != topic.title {
        // What its author took out of it does not come back by a change of the team that is taken back.
        crate::forum::undo_change::forget_titles(tx, &topic.id).await?;
    }
    Ok(())
}
