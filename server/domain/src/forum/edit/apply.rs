//! Another text takes the place of a post's, in the caller's transaction, which holds the topic's lock.

use entity::forum::{post, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, sea_query::Expr,
};

use super::{
    difference::changed_characters,
    policy,
    revision::{self, HERSELF, RevisionState, Wording},
    waiting,
};
use crate::{
    DomainResult,
    forum::{mention, quote, taken},
    markup::{self, RENDERER_VERSION, SafeHtml},
    moderation::item,
    search,
};

/// Whether readers are not told of a change.
pub(super) async fn is_quiet<C: ConnectionTrait>(
    tx: &C,
    (post, topic): (&post::Model, &topic::Model),
    new: &Wording,
    now: i64,
) -> DomainResult<bool> {
    let old = Wording::of(post, topic);
    let characters = changed_characters(&old.source, &new.source)
        + changed_characters(
            old.title.as_deref().unwrap_or_default(),
            new.title.as_deref().unwrap_or_default(),
        );
    if !policy::is_quiet(post.published_at, characters, false, now) {
        return Ok(false);
    }
    // An answer, waiting or not, may stand on what is being changed; a quotation is in an answer.
    let answers = post::Entity::find()
        .filter(post::Column::TopicId.eq(topic.id.as_str()))
        .filter(post::Column::SubmittedAt.gte(post.published_at))
        .filter(post::Column::Id.ne(post.id.as_str()))
        .filter(post::Column::AuthorId.is_null().or(post::Column::AuthorId.ne(post.author_id.as_deref())))
        .count(tx)
        .await?;
    let touched = answers > 0 || item::is_reported(tx, &post.id).await?;
    Ok(policy::is_quiet(post.published_at, characters, touched, now))
}

/// Puts a text in the place of a post's: with its title, its mentions and its entry in the search index. Nothing
/// moves up in any list. `quiet`: readers are not told. Answers the post as it is now.
pub(super) async fn put<C: ConnectionTrait>(
    tx: &C,
    (post, topic): (&post::Model, &topic::Model),
    (n, new): (i32, &Wording),
    quiet: bool,
    now: i64,
) -> DomainResult<post::Model> {
    let edited_at = if quiet { post.edited_at } else { Some(now) };
    let after = post::Model {
        source: new.source.clone(),
        html: new.html.clone(),
        renderer_version: RENDERER_VERSION,
        content_note: new.content_note.clone(),
        revision: n,
        version: post.version + 1,
        edited_at,
        ..post.clone()
    };
    post::Entity::update_many()
        .col_expr(post::Column::Source, Expr::value(after.source.as_str()))
        .col_expr(post::Column::Html, Expr::value(after.html.as_str()))
        .col_expr(post::Column::RendererVersion, Expr::value(after.renderer_version))
        .col_expr(post::Column::ContentNote, Expr::value(after.content_note.as_deref()))
        .col_expr(post::Column::Revision, Expr::value(n))
        .col_expr(post::Column::Version, Expr::value(after.version))
        .col_expr(post::Column::EditedAt, Expr::value(edited_at))
        .filter(post::Column::Id.eq(post.id.as_str()))
        .exec(tx)
        .await?;
    if let Some(title) = &new.title {
        taken::put_title(tx, topic, title).await?;
    }
    let html = SafeHtml::from_store(new.html.clone());
    quote::source_changed(tx, &post.id, n, &html).await?;
    mention::changed(tx, &after, &html, now).await?;
    search::index_topic(tx, &topic.id).await?;
    Ok(after)
}

/// Puts a shorter text in the place of one that only its author and the team read, as a revision of its own. What it
/// was is hidden from everybody but the team, and a change that waits is not needed any more.
pub(crate) async fn shorten_in<C: ConnectionTrait>(
    tx: &C,
    (post, topic): (&post::Model, &topic::Model),
    body: String,
    now: i64,
) -> DomainResult<()> {
    let new = Wording { html: markup::post(&body).into_string(), source: body, ..Wording::of(post, topic) };
    waiting::drop_waiting(tx, post, "replaced", now).await?;
    let n = revision::add(tx, (post, topic), RevisionState::Shown, &new, now).await?;
    put(tx, (post, topic), (n, &new), true, now).await?;
    revision::hide(tx, &post.id, post.revision, HERSELF, now).await?;
    Ok(())
}

/// Which change of a post waits or was refused; nothing when none.
pub(super) async fn set_pending<C: ConnectionTrait>(tx: &C, post: &str, n: Option<i32>) -> DomainResult<()> {
    post::Entity::update_many()
        .col_expr(post::Column::PendingRevision, Expr::value(n))
        .filter(post::Column::Id.eq(post))
        .exec(tx)
        .await?;
    Ok(())
}

/// The same text in a new version.
pub(super) async fn next_version<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
) -> DomainResult<post::Model> {
    let after = post::Model { version: post.version + 1, ..post.clone() };
    post::Entity::update_many()
        .col_expr(post::Column::Version, Expr::value(after.version))
        .filter(post::Column::Id.eq(post.id.as_str()))
        .exec(tx)
        .await?;
    Ok(after)
}
