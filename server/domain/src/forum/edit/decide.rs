//! The team decides on a change that waits, in the caller's transaction, which holds the topic's lock.

use contract::FieldCode;
use entity::forum::{post, post_original, topic};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::{
    apply,
    revision::{self, RevisionState, Wording, stands},
};
use crate::{
    DomainError, DomainResult, markup,
    moderation::{
        Reason,
        item::{self, ItemKind},
        redact::is_shortened,
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

/// Puts what is left of the change in the place of the text, as a revision of the team's. What she wrote stays hers: in
/// her history, and under her text. The text was not looked at by others meanwhile: what is looked at stays hidden.
///
/// # Errors
/// The refused field `text`: nothing was taken out, or something was written.
pub(crate) async fn redact<C: ConnectionTrait>(
    tx: &C,
    (post, topic): (&post::Model, &topic::Model),
    (n, text): (i32, &str),
    now: i64,
) -> DomainResult<Decided> {
    let Some(row) = revision::waiting(tx, post).await?.filter(|row| row.n == n && stands(post)) else {
        return Ok(Decided::Stale);
    };
    if !is_shortened(&row.source, text) {
        return Err(DomainError::field("text", FieldCode::OnlyShorter));
    }
    if row.source == text {
        return Err(DomainError::field("text", FieldCode::Required));
    }
    if !revision::decide(tx, (&post.id, n), RevisionState::Replaced, (None, None), now).await? {
        return Ok(Decided::Stale);
    }
    let left =
        Wording { source: text.to_owned(), html: markup::post(text).into_string(), ..Wording::from(&row) };
    let of_team = revision::add_shortened(tx, (post, topic), &left, now).await?;
    let after = apply::put(tx, (post, topic), (of_team, &left), false, now).await?;
    apply::set_pending(tx, &post.id, None).await?;
    post::Entity::update_many()
        .col_expr(post::Column::Shortened, Expr::value(true))
        .filter(post::Column::Id.eq(post.id.as_str()))
        .exec(tx)
        .await?;
    let original = post_original::ActiveModel {
        post_id: Set(post.id.clone()),
        title: Set(None),
        source: Set(row.source),
        at: Set(now),
    };
    // What was shortened before is in her history.
    post_original::Entity::insert(original)
        .on_conflict(
            OnConflict::column(post_original::Column::PostId)
                .update_columns([
                    post_original::Column::Title,
                    post_original::Column::Source,
                    post_original::Column::At,
                ])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    item::close(tx, ItemKind::Edit, &post.id, "redact", now).await?;
    Ok(Decided::Done(Box::new(after)))
}

/// Sends the change back to its author: for good (`Refused`), or to be changed or answered in private (`Returned`). The
/// text stays as it is, and she reads why; `outcome` is what was decided.
pub(crate) async fn send_back<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    (n, state): (i32, RevisionState),
    (reason, note): (Option<Reason>, Option<&str>),
    (outcome, now): (&str, i64),
) -> DomainResult<Decided> {
    if !stands(post) || revision::waiting(tx, post).await?.is_none_or(|row| row.n != n) {
        return Ok(Decided::Stale);
    }
    let why = (reason.map(Reason::as_str), note);
    if !revision::decide(tx, (&post.id, n), state, why, now).await? {
        return Ok(Decided::Stale);
    }
    item::close(tx, ItemKind::Edit, &post.id, outcome, now).await?;
    // Each decision has a version of its own: she is told of each.
    Ok(Decided::Done(Box::new(apply::next_version(tx, post).await?)))
}
