//! What sending a topic and sending a reply have in common.

use contract::{
    ErrorCode,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{post, topic},
    identity::member,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait,
    IntoSimpleExpr, PaginatorTrait, QueryFilter, QuerySelect,
};

use super::{
    ContentNote, PostState, TextLanguage, gate::limits, policy::pace, read_topic, visibility::literal,
};
use crate::{
    DomainError, DomainResult, Member, markup, rate,
    submission::{self, FormKey},
};

/// What became of something that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Topic.
    pub topic: TopicId,
    /// Post.
    pub post: PostId,
    /// Waiting, or published at once.
    pub state: PostState,
    /// The number of the last page of its topic, where it stands.
    pub page: u64,
    /// The same form was sent before; this is its first result.
    pub replayed: bool,
}

/// Locks the member's row, so that two of her requests count one after the other on every database.
pub(super) async fn lock_member(tx: &DatabaseTransaction, member: &Member) -> DomainResult<()> {
    let found = member::Entity::find_by_id(member.id.as_str())
        .select_only()
        .column(member::Column::State)
        .lock_exclusive()
        .into_tuple::<String>()
        .one(tx)
        .await?;
    match found.as_deref() {
        Some("active") => Ok(()),
        _ => Err(DomainError::new(ErrorCode::SignInNeeded)),
    }
}

/// The first result of this form, if it was sent before.
pub(super) async fn first_result<C: ConnectionTrait>(
    db: &C,
    scope: &str,
    key: &FormKey,
) -> DomainResult<Option<(TopicId, PostId)>> {
    let Some(location) = submission::first_result(db, scope, key).await? else { return Ok(None) };
    let (topic, post) = location.split_once(' ').ok_or_else(|| {
        DomainError::caused(ErrorCode::Internal, format!("spent key of {scope} leads nowhere"))
    })?;
    Ok(Some((TopicId::trusted(topic), PostId::trusted(post))))
}

/// The answer to a form that was sent before: the first one's, wherever its text stands by now.
pub(super) async fn sent_before(
    tx: &DatabaseTransaction,
    topic: TopicId,
    post: PostId,
) -> DomainResult<Sent> {
    let found = post::Entity::find_by_id(post.as_str()).one(tx).await?;
    let state = found.as_ref().map_or(PostState::Pending, |row| PostState::parse(&row.state));
    let page = found.and_then(|row| row.position).map_or(1, read_topic::last_page);
    Ok(Sent { topic, post, state, page, replayed: true })
}

/// What is stored with a spent key.
pub(super) fn location(topic: &str, post: &str) -> String {
    format!("{topic} {post}")
}

/// Refuses what comes too fast, and one more text that would wait than may. `opening`: it opens a topic; `direct`: it is
/// published at once.
pub(super) async fn check_limits(
    tx: &DatabaseTransaction,
    member: &Member,
    (opening, direct): (bool, bool),
    now: i64,
) -> DomainResult<()> {
    if !direct {
        let pending = post::Entity::find()
            .filter(post::Column::AuthorId.eq(member.id.as_str()))
            .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Pending)))
            .count(tx)
            .await?;
        if pending >= limits::get(tx, limits::Number::PendingMost).await? {
            return Err(DomainError::new(ErrorCode::TooManyWaiting));
        }
    }
    rate::take(tx, pace(opening), member.id.as_str(), now).await
}

/// Refuses an answer that follows too soon on her last one, where the team slowed the topic down.
pub(super) async fn check_slow(
    tx: &DatabaseTransaction,
    member: &Member,
    topic: &topic::Model,
    now: i64,
) -> DomainResult<()> {
    let Some(seconds) = topic.slow_seconds else { return Ok(()) };
    let lately = post::Entity::find()
        .filter(post::Column::TopicId.eq(topic.id.as_str()))
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(post::Column::SubmittedAt.gt(now - i64::from(seconds) * 1_000))
        .count(tx)
        .await?;
    if lately > 0 { Err(DomainError::new(ErrorCode::TooManyRequests)) } else { Ok(()) }
}

/// The refused post that this one corrects, when the form names one: it must be hers.
pub(super) async fn corrected(
    tx: &DatabaseTransaction,
    member: &Member,
    named: &str,
) -> DomainResult<Option<String>> {
    if named.is_empty() {
        return Ok(None);
    }
    let id: PostId = named.parse().map_err(|_| DomainError::not_found())?;
    let found = post::Entity::find_by_id(id.as_str()).one(tx).await?.filter(|post| {
        post.author_id.as_deref() == Some(member.id.as_str())
            && matches!(PostState::parse(&post.state), PostState::Rejected | PostState::ChangesRequested)
    });
    found.map(|post| Some(post.id)).ok_or_else(DomainError::not_found)
}

/// A new post, waiting. What needs no review is published in the same transaction, by the same steps.
pub(super) struct Draft<'a> {
    pub id: String,
    pub topic: String,
    pub member: &'a Member,
    pub is_opening: bool,
    pub source: String,
    pub language: TextLanguage,
    pub resubmission_of: Option<String>,
    pub content_note: Option<ContentNote>,
    pub now: i64,
    /// The alias under which it stands, if her name is hidden.
    pub alias: Option<i32>,
}

impl Draft<'_> {
    /// The row.
    pub(super) fn into_row(self) -> post::ActiveModel {
        let html = markup::post(&self.source);
        post::ActiveModel {
            id: Set(self.id),
            topic_id: Set(self.topic),
            author_id: Set(Some(self.member.id.as_str().to_owned())),
            is_opening: Set(self.is_opening),
            position: Set(None),
            state: Set(PostState::Pending.as_str().to_owned()),
            source: Set(self.source),
            html: Set(html.into_string()),
            renderer_version: Set(markup::RENDERER_VERSION),
            language: Set(self.language.code().to_owned()),
            version: Set(1),
            reason_code: Set(None),
            note: Set(None),
            resubmission_of: Set(self.resubmission_of),
            submitted_at: Set(self.now),
            decided_at: Set(None),
            published_at: Set(None),
            hidden_state: Set(None),
            former: Set(None),
            alias: Set(self.alias),
            revision: Set(1),
            edited_at: Set(None),
            content_note: Set(self.content_note.map(|note| note.as_str().to_owned())),
            support_count: Set(0),
            thanks_count: Set(0),
            same_count: Set(0),
            shortened: Set(false),
            ..Default::default()
        }
    }
}
