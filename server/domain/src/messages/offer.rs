//! The team offers to answer a text in private. Only its author's yes makes a conversation of it.

use contract::{
    ErrorCode, FieldCode,
    ids::{CaseId, PostId},
};
use entity::{
    forum::{post, revision, topic},
    messages::private_offer,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect,
};

use super::{
    Kind,
    begin::{open_case_in, say},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    forum::{PostState, edit::revision::offered, publish, quote},
};

/// How an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// She did not answer yet.
    Open,
    /// She said yes: her words are the first of a conversation.
    Accepted,
    /// She said no.
    Declined,
}

impl Offer {
    const ALL: [Self; 3] = [Self::Open, Self::Accepted, Self::Declined];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "offered",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }

    /// Reads what is stored; what is not understood asks nothing of her.
    fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|offer| offer.as_str() == text).unwrap_or(Self::Declined)
    }
}

/// Offers to answer a text in private, in the transaction of the decision.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn offer<C: ConnectionTrait>(tx: &C, post: &str, kind: Kind, now: i64) -> DomainResult<()> {
    private_offer::Entity::delete_by_id(post).exec(tx).await?;
    let row = private_offer::ActiveModel {
        post_id: Set(post.to_owned()),
        kind: Set(kind.as_str().to_owned()),
        state: Set(Offer::Open.as_str().to_owned()),
        offered_at: Set(now),
        answered_at: Set(None),
    };
    private_offer::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What was offered about a text, or about a change of one, that came back to its author, for her page of it.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn offer_of<C: ConnectionTrait>(db: &C, post: &post::Model) -> DomainResult<Option<Offer>> {
    if PostState::parse(&post.state) != PostState::ChangesRequested && offered(db, post).await?.is_none() {
        return Ok(None);
    }
    let row = private_offer::Entity::find_by_id(post.id.as_str()).one(db).await?;
    Ok(row.map(|row| Offer::parse(&row.state)))
}

/// What was offered, and about what.
struct Found {
    post: post::Model,
    topic: topic::Model,
    row: private_offer::Model,
    /// The change of a published text that it is about; nothing when it is about the text itself.
    change: Option<revision::Model>,
}

/// Her text, its topic and the offer, as long as the text is hers and it, or its change, was sent back to her.
async fn find(tx: &DatabaseTransaction, member: &Member, id: &PostId) -> DomainResult<Found> {
    let post = post::Entity::find_by_id(id.as_str())
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .one(tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let change = offered(tx, &post).await?;
    if change.is_none() && PostState::parse(&post.state) != PostState::ChangesRequested {
        return Err(DomainError::not_found());
    }
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(tx).await?;
    let row = private_offer::Entity::find_by_id(id.as_str()).lock_exclusive().one(tx).await?;
    let (topic, row) = topic.zip(row).ok_or_else(DomainError::not_found)?;
    Ok(Found { post, topic, row, change })
}

/// Her answer. On *yes* her words become the first of a conversation, under the name under which they stood, and the
/// team's the second: that conversation. On *no* nothing changes: her text is hers to correct. The same answer once
/// more changes nothing. Of a change of a published text the words of the change are meant; what everybody reads stays
/// as it is, whatever she answers.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for what is not hers, or was not offered; the refused field `answer`; `Conflict` when she
/// answered otherwise before.
pub async fn answer_offer(
    services: &Services,
    actor: &Actor,
    id: &PostId,
    answer: &str,
) -> DomainResult<Option<CaseId>> {
    let member = actor.require_member()?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let Found { topic, .. } = find(&tx, member, id).await?;
    let wanted = match answer {
        "yes" => Offer::Accepted,
        "no" => Offer::Declined,
        "" => return Err(DomainError::field("answer", FieldCode::Required)),
        _ => return Err(DomainError::field("answer", FieldCode::UnknownChoice)),
    };
    publish::lock(&tx, &topic.category, &topic.id).await?;
    // Whoever held the lock may have taken it away, or answered.
    let Found { post, topic, row, change: of_change } = find(&tx, member, id).await?;
    let stands = Offer::parse(&row.state);
    if stands == wanted {
        return Ok(None);
    }
    if stands != Offer::Open {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let kind = if row.kind == Kind::Safety.as_str() { Kind::Safety } else { Kind::Question };
    let mut change = row.into_active_model();
    change.state = Set(wanted.as_str().to_owned());
    change.answered_at = Set(Some(now));
    change.update(&tx).await?;
    let mut opened = None;
    if wanted == Offer::Accepted {
        let quotes = quote::of_post(&tx, actor, &post.id).await?;
        let (title, source, note) = match of_change {
            Some(of_change) => (of_change.title.unwrap_or_default(), of_change.source, of_change.note),
            None => (topic.kept_title.unwrap_or(topic.title), post.source, post.note),
        };
        let source = quote::in_form(&source, &quotes);
        let words =
            if post.is_opening && !title.is_empty() { format!("{title}\n\n{source}") } else { source };
        let hidden = post.alias.is_some();
        let about = (kind, topic.category.as_str());
        let case = open_case_in(services, &tx, &member.id, about, words, hidden, now).await?;
        if let Some(first) = note {
            // Behind her own words, which were said in this instant too.
            say(&tx, case.as_str(), true, first, None, now + 1).await?;
        }
        opened = Some(case);
    }
    tx.commit().await?;
    Ok(opened)
}
