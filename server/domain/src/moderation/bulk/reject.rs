//! Each of many refused by itself, and what became of it.

use std::collections::{BTreeSet, HashMap};

use contract::{ErrorCode, FieldCode, ids::ReviewId};
use entity::forum::{mod_log, post, review_item, topic};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect};

use super::{Chosen, Many, REASON, chosen};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{TextLanguage, relations::post_to_topic},
    moderation::{
        decide,
        decision::{Decision, Outcome, Verdict},
        item::ItemKind,
        line::Event,
        log::Action,
        queue_row,
        sight::in_sight,
        together,
    },
    permission::require,
};

/// What became of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ended {
    /// It is refused.
    Refused,
    /// It changed, or somebody decided on it, since she saw it.
    Changed,
    /// Somebody else has it in hand.
    InHand,
    /// The lead moderators have it.
    WithLead,
    /// It is looked at by itself: hard to read, or reported.
    ByItself,
    /// She does not decide on it.
    NotHers,
    /// Our mistake. It still waits.
    Failed,
}

/// One of them, afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its item, where she may know of it.
    pub item: Option<ReviewId>,
    /// Title of its topic, and the language of that; where she may know of it.
    pub title: Option<(String, TextLanguage)>,
    /// What became of it.
    pub ended: Ended,
}

/// Refuses all of them, each in its own transaction and in the version that she saw. The same key does nothing twice:
/// what it refused before is told as refused.
///
/// # Errors
/// Refused fields `item` and `key`; `SignInNeeded` or `Forbidden`. What goes wrong with one is told in its line.
pub async fn reject_many(
    services: &Services,
    actor: &Actor,
    sent: &[&str],
    key: &str,
) -> DomainResult<Vec<Line>> {
    let me = require(actor, Permission::ReviewQueue, None)?;
    let chosen = chosen(sent)?;
    if !together::may_use(services, me, key, Event::Bulk).await? {
        let code = if key.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        return Err(DomainError::field("key", code));
    }
    let known = known(services, actor, &chosen).await?;
    let categories: BTreeSet<&str> = known.values().map(|row| row.category.as_str()).collect();
    let category = categories.first().copied().filter(|_| categories.len() == 1);
    let many = Many { key, category };
    let mut lines = Vec::with_capacity(chosen.len());
    for one in &chosen {
        let row = known.get(one.post.as_str());
        let ended = reject(services, actor, one, row, many).await;
        lines.push(Line {
            item: row.map(|row| ReviewId::trusted(row.id.clone())),
            title: row.map(|row| (row.title.clone(), TextLanguage::parse(&row.title_language))),
            ended,
        });
    }
    Ok(lines)
}

async fn reject(
    services: &Services,
    actor: &Actor,
    one: &Chosen,
    known: Option<&Known>,
    many: Many<'_>,
) -> Ended {
    let form = Decision {
        post: one.post.to_string(),
        version: one.version.to_string(),
        action: Verdict::Reject.as_str().to_owned(),
        reason: REASON.as_str().to_owned(),
        ..Decision::default()
    };
    let done = decide::decide_of(services, actor, &form, Some(many)).await;
    let done = match done {
        Ok(Outcome::Stale(_)) => before(services, one, known, many.key).await,
        Ok(Outcome::Done(_)) => Ok(Ended::Refused),
        Ok(Outcome::InHand) => Ok(Ended::InHand),
        Ok(Outcome::WithLead) => Ok(Ended::WithLead),
        Ok(Outcome::ByItself) => Ok(Ended::ByItself),
        // Nothing of this is asked before something is refused.
        Ok(Outcome::TopicNotPublic(_) | Outcome::TopicClosed(_) | Outcome::NotReadable) => Ok(Ended::Failed),
        Err(error) => Err(error),
    };
    match done {
        Ok(ended) => ended,
        Err(error) if matches!(error.code, ErrorCode::Forbidden | ErrorCode::NotFound) => Ended::NotHers,
        Err(error) => {
            tracing::error!(code = ?error.code, at = %error.at, "one of many could not be refused");
            Ended::Failed
        }
    }
}

/// Whether the same click refused it already.
async fn before(services: &Services, one: &Chosen, known: Option<&Known>, key: &str) -> DomainResult<Ended> {
    let Some(known) = known else { return Ok(Ended::Changed) };
    let target = if known.is_opening { known.topic_id.as_str() } else { one.post.as_str() };
    let line: Option<String> = mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::Id)
        .filter(mod_log::Column::TargetId.eq(target))
        .filter(mod_log::Column::Action.eq(Action::Reject.as_str()))
        .filter(mod_log::Column::ParentId.eq(key))
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(if line.is_some() { Ended::Refused } else { Ended::Changed })
}

#[derive(FromQueryResult)]
struct Known {
    id: String,
    target_id: String,
    category: String,
    topic_id: String,
    is_opening: bool,
    title: String,
    title_language: String,
}

/// What she may know of the chosen ones, by post.
async fn known(
    services: &Services,
    actor: &Actor,
    chosen: &[Chosen],
) -> DomainResult<HashMap<String, Known>> {
    let rows = review_item::Entity::find()
        .select_only()
        .columns([review_item::Column::Id, review_item::Column::TargetId, review_item::Column::Category])
        .columns([post::Column::TopicId, post::Column::IsOpening])
        .column(topic::Column::Title)
        .column_as(topic::Column::Language, "title_language")
        .join(JoinType::InnerJoin, queue_row::item_to_post())
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(review_item::Column::Kind.eq(ItemKind::Post.as_str()))
        .filter(review_item::Column::TargetId.is_in(chosen.iter().map(|one| one.post.as_str())))
        .filter(in_sight(actor))
        .into_model::<Known>()
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.target_id.clone(), row)).collect())
}
