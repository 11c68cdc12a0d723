//! The steps by which the team hides a published text and gives it back, inside the caller's transaction. The
//! caller holds the lock of [`crate::forum::publish`] and writes who did it, where somebody did. What becomes of the
//! topic, the counters and the search index follows from the mark.

use entity::forum::{post, topic};
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::{
    Reason,
    item::{self, ItemKind},
};
use crate::{
    DomainError, DomainResult,
    forum::{
        PostState, edit,
        taken::{self, Mark, Marks},
    },
};

async fn topic_of(tx: &DatabaseTransaction, post: &post::Model) -> DomainResult<topic::Model> {
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(tx).await?;
    topic.ok_or_else(DomainError::not_found)
}

/// Hides a published text while it is looked at. Answers whether it was published still.
pub(crate) async fn hold(tx: &DatabaseTransaction, post: &post::Model, now: i64) -> DomainResult<bool> {
    if PostState::parse(&post.state) != PostState::Published {
        return Ok(false);
    }
    let topic = topic_of(tx, post).await?;
    taken::mark(tx, (post, &topic), (Mark::Held, true), now).await?;
    Ok(true)
}

/// Takes a published or held text away, with a reason. Answers whether it was there still. Nobody looks at it any
/// more then: given back by an appeal, it can be read; where somebody may be in danger, it stays held all the same.
pub(crate) async fn remove(
    tx: &DatabaseTransaction,
    post: &post::Model,
    (reason, note): (Reason, Option<&str>),
    now: i64,
) -> DomainResult<bool> {
    if !matches!(PostState::parse(&post.state), PostState::Published | PostState::Held) {
        return Ok(false);
    }
    let topic = topic_of(tx, post).await?;
    edit::drop_waiting(tx, post, "removed", now).await?;
    item::close(tx, ItemKind::Check, &post.id, "removed", now).await?;
    taken::set_why(tx, &post.id, Some((reason, note))).await?;
    let removed = taken::mark(tx, (post, &topic), (Mark::Removed, true), now).await?;
    if Marks::of(&removed).held && !item::is_in_danger(tx, &post.id).await? {
        let topic = topic_of(tx, post).await?;
        taken::mark(tx, (&removed, &topic), (Mark::Held, false), now).await?;
    }
    Ok(true)
}

/// Gives a held text back to everybody, in its place. Not where somebody may be in danger: that is for the few who look
/// after her, in her case (see [`release_in_case`]).
pub(crate) async fn release(tx: &DatabaseTransaction, post: &post::Model, now: i64) -> DomainResult<bool> {
    if item::is_in_danger(tx, &post.id).await? {
        return Ok(false);
    }
    release_in_case(tx, post, now).await
}

/// The same from the case of somebody in danger. A text that was never published is not published by it.
pub(crate) async fn release_in_case(
    tx: &DatabaseTransaction,
    post: &post::Model,
    now: i64,
) -> DomainResult<bool> {
    if PostState::parse(&post.state) != PostState::Held || post.position.is_none() {
        return Ok(false);
    }
    let topic = topic_of(tx, post).await?;
    taken::mark(tx, (post, &topic), (Mark::Held, false), now).await?;
    Ok(true)
}

/// Takes a text away for its author. Where others answered below it, the discussion stays without her question.
pub(crate) async fn withdraw(
    tx: &DatabaseTransaction,
    (post, topic): (&post::Model, &topic::Model),
    now: i64,
) -> DomainResult<bool> {
    taken::withdraw_in(tx, post, topic, now).await
}
