//! Giving a text back, in its place, because an appeal was right.

use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::{Decision, hers::decision_of};
use crate::{
    DomainError, DomainResult, Member,
    forum::{PostState, counters, publish},
    moderation::line::{self, Line},
    search,
};
use contract::ErrorCode;

/// Gives a text back to everybody. Where it is in another state by now (she took it away herself), there is nothing to
/// give back. `parent` is the appeal's line of the log.
///
/// # Errors
/// [`ErrorCode::Conflict`] for an answer in a topic that is not public: it would stand nowhere.
pub(super) async fn give_back(
    tx: &DatabaseTransaction,
    me: &Member,
    decision: Decision,
    id: &str,
    parent: &str,
    now: i64,
) -> DomainResult<()> {
    let Some(found) = post::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    let Some(place) = topic::Entity::find_by_id(found.topic_id.as_str()).one(tx).await? else {
        return Ok(());
    };
    publish::lock(tx, &place.category, &place.id).await?;
    let Some(found) = post::Entity::find_by_id(id).lock_exclusive().one(tx).await? else { return Ok(()) };
    if decision_of(PostState::parse(&found.state)) != Some(decision) {
        return Ok(());
    }
    let is_public = PostState::parse(&place.state) == PostState::Published;
    if !found.is_opening && !is_public {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let before = found.state.clone();
    let done = if found.position.is_some() {
        show(tx, &found, &place, now).await?
    } else {
        first_time(tx, &found, &place, now).await?
    };
    if !done {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let (kind, target) =
        if found.is_opening { ("topic", found.topic_id.as_str()) } else { ("post", found.id.as_str()) };
    let entry = Line {
        action: "restore",
        target: (kind, target),
        category: &place.category,
        reason: Some("appeal"),
        before: Some(&before),
        after: Some(PostState::Published.as_str()),
        is_revert: true,
        parent: Some(parent),
        ..Line::default()
    };
    line::write(tx, Some(me), &entry, None, now).await?;
    Ok(())
}

/// A text that was public before keeps its number.
async fn show(
    tx: &DatabaseTransaction,
    found: &post::Model,
    place: &topic::Model,
    now: i64,
) -> DomainResult<bool> {
    let done = post::Entity::update_many()
        .col_expr(post::Column::State, Expr::value(PostState::Published.as_str()))
        .col_expr(post::Column::Version, Expr::value(found.version + 1))
        .col_expr(post::Column::ReasonCode, Expr::value(Option::<String>::None))
        .col_expr(post::Column::Note, Expr::value(Option::<String>::None))
        .col_expr(post::Column::DecidedAt, Expr::value(now))
        .filter(post::Column::Id.eq(found.id.as_str()))
        .filter(post::Column::Version.eq(found.version))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    if found.is_opening {
        topic::Entity::update_many()
            .col_expr(topic::Column::State, Expr::value(PostState::Published.as_str()))
            .filter(topic::Column::Id.eq(place.id.as_str()))
            .exec(tx)
            .await?;
    }
    counters::recount_topic(tx, &place.id).await?;
    counters::recount_category(tx, &place.category).await?;
    search::index_topic(tx, &place.id).await?;
    Ok(true)
}

/// A text that never was public is published as if it had waited until now.
async fn first_time(
    tx: &DatabaseTransaction,
    found: &post::Model,
    place: &topic::Model,
    now: i64,
) -> DomainResult<bool> {
    post::Entity::update_many()
        .col_expr(post::Column::State, Expr::value(PostState::Pending.as_str()))
        .col_expr(post::Column::ReasonCode, Expr::value(Option::<String>::None))
        .col_expr(post::Column::Note, Expr::value(Option::<String>::None))
        .filter(post::Column::Id.eq(found.id.as_str()))
        .filter(post::Column::Version.eq(found.version))
        .exec(tx)
        .await?;
    Ok(publish::publish(tx, found, &place.category, now).await?.is_some())
}
