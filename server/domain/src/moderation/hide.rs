//! The steps by which the team hides a published text and gives it back, inside the caller's transaction. The
//! caller holds [`publish::lock`] and writes who did it, where somebody did.

use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::Reason;
use crate::{
    DomainResult,
    forum::{PostState, counters},
    search,
};

/// Moves a post from the state and version in which the caller read it. Its number in the topic stays.
async fn change<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    next: PostState,
    because: Option<(Reason, Option<&str>)>,
    now: i64,
) -> DomainResult<bool> {
    let mut update = post::Entity::update_many()
        .col_expr(post::Column::State, Expr::value(next.as_str()))
        .col_expr(post::Column::Version, Expr::value(post.version + 1))
        .filter(post::Column::Id.eq(post.id.as_str()))
        .filter(post::Column::Version.eq(post.version))
        .filter(post::Column::State.eq(post.state.as_str()));
    if let Some((reason, note)) = because {
        update = update
            .col_expr(post::Column::ReasonCode, Expr::value(reason.as_str()))
            .col_expr(post::Column::Note, Expr::value(note))
            .col_expr(post::Column::DecidedAt, Expr::value(now));
    }
    if !PostState::parse(&post.state).may_become(next) || update.exec(tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    if post.is_opening {
        topic::Entity::update_many()
            .col_expr(topic::Column::State, Expr::value(next.as_str()))
            .filter(topic::Column::Id.eq(post.topic_id.as_str()))
            .exec(tx)
            .await?;
    }
    Ok(true)
}

/// Counters and the search index, as a guest sees them now.
async fn tidy<C: ConnectionTrait>(tx: &C, post: &post::Model, category: &str) -> DomainResult<()> {
    counters::recount_topic(tx, &post.topic_id).await?;
    counters::recount_category(tx, category).await?;
    search::index_topic(tx, &post.topic_id).await
}

/// Hides a published text while it is looked at. Answers whether it was published still.
pub(crate) async fn hold<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    category: &str,
    now: i64,
) -> DomainResult<bool> {
    let done = change(tx, post, PostState::Held, None, now).await?;
    if done {
        tidy(tx, post, category).await?;
    }
    Ok(done)
}

/// Takes a published or held text away, with a reason. Answers whether it was there still.
pub(crate) async fn remove<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    category: &str,
    because: (Reason, Option<&str>),
    now: i64,
) -> DomainResult<bool> {
    let done = change(tx, post, PostState::Removed, Some(because), now).await?;
    if done {
        tidy(tx, post, category).await?;
    }
    Ok(done)
}

/// Gives a held text back to everybody, in its place. One that was never published is not published by it.
pub(crate) async fn release<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    category: &str,
    now: i64,
) -> DomainResult<bool> {
    let is_held = PostState::parse(&post.state) == PostState::Held && post.position.is_some();
    let done = is_held && change(tx, post, PostState::Published, None, now).await?;
    if done {
        tidy(tx, post, category).await?;
    }
    Ok(done)
}

/// Takes a text away for its author. Where others answered below it, the discussion stays without her question.
pub(crate) async fn withdraw<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    category: &str,
    now: i64,
) -> DomainResult<bool> {
    if !change(tx, post, PostState::Withdrawn, None, now).await? {
        return Ok(false);
    }
    if post.is_opening {
        counters::recount_topic(tx, &post.topic_id).await?;
        topic::Entity::update_many()
            .col_expr(topic::Column::State, Expr::value(PostState::Published.as_str()))
            .col_expr(topic::Column::Title, Expr::value(""))
            .filter(topic::Column::Id.eq(post.topic_id.as_str()))
            .filter(topic::Column::PublishedPosts.gt(0))
            .exec(tx)
            .await?;
    }
    tidy(tx, post, category).await?;
    Ok(true)
}
