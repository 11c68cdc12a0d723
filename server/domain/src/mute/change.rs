//! Muting and blocking whoever wrote a post, and undoing it.

use contract::{
    ErrorCode, FieldCode,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{post, reaction},
    identity::member,
    notify::{alias_mute, mute, word_mute},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::OnConflict,
};

use super::{BLOCK, MUTE, blocks, words};
use crate::{
    Actor, DomainError, DomainResult, Role, Services,
    forum::{counters, relations::post_to_topic, visibility::visible_in_forum},
    identity::lookup,
};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Mute.
    Mute,
    /// Block.
    Block,
    /// Neither any more.
    Lift,
}

impl Change {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mute, Self::Block, Self::Lift];

    /// As forms name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mute => "mute",
            Self::Block => "block",
            Self::Lift => "lift",
        }
    }

    /// Reads the form's button.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.as_str() == text)
    }
}

/// Whoever may be blocked: everybody but the team, with whom contact must stay possible.
fn may_block(role: &str) -> bool {
    !Role::parse(role).is_some_and(Role::is_staff)
}

/// Mutes, blocks or lifts whoever wrote a post that she sees. An alias is muted within its topic, whatever button
/// was pressed: it has no contact that could be parted. Answers the post's topic and number.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; [`ErrorCode::NotFound`] for a post that she may not see, or whose author is gone;
/// [`ErrorCode::Forbidden`] for her own; a refused field (`action`) for somebody of the team who is to be blocked.
pub async fn by_post(
    services: &Services,
    actor: &Actor,
    id: &PostId,
    change: Change,
) -> DomainResult<(TopicId, i64)> {
    let reader = actor.require_member()?.id.as_str();
    let tx = services.db.begin().await?;
    let post = post::Entity::find_by_id(id.as_str())
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(visible_in_forum(actor))
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    if post.author_id.as_deref() == Some(reader) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    match (post.alias, post.author_id) {
        (Some(alias), _) => {
            let key = (reader.to_owned(), post.topic_id.clone(), alias);
            alias_mute::Entity::delete_by_id(key).exec(&tx).await?;
            if change != Change::Lift {
                let row = alias_mute::ActiveModel {
                    member_id: Set(reader.to_owned()),
                    topic_id: Set(post.topic_id.clone()),
                    alias: Set(alias),
                    created_at: Set(services.now_ms()),
                };
                alias_mute::Entity::insert(row).exec_without_returning(&tx).await?;
            }
        }
        (None, Some(other)) => {
            if change == Change::Block {
                let role: Option<String> = member::Entity::find_by_id(&other)
                    .select_only()
                    .column(member::Column::Role)
                    .into_tuple()
                    .one(&tx)
                    .await?;
                if !role.as_deref().is_some_and(may_block) {
                    return Err(DomainError::field("action", FieldCode::OfTheTeam));
                }
            }
            set_name(&tx, reader, &other, change, services.now_ms()).await?;
        }
        (None, None) => return Err(DomainError::not_found()),
    }
    tx.commit().await?;
    Ok((TopicId::trusted(post.topic_id), post.position.unwrap_or(1)))
}

async fn set_name(
    tx: &sea_orm::DatabaseTransaction,
    reader: &str,
    other: &str,
    change: Change,
    now: i64,
) -> DomainResult<()> {
    let before = blocks(tx, reader, other).await?;
    write(tx, reader, other, change, now).await?;
    if before == (change == Change::Block) {
        return Ok(());
    }
    // What the other one thinks of her texts counts no more, or counts again.
    let touched = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::AuthorId.eq(reader))
        .filter(post::Column::Alias.is_null())
        .filter(
            post::Column::Id.in_subquery(
                reaction::Entity::find()
                    .select_only()
                    .column(reaction::Column::PostId)
                    .filter(reaction::Column::MemberId.eq(other))
                    .into_query(),
            ),
        )
        .into_tuple::<String>()
        .all(tx)
        .await?;
    counters::recount_reactions(tx, &touched).await
}

async fn write(
    tx: &sea_orm::DatabaseTransaction,
    reader: &str,
    other: &str,
    change: Change,
    now: i64,
) -> DomainResult<()> {
    let kind = match change {
        Change::Mute => MUTE,
        Change::Block => BLOCK,
        Change::Lift => {
            mute::Entity::delete_by_id((reader.to_owned(), other.to_owned())).exec(tx).await?;
            return Ok(());
        }
    };
    let row = mute::ActiveModel {
        member_id: Set(reader.to_owned()),
        other_id: Set(other.to_owned()),
        kind: Set(kind.to_owned()),
        created_at: Set(now),
    };
    mute::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([mute::Column::MemberId, mute::Column::OtherId])
                .update_column(mute::Column::Kind)
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Lifts the mute or block of a name. A name that is nobody's, or that she never muted, changes nothing.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn lift_name(services: &Services, actor: &Actor, name: &str) -> DomainResult<()> {
    let reader = actor.require_member()?.id.as_str();
    let tx = services.db.begin().await?;
    if let Some(other) = lookup::by_name(&tx, name).await? {
        set_name(&tx, reader, &other.id, Change::Lift, services.now_ms()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Lifts the mute of an alias.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn lift_alias(services: &Services, actor: &Actor, topic: &TopicId, alias: i32) -> DomainResult<()> {
    let reader = actor.require_member()?.id.as_str();
    let tx = services.db.begin().await?;
    alias_mute::Entity::delete_many()
        .filter(alias_mute::Column::MemberId.eq(reader))
        .filter(alias_mute::Column::TopicId.eq(topic.as_str()))
        .filter(alias_mute::Column::Alias.eq(alias))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Sets her list of words: one a line.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; a refused field (`words`).
pub async fn set_words(services: &Services, actor: &Actor, typed: &str) -> DomainResult<()> {
    let reader = actor.require_member()?.id.as_str();
    let list = words::tidy(typed)?;
    let tx = services.db.begin().await?;
    word_mute::Entity::delete_by_id(reader).exec(&tx).await?;
    if !list.is_empty() {
        let row = word_mute::ActiveModel { member_id: Set(reader.to_owned()), words: Set(list) };
        word_mute::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_team_cannot_be_blocked() {
        for role in Role::ALL {
            assert_eq!(may_block(role.as_str()), matches!(role, Role::Member | Role::Trusted), "{role:?}");
        }
        for change in Change::ALL {
            assert_eq!(Change::parse(change.as_str()), Some(change));
        }
    }
}
