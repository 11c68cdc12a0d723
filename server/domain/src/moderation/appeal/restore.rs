//! Giving a text back, in its place, because an appeal was right.

use contract::ErrorCode;
use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::Decision;
use crate::{
    DomainError, DomainResult, Member,
    forum::{
        PostState, publish,
        taken::{self, Mark, Marks},
    },
    moderation::{
        item,
        line::{self, Line},
    },
};

/// Gives a text back to everybody. The team takes its own mark away and no other: what she took away herself stays hers
/// to have taken away, and where the decision does not stand any more, there is nothing to give back. `parent` is the
/// appeal's line of the log.
///
/// # Errors
/// [`ErrorCode::Conflict`] for an answer that never was public, in a topic that is not: it would stand nowhere; and for
/// a text that would be public by it while somebody may be in danger: that is decided in her case.
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
    let before = found.state.clone();
    let state = PostState::parse(&found.state);
    if matches!(state, PostState::Vanished | PostState::Purged) {
        return Ok(());
    }
    let marks = Marks::of(&found);
    let after = match decision {
        Decision::Removal if marks.removed => {
            taken::set_why(tx, &found.id, None).await?;
            taken::mark(tx, (&found, &place), (Mark::Removed, false), now).await?.state
        }
        Decision::Held if marks.held => {
            nobody_in_danger(tx, &found).await?;
            taken::mark(tx, (&found, &place), (Mark::Held, false), now).await?.state
        }
        Decision::Rejection if state == PostState::Rejected => {
            nobody_in_danger(tx, &found).await?;
            first_time(tx, &found, &place, now).await?;
            PostState::Published.as_str().to_owned()
        }
        _ => return Ok(()),
    };
    let (kind, target) =
        if found.is_opening { ("topic", found.topic_id.as_str()) } else { ("post", found.id.as_str()) };
    let entry = Line {
        action: "restore",
        target: (kind, target),
        category: &place.category,
        reason: Some("appeal"),
        before: Some(&before),
        after: Some(&after),
        is_revert: true,
        parent: Some(parent),
        ..Line::default()
    };
    line::write(tx, Some(me), &entry, None, now).await?;
    Ok(())
}

/// What is kept from readers because somebody may be in danger is for the few who look after her.
async fn nobody_in_danger(tx: &DatabaseTransaction, found: &post::Model) -> DomainResult<()> {
    if item::is_in_danger(tx, &found.id).await? {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok(())
}

/// A text that never was public is published as if it had waited until now.
async fn first_time(
    tx: &DatabaseTransaction,
    found: &post::Model,
    place: &topic::Model,
    now: i64,
) -> DomainResult<()> {
    if !found.is_opening && PostState::parse(&place.state) != PostState::Published {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    post::Entity::update_many()
        .col_expr(post::Column::State, Expr::value(PostState::Pending.as_str()))
        .col_expr(post::Column::ReasonCode, Expr::value(Option::<String>::None))
        .col_expr(post::Column::Note, Expr::value(Option::<String>::None))
        .filter(post::Column::Id.eq(found.id.as_str()))
        .filter(post::Column::Version.eq(found.version))
        .exec(tx)
        .await?;
    match publish::publish(tx, found, &place.category, now).await? {
        Some(_) => Ok(()),
        None => Err(DomainError::new(ErrorCode::Conflict)),
    }
}
