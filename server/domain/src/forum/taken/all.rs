//! A member takes away everything she wrote.

use contract::FieldCode;
use entity::forum::post;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter, QueryOrder};

use super::withdraw::withdraw_in;
use crate::{
    Actor, DomainError, DomainResult, Services,
    forum::{PostState, leave, submit, visibility::literal},
};

/// How much went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Texts that were there before.
    pub texts: u64,
}

/// Takes away everything she wrote, published or not, in one go. `sure`: she said that she means it. No limit
/// holds: it may be her safety.
///
/// # Errors
/// `SignInNeeded`; a refused field (`sure`).
pub async fn withdraw_everything(services: &Services, actor: &Actor, sure: bool) -> DomainResult<Gone> {
    let member = actor.require_member()?;
    if !sure {
        return Err(DomainError::field("sure", FieldCode::NotConfirmed));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    submit::lock_member(&tx, member).await?;
    let topics = leave::lock_topics(&tx, member.id.as_str()).await?;
    let posts = post::Entity::find()
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(post::Column::WithdrawnAt.is_null())
        .filter(
            post::Column::State
                .into_simple_expr()
                .is_not_in([literal(PostState::Vanished), literal(PostState::Purged)]),
        )
        .order_by_asc(post::Column::Id)
        .all(&tx)
        .await?;
    let mut texts = 0;
    for post in posts {
        let Some(topic) = topics.iter().find(|topic| topic.id == post.topic_id) else { continue };
        texts += u64::from(withdraw_in(&tx, &post, topic, now).await?);
    }
    tx.commit().await?;
    Ok(Gone { texts })
}
