//! What becomes of a woman's texts when she leaves: hidden at once and given back as they were, kept without
//! her, or erased. Everything runs in the caller's transaction, which holds her account's lock.
//!
//! A topic whose opening post goes stays for the replies of others: it is published without a title, and pages
//! put a neutral one in its place.

use std::collections::BTreeSet;

use entity::forum::{category, post, post_original, topic};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoSimpleExpr,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::{
    PostState, alias, counters, edit::revision, publish, quote, taken, undo_change, visibility::literal,
};
use crate::{DomainResult, Services, moderation::item, search};

/// What is kept of somebody who leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// What is published stays, by "a former member".
    Keep,
    /// Nothing stays.
    Purge,
}

/// How many pairs of topic and author one run of [`unlink_old`] works through.
const UNLINK_BATCH: u64 = 200;

/// Hides everything she wrote from everybody.
pub(crate) async fn hide(tx: &DatabaseTransaction, member: &str, now: i64) -> DomainResult<()> {
    let topics = lock_topics(tx, member).await?;
    item::put_aside(tx, member, now).await?;
    post::Entity::update_many()
        .col_expr(post::Column::HiddenState, post::Column::State.into_simple_expr())
        .col_expr(post::Column::State, literal(PostState::Vanished))
        .col_expr(post::Column::Version, next_version())
        .filter(post::Column::AuthorId.eq(member))
        .filter(
            post::Column::State
                .into_simple_expr()
                .is_not_in([literal(PostState::Vanished), literal(PostState::Purged)]),
        )
        .exec(tx)
        .await?;
    for topic in topics.iter().filter(|topic| topic.author_id.as_deref() == Some(member)) {
        if topic.hidden_state.is_some() || PostState::parse(&topic.state) == PostState::Purged {
            continue;
        }
        topic::Entity::update_many()
            .col_expr(topic::Column::HiddenState, Expr::value(topic.state.as_str()))
            .col_expr(topic::Column::HiddenTitle, Expr::value(topic.title.as_str()))
            .col_expr(topic::Column::State, literal(PostState::Vanished))
            .col_expr(topic::Column::Title, Expr::value(""))
            .filter(topic::Column::Id.eq(topic.id.as_str()))
            .exec(tx)
            .await?;
        undo_change::forget_titles(tx, &topic.id).await?;
    }
    tidy(tx, &topics).await
}

/// Gives back what [`hide`] took away, in the state it had.
pub(crate) async fn show(tx: &DatabaseTransaction, member: &str, now: i64) -> DomainResult<()> {
    let topics = lock_topics(tx, member).await?;
    item::take_back(tx, member, now).await?;
    post::Entity::update_many()
        .col_expr(post::Column::State, post::Column::HiddenState.into_simple_expr())
        .col_expr(post::Column::HiddenState, null())
        .col_expr(post::Column::Version, next_version())
        .filter(post::Column::AuthorId.eq(member))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Vanished)))
        .filter(post::Column::HiddenState.is_not_null())
        .exec(tx)
        .await?;
    topic::Entity::update_many()
        .col_expr(topic::Column::State, topic::Column::HiddenState.into_simple_expr())
        .col_expr(topic::Column::Title, topic::Column::HiddenTitle.into_simple_expr())
        .col_expr(topic::Column::HiddenState, null())
        .col_expr(topic::Column::HiddenTitle, null())
        .filter(topic::Column::AuthorId.eq(member))
        .filter(topic::Column::HiddenState.is_not_null())
        .filter(topic::Column::HiddenTitle.is_not_null())
        .exec(tx)
        .await?;
    tidy(tx, &topics).await
}

