//! The contents of a text go for good; a tombstone stays, so that links say so and numbers hold.

use entity::{
    forum::{post, post_original, reaction, review_item, topic},
    messages::private_offer,
    moderation::desk_watch,
    notify::{event, mention, notification},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoSimpleExpr,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::settle;
use crate::{
    DomainResult, Services,
    forum::{PostState, edit::revision, publish, quote, visibility::literal},
    moderation::item,
};

/// For how long a withdrawn text is kept, for an author who withdrew by mistake and for a case that is open.
pub const KEPT_MS: i64 = 30 * 86_400_000;
/// Texts in one run.
const MOST: u64 = 500;

/// On what ground a text was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// Its author took it away, and the time is over.
    Withdrawn,
}

impl Basis {
    fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
        }
    }
}

fn null() -> SimpleExpr {
    Expr::value(Option::<String>::None)
}

/// Erases a text: its revisions, mentions, notifications, reactions, its entry in the search index, and of an opening
/// post the title. Quotations of it in other texts follow by themselves: they ask for their source. The caller holds
/// the topic's lock.
pub(super) async fn erase<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    basis: Basis,
    now: i64,
) -> DomainResult<()> {
    let id = post.id.as_str();
    revision::erase(tx, Condition::all().add(post::Column::Id.eq(id))).await?;
    let this = post::Entity::find_by_id(id).select_only().column(post::Column::Id).into_query();
    quote::erase(tx, this).await?;
    post_original::Entity::delete_by_id(id).exec(tx).await?;
    private_offer::Entity::delete_by_id(id).exec(tx).await?;
    desk_watch::Entity::delete_many().filter(desk_watch::Column::PostId.eq(id)).exec(tx).await?;
    mention::Entity::delete_many().filter(mention::Column::PostId.eq(id)).exec(tx).await?;
    notification::Entity::delete_many().filter(notification::Column::PostId.eq(id)).exec(tx).await?;
    event::Entity::delete_many().filter(event::Column::PostId.eq(id)).exec(tx).await?;
    reaction::Entity::delete_many().filter(reaction::Column::PostId.eq(id)).exec(tx).await?;
    review_item::Entity::delete_many()
        .filter(review_item::Column::PostId.eq(id))
        .filter(item::is_open())
        .exec(tx)
        .await?;
    let mut update = post::Entity::update_many()
        .col_expr(post::Column::State, literal(PostState::Purged))
        .col_expr(post::Column::Source, Expr::value(""))
        .col_expr(post::Column::Html, Expr::value(""))
        .col_expr(post::Column::Language, Expr::value("und"))
        .col_expr(post::Column::PurgedAt, Expr::value(now))
        .col_expr(post::Column::PurgeBasis, Expr::value(basis.as_str()))
        .col_expr(post::Column::Version, Expr::col(post::Column::Version).add(1));
    for column in [
        post::Column::ReasonCode,
        post::Column::Note,
        post::Column::ResubmissionOf,
        post::Column::HiddenState,
        post::Column::AuthorId,
        post::Column::ContentNote,
        post::Column::BaseState,
        post::Column::TakenReason,
    ] {
        update = update.col_expr(column, null());
    }
    for column in [post::Column::Former, post::Column::Alias, post::Column::PendingRevision] {
        update = update.col_expr(column, Expr::value(Option::<i32>::None));
    }
    for column in [post::Column::SupportCount, post::Column::ThanksCount, post::Column::SameCount] {
        update = update.col_expr(column, Expr::value(0));
    }
    for column in [post::Column::WithdrawnAt, post::Column::RemovedAt, post::Column::HeldAt] {
        update = update.col_expr(column, Expr::value(Option::<i64>::None));
    }
    update.filter(post::Column::Id.eq(id)).exec(tx).await?;
    if post.is_opening {
        topic::Entity::update_many()
            .col_expr(topic::Column::State, literal(PostState::Purged))
            .col_expr(topic::Column::Title, Expr::value(""))
            .col_expr(topic::Column::KeptTitle, null())
            .col_expr(topic::Column::HiddenState, null())
            .col_expr(topic::Column::HiddenTitle, null())
            .col_expr(topic::Column::AuthorId, null())
            .col_expr(topic::Column::Former, Expr::value(Option::<i32>::None))
            .col_expr(topic::Column::Alias, Expr::value(Option::<i32>::None))
            .filter(topic::Column::Id.eq(post.topic_id.as_str()))
            .exec(tx)
            .await?;
        crate::forum::undo_change::forget_titles(tx, &post.topic_id).await?;
    }
    settle(tx, &post.topic_id).await
}

/// Erases texts that their authors took away thirty days ago, unless something about them still waits for the team.
/// Runs every hour. Answers how many went.
///
/// # Errors
/// When the database does not answer; what was done until then stays done.
pub async fn sweep(services: &Services) -> DomainResult<u64> {
    let before = services.now_ms() - KEPT_MS;
    let due: Vec<(String, String)> = post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::TopicId])
        .filter(post::Column::WithdrawnAt.lte(before))
        .filter(post::Column::State.into_simple_expr().ne(literal(PostState::Purged)))
        .order_by_asc(post::Column::WithdrawnAt)
        .limit(MOST)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut gone = 0;
    for (id, topic) in due {
        let tx = services.db.begin().await?;
        gone += u64::from(erase_due(&tx, &id, &topic, before, services.now_ms()).await?);
        tx.commit().await?;
    }
    Ok(gone)
}

async fn erase_due(
    tx: &DatabaseTransaction,
    id: &str,
    topic: &str,
    before: i64,
    now: i64,
) -> DomainResult<bool> {
    let Some(topic) = topic::Entity::find_by_id(topic).one(tx).await? else { return Ok(false) };
    publish::lock(tx, &topic.category, &topic.id).await?;
    let due = post::Entity::find_by_id(id).one(tx).await?.filter(|post| {
        post.withdrawn_at.is_some_and(|at| at <= before) && PostState::parse(&post.state) != PostState::Purged
    });
    let Some(post) = due else { return Ok(false) };
    if item::is_waiting(tx, id).await? {
        return Ok(false);
    }
    erase(tx, &post, Basis::Withdrawn, now).await?;
    Ok(true)
}
