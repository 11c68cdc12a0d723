//! Other answers for a poll, before anybody voted. They are looked at like those of a new question: what tells who
//! somebody is comes back once, and a text that waits is read again with the answers that it has now.

use contract::{
    ErrorCode, FieldCode,
    ids::{PostId, TopicId},
};
use entity::forum::{poll_option, post};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    PostState,
    gate::{self, Care, Gate, Look},
    new_poll::{labels, poll_lines, put_labels},
    poll::locked,
    publish,
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    moderation::{
        item::{self, Class, ItemKind},
        log::{self, Action, Entry},
    },
    safety::danger::{self, Origin},
};

/// Puts other answers into a poll for which nobody has voted yet. Answers the question's post.
///
/// # Errors
/// `SignInNeeded`; `NotFound`; `Forbidden` after the first vote, or when it is not hers to change; refused answers;
/// [`ErrorCode::PersonalData`] when something was found in them and she did not choose yet.
pub async fn change_poll(
    services: &Services,
    actor: &Actor,
    topic: &TopicId,
    choices: &str,
    care: &Care,
) -> DomainResult<PostId> {
    let now = services.now_ms();
    actor.require_voice()?;
    let look = gate::look_with_poll(services, "", "", &poll_lines(choices)).await?;
    let mut errors = Vec::new();
    let tx = services.db.begin().await?;
    let (member, rows, standing) = locked(&tx, actor, topic, now).await?;
    let Some(row) = rows.first().filter(|_| standing.can_edit()) else {
        return Err(DomainError::new(ErrorCode::Forbidden));
    };
    let labels = labels("choices", choices, &mut errors);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    if look.blocks {
        return Err(DomainError::field("choices", FieldCode::Advertising));
    }
    if look.asks() && !care.sends_as_is() {
        return Err(DomainError::new(ErrorCode::PersonalData));
    }
    poll_option::Entity::delete_many()
        .filter(poll_option::Column::TopicId.eq(topic.as_str()))
        .exec(&tx)
        .await?;
    put_labels(&tx, topic.as_str(), labels).await?;
    let asked =
        read_again(services, &tx, (topic, row.category.as_str()), &look, standing.is_author, now).await?;
    if !standing.is_author {
        let entry = Entry::of_topic(topic.as_str(), &row.category, Action::ChangePoll, "open");
        log::record(&tx, member, &entry, now).await?;
    }
    tx.commit().await?;
    Ok(asked)
}

/// Nobody publishes a question with answers that she did not read: its version is another one. The team is told what
/// was found; what says that somebody may be in danger comes first.
async fn read_again(
    services: &Services,
    tx: &DatabaseTransaction,
    (topic, category): (&TopicId, &str),
    look: &Look,
    is_author: bool,
    now: i64,
) -> DomainResult<PostId> {
    let asked = post::Entity::find()
        .filter(post::Column::TopicId.eq(topic.as_str()))
        .filter(post::Column::IsOpening.eq(true))
        .one(tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let state = PostState::parse(&asked.state);
    if state == PostState::Pending {
        let done = post::Entity::update_many()
            .col_expr(post::Column::Version, Expr::value(asked.version + 1))
            .filter(publish::waiting(&asked))
            .exec(tx)
            .await?;
        if done.rows_affected == 0 {
            // Somebody decided on it at this moment.
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        let found = [(look.holds, Gate::WatchedWord), (look.is_personal(), Gate::PersonalData)];
        if let Some((_, gate)) = found.into_iter().find(|(holds, _)| *holds) {
            // The first reason in the order of the gate stays.
            let later: Vec<&str> =
                Gate::ALL.into_iter().filter(|other| *other > gate).map(Gate::as_str).collect();
            item::say_why(tx, &asked.id, gate.as_str(), &later).await?;
        }
        if look.raises && is_author {
            item::raise(tx, ItemKind::Post, &asked.id, Class::Danger).await?;
        }
    }
    // What the team itself publishes is information, and no cry for help.
    if look.raises && is_author {
        danger::open(services, tx, &asked, category, Origin::Words, now).await?;
    }
    Ok(PostId::trusted(asked.id))
}