/// Erases her from the forum; what she wrote is kept without her, or erased with her. What was never published
/// is erased in either case.
pub(crate) async fn erase(
    tx: &DatabaseTransaction,
    member: &str,
    texts: Texts,
    now: i64,
) -> DomainResult<()> {
    let topics = lock_topics(tx, member).await?;
    item::forget(tx, member, texts, now).await?;
    // What a text was before it was changed goes, whatever she keeps; and what waits or was refused of it.
    revision::erase(tx, Condition::all().add(post::Column::AuthorId.eq(member))).await?;
    post::Entity::update_many()
        .col_expr(post::Column::PendingRevision, Expr::value(Option::<i32>::None))
        .filter(post::Column::AuthorId.eq(member))
        .filter(post::Column::PendingRevision.is_not_null())
        .exec(tx)
        .await?;
    for topic in &topics {
        if texts == Texts::Keep {
            unlink(tx, topic, member, None).await?;
        }
    }
    let hers = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::AuthorId.eq(member))
        .into_query();
    quote::erase(tx, hers).await?;
    post::Entity::update_many()
        .col_expr(post::Column::State, literal(PostState::Purged))
        .col_expr(post::Column::Source, Expr::value(""))
        .col_expr(post::Column::Html, Expr::value(""))
        .col_expr(post::Column::Language, Expr::value("und"))
        .col_expr(post::Column::ReasonCode, null())
        .col_expr(post::Column::Note, null())
        .col_expr(post::Column::ResubmissionOf, null())
        .col_expr(post::Column::HiddenState, null())
        .col_expr(post::Column::AuthorId, null())
        .col_expr(post::Column::PurgeBasis, Expr::value("account"))
        .col_expr(post::Column::BaseState, null())
        .col_expr(post::Column::TakenReason, null())
        .col_expr(post::Column::WithdrawnAt, Expr::value(Option::<i64>::None))
        .col_expr(post::Column::Version, next_version())
        .filter(post::Column::AuthorId.eq(member))
        .exec(tx)
        .await?;
    for topic in &topics {
        // Those that were kept have no author any more. What the team took away stays away.
        let before = PostState::parse(topic.hidden_state.as_deref().unwrap_or(&topic.state));
        let next =
            if matches!(before, PostState::Held | PostState::Removed) { before } else { PostState::Purged };
        topic::Entity::update_many()
            .col_expr(topic::Column::State, literal(next))
            .col_expr(topic::Column::Title, Expr::value(""))
            .col_expr(topic::Column::HiddenState, null())
            .col_expr(topic::Column::HiddenTitle, null())
            .col_expr(topic::Column::KeptTitle, null())
            .col_expr(topic::Column::AuthorId, null())
            .filter(topic::Column::Id.eq(topic.id.as_str()))
            .filter(topic::Column::AuthorId.eq(member))
            .exec(tx)
            .await?;
        undo_change::forget_titles(tx, &topic.id).await?;
    }
    tidy(tx, &topics).await
}

/// Cuts the link between old published posts and their authors: posts published before `before` (UTC
/// milliseconds). Answers how many pairs of topic and author were parted.
pub(crate) async fn unlink_old(services: &Services, before: i64) -> DomainResult<u64> {
    let pairs: Vec<(String, String)> = post::Entity::find()
        .select_only()
        .column(post::Column::TopicId)
        .column(post::Column::AuthorId)
        .distinct()
        .filter(post::Column::AuthorId.is_not_null())
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .filter(post::Column::PublishedAt.lt(before))
        .order_by_asc(post::Column::TopicId)
        .limit(UNLINK_BATCH)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut parted = 0;
    for (id, author) in pairs {
        let tx = services.db.begin().await?;
        let Some(found) = topic::Entity::find_by_id(id.as_str()).one(&tx).await? else { continue };
        publish::lock(&tx, &found.category, &found.id).await?;
        let Some(found) = topic::Entity::find_by_id(id.as_str()).one(&tx).await? else { continue };
        parted += u64::from(unlink(&tx, &found, &author, Some(before)).await?);
        tx.commit().await?;
    }
    Ok(parted)
}

