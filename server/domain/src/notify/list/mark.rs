//! What is no news any more.

use entity::{forum::post, notify::notification};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr,
};

use super::is_id;
use crate::{
    Actor, DomainResult, Member, Services,
    notify::{Kind, digest},
};

/// Marks everything as read.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn mark_all_read(services: &Services, actor: &Actor) -> DomainResult<()> {
    let member = actor.require_member()?;
    mark(services, member, None).await
}

/// Marks one line as read. One that is none of hers, or was read before, changes nothing.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn mark_read(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = actor.require_member()?;
    if !is_id(id) {
        return Ok(());
    }
    let group: Option<String> = notification::Entity::find_by_id(id)
        .select_only()
        .column(notification::Column::GroupKey)
        .filter(notification::Column::RecipientId.eq(member.id.as_str()))
        .into_tuple()
        .one(services.db.read())
        .await?;
    match group {
        Some(group) => mark(services, member, Some(&group)).await,
        None => Ok(()),
    }
}

async fn mark(services: &Services, member: &Member, group: Option<&str>) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let mut update = notification::Entity::update_many()
        .col_expr(notification::Column::ReadAt, Expr::value(now))
        .filter(notification::Column::RecipientId.eq(member.id.as_str()))
        .filter(notification::Column::ReadAt.is_null());
    if let Some(group) = group {
        update = update.filter(notification::Column::GroupKey.eq(group));
    }
    update.exec(&tx).await?;
    digest::visited(&tx, member.id.as_str()).await?;
    tx.commit().await?;
    Ok(())
}

/// She has read a topic up to a number: what told her of it is no news any more.
pub(crate) async fn seen<C: ConnectionTrait>(
    tx: &C,
    member: &str,
    topic: &str,
    n: i64,
    now: i64,
) -> DomainResult<()> {
    let read = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::TopicId.eq(topic))
        .filter(post::Column::Position.lte(n))
        .into_query();
    notification::Entity::update_many()
        .col_expr(notification::Column::ReadAt, Expr::value(now))
        .filter(notification::Column::RecipientId.eq(member))
        .filter(notification::Column::ReadAt.is_null())
        .filter(notification::Column::TopicId.eq(topic))
        .filter(notification::Column::PostId.in_subquery(read))
        .exec(tx)
        .await?;
    digest::visited(tx, member).await
}

/// She has read a conversation with the team: what told her of it is no news any more.
pub(crate) async fn message_read<C: ConnectionTrait>(
    db: &C,
    member: &str,
    conversation: &str,
    now: i64,
) -> DomainResult<()> {
    notification::Entity::update_many()
        .col_expr(notification::Column::ReadAt, Expr::value(now))
        .filter(notification::Column::RecipientId.eq(member))
        .filter(notification::Column::ReadAt.is_null())
        .filter(notification::Column::GroupKey.eq(Kind::TeamMessage.group("", "", conversation)))
        .exec(db)
        .await?;
    Ok(())
}
