//! A question with a choice of answers, one for a topic at most. Who chose what is nobody's business: numbers are
//! shown after one's own vote or at the end, and never while fewer than five have voted.

use std::collections::BTreeSet;

use contract::{ErrorCode, FieldCode, ids::TopicId};
use entity::forum::{poll, poll_option, poll_vote, post, topic};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, JoinType,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    PostState,
    poll_view::{Row, Standing, mine, standing},
    visibility::{topic_is_known, visible_topics},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    moderation::log::{self, Action, Entry},
    permission::require,
};

async fn rows<C: ConnectionTrait>(db: &C, actor: &Actor, topic: &TopicId) -> DomainResult<Vec<Row>> {
    Ok(poll_option::Entity::find()
        .select_only()
        .columns([poll_option::Column::N, poll_option::Column::Label, poll_option::Column::Votes])
        .columns([poll::Column::Multiple, poll::Column::CanChange, poll::Column::Days, poll::Column::Voters])
        .column_as(poll::Column::ClosedAt, "poll_closed")
        .columns([
            topic::Column::State,
            topic::Column::Category,
            topic::Column::AuthorId,
            topic::Column::ClosedAt,
        ])
        .column(post::Column::PublishedAt)
        .expr_as(mine(actor), "mine")
        .expr_as(topic_is_known(actor), "knows")
        .join(
            JoinType::InnerJoin,
            poll_option::Entity::belongs_to(poll::Entity)
                .from(poll_option::Column::TopicId)
                .to(poll::Column::TopicId)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            poll_option::Entity::belongs_to(topic::Entity)
                .from(poll_option::Column::TopicId)
                .to(topic::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            topic::Entity::belongs_to(post::Entity)
                .from(topic::Column::OpeningPostId)
                .to(post::Column::Id)
                .into(),
        )
        .filter(poll_option::Column::TopicId.eq(topic.as_str()))
        .filter(visible_topics(actor))
        .order_by_asc(poll_option::Column::N)
        .into_model::<Row>()
        .all(db)
        .await?)
}

/// A poll under its lock, with who asks.
pub(super) async fn locked<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    topic: &TopicId,
    now: i64,
) -> DomainResult<(&'a Member, Vec<Row>, Standing)> {
    let member = actor.require_member()?;
    poll::Entity::find_by_id(topic.as_str()).lock_exclusive().one(tx).await?;
    let rows = rows(tx, actor, topic).await?;
    let first = rows.first().ok_or_else(DomainError::not_found)?;
    let standing = standing(actor, first, now);
    Ok((member, rows, standing))
}

/// Votes, or votes anew: what she chose before is replaced. The same vote twice is one.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a poll that she may not know of; `Forbidden` when it is over or her vote stays;
/// refused choices.
pub async fn vote(
    services: &Services,
    actor: &Actor,
    topic: &TopicId,
    chosen: &[String],
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, rows, standing) = locked(&tx, actor, topic, now).await?;
    let Some(first) = rows.first() else { return Err(DomainError::not_found()) };
    require(actor, Permission::Poll, Some(&first.category))?;
    let chosen: BTreeSet<i32> = chosen
        .iter()
        .map(|text| text.parse().ok().filter(|n| rows.iter().any(|row| row.n == *n)))
        .collect::<Option<_>>()
        .ok_or_else(|| DomainError::field("choice", FieldCode::UnknownChoice))?;
    match chosen.len() {
        0 => return Err(DomainError::field("choice", FieldCode::Required)),
        1 => {}
        _ if first.multiple => {}
        _ => return Err(DomainError::field("choice", FieldCode::UnknownChoice)),
    }
    let before: BTreeSet<i32> = rows.iter().filter(|row| row.mine).map(|row| row.n).collect();
    if before == chosen {
        return Ok(());
    }
    if standing.state != PostState::Published || standing.over || (!before.is_empty() && !first.can_change) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    poll_vote::Entity::delete_many()
        .filter(poll_vote::Column::TopicId.eq(topic.as_str()))
        .filter(poll_vote::Column::MemberId.eq(member.id.as_str()))
        .exec(&tx)
        .await?;
    let votes = chosen.iter().map(|n| poll_vote::ActiveModel {
        topic_id: Set(topic.as_str().to_owned()),
        member_id: Set(member.id.as_str().to_owned()),
        n: Set(*n),
    });
    poll_vote::Entity::insert_many(votes).exec_without_returning(&tx).await?;
    for n in before.symmetric_difference(&chosen) {
        let more = if chosen.contains(n) { 1 } else { -1 };
        poll_option::Entity::update_many()
            .col_expr(poll_option::Column::Votes, Expr::col(poll_option::Column::Votes).add(more))
            .filter(poll_option::Column::TopicId.eq(topic.as_str()))
            .filter(poll_option::Column::N.eq(*n))
            .exec(&tx)
            .await?;
    }
    if before.is_empty() {
        poll::Entity::update_many()
            .col_expr(poll::Column::Voters, Expr::col(poll::Column::Voters).add(1))
            .filter(poll::Column::TopicId.eq(topic.as_str()))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends a poll: its author, or a moderator of its category. Closing twice is closing once.
///
/// # Errors
/// `SignInNeeded`; `NotFound`; `Forbidden`.
pub async fn close_poll(services: &Services, actor: &Actor, topic: &TopicId) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, rows, standing) = locked(&tx, actor, topic, now).await?;
    if !standing.is_author && !standing.moderates {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if !standing.can_close() {
        return Ok(());
    }
    poll::Entity::update_many()
        .col_expr(poll::Column::ClosedAt, Expr::value(now))
        .filter(poll::Column::TopicId.eq(topic.as_str()))
        .exec(&tx)
        .await?;
    if let Some(row) = rows.first().filter(|_| !standing.is_author) {
        let entry = Entry::of_topic(topic.as_str(), &row.category, Action::ClosePoll, "open");
        log::record(&tx, member, &entry, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The answers of the polls of these topics, for whoever reads them before they are public.
pub(crate) async fn choices_of<C: ConnectionTrait>(
    db: &C,
    topics: &[String],
) -> DomainResult<std::collections::HashMap<String, Vec<String>>> {
    let mut all: std::collections::HashMap<String, Vec<String>> = std::collections::HashMap::new();
    if topics.is_empty() {
        return Ok(all);
    }
    let rows = poll_option::Entity::find()
        .filter(poll_option::Column::TopicId.is_in(topics.iter().map(String::as_str)))
        .order_by_asc(poll_option::Column::TopicId)
        .order_by_asc(poll_option::Column::N)
        .all(db)
        .await?;
    for row in rows {
        all.entry(row.topic_id).or_default().push(row.label);
    }
    Ok(all)
}
