//! How one text of a member stands: for the page to which sending leads.

use contract::ids::{PostId, TopicId};
use entity::forum::{post, revision, topic};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    PostState, TextLanguage,
    edit::RevisionState,
    gate,
    quote::{self, Quoted},
    relations::post_to_topic,
    topic_view::OwnChange,
    visibility::{in_audience, literal, visible_posts, visible_topics},
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    markup::SafeHtml,
    messages::{self, Offer},
    moderation::Reason,
};

/// Decisions of so many days tell how long it usually takes.
const DAYS_MS: i64 = 30 * 86_400_000;
/// With fewer nothing is said: two texts are no habit.
const DECISIONS_MIN: usize = 5;
/// Most decisions that are looked at.
const DECISIONS_MAX: u64 = 2_000;

/// How long reading took in the last thirty days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// Half of the texts were read within this time, milliseconds.
    pub median_ms: i64,
    /// Nine in ten were.
    pub ninetieth_ms: i64,
}

/// A text of hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Post.
    pub post: PostId,
    /// Topic.
    pub topic: TopicId,
    /// Title of the topic; empty when it is not for her eyes any more.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// Whether it opens the topic.
    pub is_opening: bool,
    /// How it stands.
    pub state: PostState,
    /// Its text.
    pub html: SafeHtml,
    /// The quotes of others that stand in it.
    pub quotes: Vec<Quoted>,
    /// Its language.
    pub language: TextLanguage,
    /// Why it came back.
    pub reason: Option<Reason>,
    /// The team's words with that.
    pub note: Option<String>,
    /// A change of it that waits or came back to her, which everybody else does not read.
    pub change: Option<OwnChange>,
    /// Whether the team would like to answer it, or that change, in private, and what she said to that.
    pub offer: Option<Offer>,
    /// The alias under which it stands, if her name is hidden.
    pub alias: Option<i32>,
    /// How many texts wait since before, in categories that she reads; nothing when it does not wait.
    pub before: Option<u64>,
    /// How long it usually takes, when enough is known.
    pub delay: Option<Delay>,
    /// Whether its words say that she may need help.
    pub helps: bool,
}

/// One of her texts.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` when it is not hers.
pub async fn waiting(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Waiting> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let post = post::Entity::find_by_id(id.as_str())
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(visible_posts(actor))
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    // A topic that is not for her eyes any more is not told of here either.
    let topic =
        topic::Entity::find_by_id(post.topic_id.as_str()).filter(visible_topics(actor)).one(db).await?;
    let state = PostState::parse(&post.state);
    let (mut before, mut delay, mut helps) = (None, None, false);
    if state == PostState::Pending {
        before = Some(waits_before(db, actor, &post).await?);
        delay = usual(db, services.now_ms()).await?;
        let title = topic.as_ref().filter(|_| post.is_opening).map_or("", |topic| topic.title.as_str());
        let look = gate::look(services, title, &post.source).await?;
        helps = look.helps || look.raises;
    }
    let quotes = quote::of_post(db, actor, id.as_str()).await?;
    let offer = messages::offer_of(db, &post).await?;
    let change = change_of(db, &post).await?;
    let (title, title_language) = topic.map_or_else(Default::default, |topic| (topic.title, topic.language));
    Ok(Waiting {
        post: id.clone(),
        topic: TopicId::trusted(post.topic_id),
        title,
        title_language: TextLanguage::parse(&title_language),
        is_opening: post.is_opening,
        state,
        html: SafeHtml::from_store(post.html),
        quotes,
        language: TextLanguage::parse(&post.language),
        reason: post.reason_code.and_then(|code| Reason::parse(&code)),
        note: post.note,
        change,
        offer,
        alias: post.alias,
        before,
        delay,
        helps,
    })
}

async fn change_of<C: ConnectionTrait>(db: &C, post: &post::Model) -> DomainResult<Option<OwnChange>> {
    let Some(n) = post.pending_revision else { return Ok(None) };
    let row = revision::Entity::find_by_id((post.id.clone(), n)).one(db).await?;
    let shown =
        row.map(|row| (RevisionState::parse(&row.state), row)).filter(|(state, _)| state.is_pending());
    Ok(shown.map(|(state, row)| OwnChange {
        state,
        title: row.title,
        html: SafeHtml::from_store(row.html),
        reason: row.reason_code.as_deref().and_then(Reason::parse),
        note: row.note,
    }))
}

/// In categories that she reads: how much waits in others is not hers to know.
async fn waits_before<C: ConnectionTrait>(db: &C, actor: &Actor, post: &post::Model) -> DomainResult<u64> {
    let earlier = Condition::any().add(post::Column::SubmittedAt.lt(post.submitted_at)).add(
        Condition::all()
            .add(post::Column::SubmittedAt.eq(post.submitted_at))
            .add(post::Column::Id.lt(post.id.as_str())),
    );
    Ok(post::Entity::find()
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Pending)))
        .filter(in_audience(actor))
        .filter(earlier)
        .count(db)
        .await?)
}

/// How long reading took in the last thirty days; what appeared without being read does not count.
async fn usual<C: ConnectionTrait>(db: &C, now: i64) -> DomainResult<Option<Delay>> {
    let column = |column| Expr::col((post::Entity, column));
    let times: Vec<i64> = post::Entity::find()
        .select_only()
        .expr(column(post::Column::DecidedAt).sub(column(post::Column::SubmittedAt)))
        .filter(post::Column::DecidedAt.gt(now - DAYS_MS))
        .filter(column(post::Column::DecidedAt).gt(column(post::Column::SubmittedAt)))
        .order_by_desc(post::Column::DecidedAt)
        .limit(DECISIONS_MAX)
        .into_tuple()
        .all(db)
        .await?;
    Ok(delay_of(times))
}

fn delay_of(mut times: Vec<i64>) -> Option<Delay> {
    if times.len() < DECISIONS_MIN {
        return None;
    }
    times.sort_unstable();
    let last = times.len() - 1;
    // The value at or above the rank: a promise is rather too long than too short.
    let at = |tenths: usize| times.get((last * tenths).div_ceil(10)).copied();
    Some(Delay { median_ms: at(5)?, ninetieth_ms: at(9)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_decisions_are_no_habit() {
        assert_eq!(delay_of(vec![]), None);
        assert_eq!(delay_of(vec![1, 2, 3, 4]), None);
        assert_eq!(delay_of(vec![5, 1, 4, 2, 3]), Some(Delay { median_ms: 3, ninetieth_ms: 5 }));
        let many = delay_of((1..=100).rev().collect());
        assert_eq!(many, Some(Delay { median_ms: 51, ninetieth_ms: 91 }));
    }
}