/// Puts a number that counts within this topic in the place of the author of what is published; with `before`,
/// of what was published earlier than that.
async fn unlink(
    tx: &DatabaseTransaction,
    topic: &topic::Model,
    author: &str,
    before: Option<i64>,
) -> DomainResult<bool> {
    // Under an alias she has no number besides: the two would belong together.
    let hidden = alias::part(tx, &topic.id, author, before).await?;
    let last: Option<i32> = post::Entity::find()
        .select_only()
        .column_as(post::Column::Former.max(), "last")
        .filter(post::Column::TopicId.eq(topic.id.as_str()))
        .into_tuple::<Option<i32>>()
        .one(tx)
        .await?
        .flatten();
    let number = Ord::max(last.unwrap_or_default(), topic.former.unwrap_or_default()) + 1;
    let kept = || {
        post::Column::State.into_simple_expr().is_in([
            literal(PostState::Published),
            // It may be published again.
            literal(PostState::Held),
        ])
    };
    let mut of_hers = Condition::all()
        .add(post::Column::TopicId.eq(topic.id.as_str()))
        .add(post::Column::AuthorId.eq(author))
        .add(post::Column::Alias.is_null())
        .add(kept());
    if let Some(before) = before {
        of_hers = of_hers.add(post::Column::PublishedAt.lt(before));
    }
    // What her texts were before they were changed is hers alone, and nobody's afterwards.
    revision::erase(tx, of_hers.clone().add(post::Column::PendingRevision.is_null())).await?;
    let parted = post::Entity::update_many()
        .col_expr(post::Column::AuthorId, null())
        .col_expr(post::Column::Former, Expr::value(number))
        .col_expr(post::Column::Note, null())
        .filter(of_hers)
        .exec(tx)
        .await?;
    // The topic goes with its opening post.
    topic::Entity::update_many()
        .col_expr(topic::Column::AuthorId, null())
        .col_expr(topic::Column::Former, Expr::value(number))
        .filter(topic::Column::Id.eq(topic.id.as_str()))
        .filter(topic::Column::AuthorId.eq(author))
        .filter(
            Condition::all().add(
                topic::Column::OpeningPostId.in_subquery(
                    post::Entity::find()
                        .select_only()
                        .column(post::Column::Id)
                        .filter(post::Column::TopicId.eq(topic.id.as_str()))
                        .filter(post::Column::Former.eq(number))
                        .into_query(),
                ),
            ),
        )
        .exec(tx)
        .await?;
    // What was kept of a shortened text was kept for its author alone.
    let parted_posts = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::TopicId.eq(topic.id.as_str()))
        .filter(post::Column::AuthorId.is_null())
        .into_query();
    post_original::Entity::delete_many()
        .filter(post_original::Column::PostId.in_subquery(parted_posts))
        .exec(tx)
        .await?;
    Ok(hidden || parted.rows_affected > 0)
}

/// Locks every topic that she wrote in, and their categories, in the order in which publishing does; then reads
/// them.
pub(super) async fn lock_topics(tx: &DatabaseTransaction, member: &str) -> DomainResult<Vec<topic::Model>> {
    let hers = || {
        let wrote_in = post::Entity::find()
            .select_only()
            .column(post::Column::TopicId)
            .filter(post::Column::AuthorId.eq(member))
            .into_query();
        topic::Entity::find()
            .filter(
                Condition::any()
                    .add(topic::Column::AuthorId.eq(member))
                    .add(topic::Column::Id.in_subquery(wrote_in)),
            )
            .order_by_asc(topic::Column::Id)
    };
    let slugs: BTreeSet<String> = hers().all(tx).await?.into_iter().map(|topic| topic.category).collect();
    category::Entity::find()
        .filter(category::Column::Slug.is_in(slugs))
        .order_by_asc(category::Column::Slug)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok(hers().lock_exclusive().all(tx).await?)
}

/// A topic without a title is there as long as somebody's replies are.
pub(super) async fn settle<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<()> {
    use PostState::{Published, Purged, Vanished};
    let Some(topic) = topic::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    if taken::settle_without_title(tx, &topic).await? {
        return Ok(());
    }
    let state = PostState::parse(&topic.state);
    let was_public = topic.hidden_state.as_deref().is_none_or(|before| before == Published.as_str());
    if !topic.title.is_empty() || !was_public || !matches!(state, Published | Vanished | Purged) {
        return Ok(());
    }
    let next = match (taken::has_visible_posts(tx, id).await?, &topic.hidden_state) {
        (true, _) => Published,
        (false, Some(_)) => Vanished,
        (false, None) => Purged,
    };
    topic::Entity::update_many()
        .col_expr(topic::Column::State, literal(next))
        .filter(topic::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Titles, counts and the search index, as a guest sees them now.
async fn tidy<C: ConnectionTrait>(tx: &C, topics: &[topic::Model]) -> DomainResult<()> {
    for topic in topics {
        settle(tx, &topic.id).await?;
        counters::recount_topic(tx, &topic.id).await?;
        search::index_topic(tx, &topic.id).await?;
    }
    let categories: BTreeSet<&str> = topics.iter().map(|topic| topic.category.as_str()).collect();
    for category in categories {
        counters::recount_category(tx, category).await?;
    }
    Ok(())
}

fn next_version() -> SimpleExpr {
    Expr::col(post::Column::Version).add(1)
}

fn null() -> SimpleExpr {
    Expr::value(Option::<String>::None)
}
