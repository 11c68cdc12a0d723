//! The team decides on a change that waits, in the caller's transaction, which holds the topic's lock.

use entity::forum::{post, topic};
use sea_orm::ConnectionTrait;

use super::{
    apply,
    revision::{self, RevisionState, Wording},
};
use crate::{
    DomainResult,
    forum::PostState,
    moderation::{
        Reason,
        item::{self, ItemKind},
    },
};

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decided {
    /// Done; the post as it is now.
    Done(Box<post::Model>),
    /// This change does not wait any more.
    Stale,
}

/// A change can be decided on as long as its text is there.
fn stands(post: &post::Model) -> bool {
    matches!(PostState::parse(&post.state), PostState::Published | PostState::Held)
}

/// Puts the change in the place of the text. What is being looked at stays hidden.
pub(crate) async fn approve<C: ConnectionTrait>(
    tx: &C,
    (post, topic): (&post::Model, &topic::Model),
    n: i32,
    now: i64,
) -> DomainResult<Decided> {
    let Some(row) = revision::waiting(tx, post).await?.filter(|row| row.n == n && stands(post)) else {
        return Ok(Decided::Stale);
    };
    if !revision::decide(tx, (&post.id, n), RevisionState::Shown, (None, None), now).await? {
        return Ok(Decided::Stale);
    }
    let after = apply::put(tx, (post, topic), (n, &Wording::from(&row)), false, now).await?;
    apply::set_pending(tx, &post.id, None).await?;
    item::close(tx, ItemKind::Edit, &post.id, "approve", now).await?;
    Ok(Decided::Done(Box::new(after)))
}

/// Refuses the change; the text stays as it is, and she reads why.
pub(crate) async fn refuse<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    n: i32,
    (reason, note): (Option<Reason>, Option<&str>),
    now: i64,
) -> DomainResult<Decided> {
    if !stands(post) || revision::waiting(tx, post).await?.is_none_or(|row| row.n != n) {
        return Ok(Decided::Stale);
    }
    let why = (reason.map(Reason::as_str), note);
    if !revision::decide(tx, (&post.id, n), RevisionState::Refused, why, now).await? {
        return Ok(Decided::Stale);
    }
    item::close(tx, ItemKind::Edit, &post.id, "reject", now).await?;
    // Each decision has a version of its own: she is told of each.
    Ok(Decided::Done(Box::new(apply::next_version(tx, post).await?)))
}
