//! The steps by which a waiting post becomes public, inside the caller's transaction.

use entity::forum::{category, post, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter,
    QuerySelect, sea_query::Expr,
};

use super::{PostState, counters, visibility::literal};
use crate::{DomainError, DomainResult, notify, search};

/// Locks category and topic, always in this order, so that positions and counts are given one after the other.
/// (SQLite has one writer and needs no lock.)
pub(crate) async fn lock(tx: &DatabaseTransaction, category_slug: &str, topic_id: &str) -> DomainResult<()> {
    category::Entity::find_by_id(category_slug)
        .select_only()
        .column(category::Column::Slug)
        .lock_exclusive()
        .into_tuple::<String>()
        .one(tx)
        .await?;
    topic::Entity::find_by_id(topic_id)
        .select_only()
        .column(topic::Column::Id)
        .lock_exclusive()
        .into_tuple::<String>()
        .one(tx)
        .await?;
    Ok(())
}

/// Publishes a post that waits in the version the caller saw, counts anew and brings the search index in line.
/// Its number within the topic is the next one: the order is that of publication. Answers the number, or
/// nothing when somebody decided first; the caller then rolls back.
///
/// The caller holds [`lock`].
pub(crate) async fn publish<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    category_slug: &str,
    now: i64,
) -> DomainResult<Option<i64>> {
    let topic = topic::Entity::find_by_id(post.topic_id.as_str())
        .one(tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let position = topic.last_position + 1;
    let done = post::Entity::update_many()
        .col_expr(post::Column::State, Expr::value(PostState::Published.as_str()))
        .col_expr(post::Column::Position, Expr::value(position))
        .col_expr(post::Column::Version, Expr::value(post.version + 1))
        .col_expr(post::Column::DecidedAt, Expr::value(now))
        .col_expr(post::Column::PublishedAt, Expr::value(now))
        .filter(waiting(post))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(None);
    }
    let mut update = topic::Entity::update_many()
        .col_expr(topic::Column::LastPosition, Expr::value(position))
        .col_expr(topic::Column::LastPublishedAt, Expr::value(now))
        .filter(topic::Column::Id.eq(topic.id.as_str()));
    if post.is_opening {
        update = update.col_expr(topic::Column::State, Expr::value(PostState::Published.as_str()));
    }
    update.exec(tx).await?;
    counters::recount_topic(tx, &topic.id).await?;
    counters::recount_category(tx, category_slug).await?;
    search::index_topic(tx, &topic.id).await?;
    if let Some(author) = &post.author_id {
        notify::by_default(tx, author, &topic.id, category_slug).await?;
    }
    notify::event::published(tx, &post.id, now).await?;
    Ok(Some(position))
}

/// The guard of every decision: this post, in this version, still waiting.
pub(crate) fn waiting(post: &post::Model) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(post::Column::Id.eq(post.id.as_str()))
        .add(post::Column::Version.eq(post.version))
        .add(post::Column::State.into_simple_expr().eq(literal(PostState::Pending)))
}
