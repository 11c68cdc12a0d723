//! A member takes a text of hers away, and takes that back.

use contract::{ErrorCode, ids::PostId, limits::BODY_MIN};
use entity::forum::{post, topic};
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::{Mark, base_of, mark};
use crate::{
    Actor, DomainError, DomainResult, Services,
    forum::{
        PostState,
        edit::{self, place_of as place},
        permalink::Place,
        publish, submit,
    },
    moderation::{
        item::{self, ItemKind, NewItem},
        log::{self, Action, Entry},
    },
};

/// For how long she can take it back herself.
pub const UNDO_MS: i64 = 10 * 60_000;

/// Whether a text can still be given back by its author alone.
pub fn may_undo(withdrawn_at: Option<i64>, now: i64) -> bool {
    withdrawn_at.is_some_and(|at| now - at <= UNDO_MS)
}

/// A text of hers and its topic, as they are now.
async fn own(
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: &PostId,
) -> DomainResult<(post::Model, topic::Model)> {
    let member = actor.require_member()?;
    let post = post::Entity::find_by_id(id.as_str()).one(tx).await?.filter(|post| {
        post.author_id.as_deref() == Some(member.id.as_str())
            && !matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged)
    });
    let post = post.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(tx).await?;
    Ok((post, topic.ok_or_else(DomainError::not_found)?))
}

async fn locked(
    services: &Services,
    actor: &Actor,
    id: &PostId,
) -> DomainResult<(DatabaseTransaction, post::Model, topic::Model)> {
    let member = actor.require_member()?;
    let tx = services.db.begin().await?;
    let (_, topic) = own(&tx, actor, id).await?;
    submit::lock_member(&tx, member).await?;
    publish::lock(&tx, &topic.category, &topic.id).await?;
    let (post, topic) = own(&tx, actor, id).await?;
    Ok((tx, post, topic))
}

/// Takes a text of hers away, at once and at any time: no limit holds for that. Of a topic the text and the title
/// go; the replies of others stay. Doing it twice is doing it once.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a text that is not hers.
pub async fn withdraw(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Place> {
    let (tx, post, topic) = locked(services, actor, id).await?;
    withdraw_in(&tx, &post, &topic, services.now_ms()).await?;
    tx.commit().await?;
    Ok(place(&post))
}

/// The same inside the caller's transaction, which holds the topic's lock. Answers whether it was there.
pub(crate) async fn withdraw_in(
    tx: &DatabaseTransaction,
    post: &post::Model,
    topic: &topic::Model,
    now: i64,
) -> DomainResult<bool> {
    if post.withdrawn_at.is_some() {
        return Ok(false);
    }
    let entry = Entry::of_post(post, &topic.category, Action::Withdraw);
    log::by_author(tx, &entry, now).await?;
    edit::drop_waiting(tx, post, "withdrawn", now).await?;
    for kind in [ItemKind::Post, ItemKind::Check] {
        item::close(tx, kind, &post.id, "withdrawn", now).await?;
    }
    mark(tx, (post, topic), (Mark::Withdrawn, true), now).await?;
    Ok(true)
}

/// Gives a text back that she took away within the last ten minutes. What the team did to it stays done.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a text that is not hers; `Forbidden` later, and for one of which nothing is left.
pub async fn undo(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Place> {
    let (tx, post, topic) = locked(services, actor, id).await?;
    let now = services.now_ms();
    if post.withdrawn_at.is_none() {
        return Ok(place(&post));
    }
    if !may_undo(post.withdrawn_at, now) || post.source.chars().count() < BODY_MIN {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let entry = Entry::of_post(&post, &topic.category, Action::TakeBack);
    log::by_author(&tx, &entry, now).await?;
    let waits = base_of(&post) == PostState::Pending;
    let after = mark(&tx, (&post, &topic), (Mark::Withdrawn, false), now).await?;
    if waits {
        item::open(&tx, &NewItem::of_post(&after, &topic.category, now)).await?;
    }
    tx.commit().await?;
    Ok(place(&after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_and_not_a_moment_longer() {
        assert!(may_undo(Some(0), UNDO_MS));
        assert!(!may_undo(Some(0), UNDO_MS + 1));
        assert!(!may_undo(None, 0));
    }
}
