//! In which topic texts stand, and under which number.

use entity::forum::{position_redirect, post, topic, topic_redirect};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoSimpleExpr, QueryFilter, QueryOrder,
    sea_query::{CaseStatement, Expr, OnConflict},
};

use super::SOME;
use crate::{
    DomainResult,
    forum::{PostState, counters, visibility::literal},
    search,
};

/// Every text of a topic, whatever its state, in the order in which they were published.
pub(super) async fn texts_of(tx: &DatabaseTransaction, topic: &str) -> DomainResult<Vec<post::Model>> {
    Ok(post::Entity::find()
        .filter(post::Column::TopicId.eq(topic))
        .order_by_asc(post::Column::Position)
        .order_by_asc(post::Column::Id)
        .all(tx)
        .await?)
}

/// Puts texts into a topic, each under its number. First they lose the one they had: no two texts have the same, not
/// even for a moment.
pub(super) async fn put(
    tx: &DatabaseTransaction,
    topic: &str,
    texts: &[(String, Option<i64>)],
) -> DomainResult<()> {
    for some in texts.chunks(SOME) {
        post::Entity::update_many()
            .col_expr(post::Column::TopicId, Expr::value(topic))
            .col_expr(post::Column::Position, Expr::value(Option::<i64>::None))
            .filter(post::Column::Id.is_in(some.iter().map(|(id, _)| id.as_str())))
            .exec(tx)
            .await?;
    }
    let numbered: Vec<(&str, i64)> = texts.iter().filter_map(|(id, n)| n.map(|n| (id.as_str(), n))).collect();
    for some in numbered.chunks(SOME) {
        let mut number = CaseStatement::new();
        for (id, n) in some {
            number = number.case(post::Column::Id.eq(*id), Expr::value(*n));
        }
        post::Entity::update_many()
            .col_expr(
                post::Column::Position,
                number.finally(post::Column::Position.into_simple_expr()).into(),
            )
            .filter(post::Column::Id.is_in(some.iter().map(|(id, _)| *id)))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Whether a text opens its topic.
pub(super) async fn set_opening(tx: &DatabaseTransaction, post: &str, opens: bool) -> DomainResult<()> {
    post::Entity::update_many()
        .col_expr(post::Column::IsOpening, Expr::value(opens))
        .filter(post::Column::Id.eq(post))
        .exec(tx)
        .await?;
    Ok(())
}

/// The last number given in a topic.
pub(super) async fn set_last(tx: &DatabaseTransaction, topic: &str, last: i64) -> DomainResult<()> {
    topic::Entity::update_many()
        .col_expr(topic::Column::LastPosition, Expr::value(last))
        .filter(topic::Column::Id.eq(topic))
        .exec(tx)
        .await?;
    Ok(())
}

/// Remembers where texts went that stood in a topic under a number.
pub(super) async fn lead(tx: &DatabaseTransaction, topic: &str, texts: &[(String, i64)]) -> DomainResult<()> {
    let rows: Vec<position_redirect::ActiveModel> = texts
        .iter()
        .map(|(post, position)| position_redirect::ActiveModel {
            topic_id: Set(topic.to_owned()),
            position: Set(*position),
            post_id: Set(post.clone()),
        })
        .collect();
    for some in rows.chunks(SOME) {
        let place =
            OnConflict::columns([position_redirect::Column::TopicId, position_redirect::Column::Position])
                .update_column(position_redirect::Column::PostId)
                .to_owned();
        position_redirect::Entity::insert_many(some.to_vec())
            .on_conflict(place)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// They stand there again.
pub(super) async fn forget_lead(tx: &DatabaseTransaction, topic: &str, posts: &[String]) -> DomainResult<()> {
    for some in posts.chunks(SOME) {
        position_redirect::Entity::delete_many()
            .filter(position_redirect::Column::TopicId.eq(topic))
            .filter(position_redirect::Column::PostId.is_in(some.iter().map(String::as_str)))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// A topic has no texts any more: nobody sees it, it is nobody's, and its address leads to another one.
pub(super) async fn leave_to(
    tx: &DatabaseTransaction,
    gone: &topic::Model,
    kept: &topic::Model,
) -> DomainResult<()> {
    topic::Entity::update_many()
        .col_expr(topic::Column::State, literal(PostState::Vanished))
        .col_expr(topic::Column::AuthorId, Expr::value(Option::<String>::None))
        .col_expr(topic::Column::Former, Expr::value(Option::<i32>::None))
        .col_expr(topic::Column::Alias, Expr::value(Option::<i32>::None))
        .filter(topic::Column::Id.eq(gone.id.as_str()))
        .exec(tx)
        .await?;
    let row = topic_redirect::ActiveModel { topic_id: Set(gone.id.clone()), to_id: Set(kept.id.clone()) };
    topic_redirect::Entity::insert(row).exec_without_returning(tx).await?;
    counters::recount_topic(tx, &gone.id).await?;
    counters::recount_category(tx, &gone.category).await?;
    search::index_topic(tx, &gone.id).await
}

/// Nothing of what it said is kept of a topic that was left.
pub(super) async fn blank(tx: &DatabaseTransaction, topic: &str) -> DomainResult<()> {
    let none = || Expr::value(Option::<String>::None);
    topic::Entity::update_many()
        .col_expr(topic::Column::Title, Expr::value(""))
        .col_expr(topic::Column::KeptTitle, none())
        .col_expr(topic::Column::HiddenState, none())
        .col_expr(topic::Column::HiddenTitle, none())
        .filter(
            Condition::all()
                .add(topic::Column::Id.eq(topic))
                .add(topic::Column::State.eq(PostState::Vanished.as_str())),
        )
        .exec(tx)
        .await?;
    Ok(())
}
