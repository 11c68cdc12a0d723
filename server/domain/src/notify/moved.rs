//! Texts stand in another topic now: what tells of them leads there.

use entity::notify::notification;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::Kind;
use crate::DomainResult;

/// Notifications of these texts lead to another topic, and answers are told in its line.
pub(crate) async fn moved<C: ConnectionTrait>(tx: &C, posts: &[String], topic: &str) -> DomainResult<()> {
    let of = |posts: &[String]| notification::Column::PostId.is_in(posts.iter().map(String::as_str));
    notification::Entity::update_many()
        .col_expr(notification::Column::TopicId, Expr::value(topic))
        .filter(of(posts))
        .exec(tx)
        .await?;
    for kind in [Kind::ReplyFollowed, Kind::ReplyToMe] {
        notification::Entity::update_many()
            .col_expr(notification::Column::GroupKey, Expr::value(kind.group("", topic, "")))
            .filter(notification::Column::Kind.eq(kind.as_str()))
            .filter(of(posts))
            .exec(tx)
            .await?;
    }
    Ok(())
}
