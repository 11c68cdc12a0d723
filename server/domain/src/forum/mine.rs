//! A member's own contributions, and what she needs to correct one.

use contract::ids::{PostId, TopicId};
use entity::forum::{category, post, revision, topic};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    Select, sea_query::Expr,
};

use super::{
    ContentNote, PostState, TextLanguage,
    edit::RevisionState,
    policy::ROWS_PER_PAGE,
    poll, quote,
    relations::{post_to_own_change, post_to_topic, topic_to_category},
    rules::{self, Audience},
    taken::may_undo,
    visibility::{can_see, visible_posts},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services, markup, moderation::Reason, services::day_of,
};

/// One of her contributions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic, when she may see it.
    pub title: Option<String>,
    /// Slug of the topic's category.
    pub category: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Whether it opens the topic.
    pub is_opening: bool,
    /// A few words of it.
    pub excerpt: String,
    /// State.
    pub state: PostState,
    /// Why it was refused.
    pub reason: Option<Reason>,
    /// The moderator's words to her.
    pub note: Option<String>,
    /// ISO day on which she sent it.
    pub day: String,
    /// Whether she can change it as it stands.
    pub can_edit: bool,
    /// Whether she can take back that she took it away.
    pub can_undo: bool,
    /// Whether a change of it waits, was refused, or came back to be changed.
    pub change: Option<RevisionState>,
    /// Whether the team would like to answer that change in private.
    pub offers: bool,
    /// Whether there is anything in its history.
    pub was_changed: bool,
}

/// A page of her contributions, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributions {
    /// The page.
    pub rows: Vec<Contribution>,
    /// Where the older ones begin.
    pub older: Option<PostId>,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    topic_id: String,
    is_opening: bool,
    source: String,
    state: String,
    reason_code: Option<String>,
    note: Option<String>,
    submitted_at: i64,
    title: String,
    category: String,
    language: String,
    topic_state: String,
    topic_author: Option<String>,
    audience: String,
    approved: bool,
    kept_title: Option<String>,
    taken_reason: Option<String>,
    withdrawn_at: Option<i64>,
    revision: i32,
    pending_revision: Option<i32>,
    change_state: Option<String>,
    change_reason: Option<String>,
}

/// Her texts, as rows of the list.
fn own(actor: &Actor, member: &Member) -> Select<post::Entity> {
    post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::TopicId,
            post::Column::IsOpening,
            post::Column::Source,
            post::Column::State,
            post::Column::ReasonCode,
            post::Column::Note,
            post::Column::SubmittedAt,
            post::Column::TakenReason,
            post::Column::WithdrawnAt,
            post::Column::Revision,
            post::Column::PendingRevision,
        ])
        .columns([topic::Column::Title, topic::Column::KeptTitle, topic::Column::Category])
        .column(topic::Column::Language)
        .column_as(revision::Column::State, "change_state")
        .column_as(revision::Column::ReasonCode, "change_reason")
        .column_as(topic::Column::State, "topic_state")
        .column_as(topic::Column::AuthorId, "topic_author")
        .column(category::Column::Audience)
        .expr_as(rules::approved(actor), "approved")
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::InnerJoin, topic_to_category())
        .join(JoinType::LeftJoin, post_to_own_change(&member.id))
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(visible_posts(actor))
}

/// One of her contributions.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for what is not hers.
pub async fn my_contribution(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Contribution> {
    let member = actor.require_member()?;
    let row = own(actor, member)
        .filter(post::Column::Id.eq(id.as_str()))
        .into_model::<Row>()
        .one(services.db.read())
        .await?
        .ok_or_else(DomainError::not_found)?;
    Ok(contribution(row, actor, services.now_ms()))
}

/// Everything she wrote, newest first, with its state.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for a cursor that is not one of her posts.
pub async fn my_contributions(
    services: &Services,
    actor: &Actor,
    after: Option<&PostId>,
) -> DomainResult<Contributions> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let mut query = own(actor, member);
    if let Some(after) = after {
        let at = post::Entity::find_by_id(after.as_str())
            .select_only()
            .column(post::Column::SubmittedAt)
            .filter(post::Column::AuthorId.eq(member.id.as_str()))
            .into_tuple::<i64>()
            .one(db)
            .await?
            .ok_or_else(DomainError::not_found)?;
        let place = Expr::tuple([
            Expr::col((post::Entity, post::Column::SubmittedAt)),
            Expr::col((post::Entity, post::Column::Id)),
        ]);
        query = query.filter(place.lt(Expr::tuple([Expr::value(at), Expr::value(after.as_str())])));
    }
    let mut rows = query
        .order_by_desc(post::Column::SubmittedAt)
        .order_by_desc(post::Column::Id)
        .limit(ROWS_PER_PAGE + 1)
        .into_model::<Row>()
        .all(db)
        .await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let older = rows.last().filter(|_| more).map(|row| PostId::trusted(row.id.clone()));
    let now = services.now_ms();
    Ok(Contributions { rows: rows.into_iter().map(|row| contribution(row, actor, now)).collect(), older })
}

fn contribution(row: Row, actor: &Actor, now: i64) -> Contribution {
    let author = row.topic_author.map(contract::ids::MemberId::trusted);
    let audience = Audience::parse(&row.audience).unwrap_or(Audience::Staff);
    let seen = audience.admits(actor, row.approved)
        && can_see(actor, PostState::parse(&row.topic_state), &row.category, author.as_ref());
    let state = PostState::parse(&row.state);
    let reason = match state {
        PostState::Removed | PostState::Held => row.taken_reason,
        _ => row.reason_code,
    };
    let change = row.change_state.as_deref().map(RevisionState::parse).filter(|change| change.is_pending());
    let offers = change == Some(RevisionState::Returned)
        && row.change_reason.as_deref() == Some(Reason::AnsweredPrivately.as_str());
    // Her own title is hers to read when it was taken away with her text.
    let title = row.kept_title.filter(|_| row.is_opening).unwrap_or(row.title);
    Contribution {
        post: PostId::trusted(row.id),
        topic: TopicId::trusted(row.topic_id),
        title: seen.then_some(title),
        category: row.category,
        language: TextLanguage::parse(&row.language),
        is_opening: row.is_opening,
        excerpt: markup::excerpt(&row.source, 160),
        state,
        reason: reason.and_then(|code| Reason::parse(&code)),
        note: row.note,
        day: day_of(row.submitted_at),
        can_edit: matches!(state, PostState::Pending | PostState::Published | PostState::Held),
        can_undo: state == PostState::Withdrawn && may_undo(row.withdrawn_at, now),
        change,
        offers,
        was_changed: row.revision > 1 || row.pending_revision.is_some(),
    }
}

/// What a form is filled with when she corrects a refused text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The refused post.
    pub post: PostId,
    /// Slug of the category.
    pub category: String,
    /// Title of the topic.
    pub title: String,
    /// Her text.
    pub source: String,
    /// Language of the text.
    pub language: TextLanguage,
    /// What she said that it is about.
    pub content_note: Option<ContentNote>,
    /// The answers of its poll, one a line.
    pub choices: String,
    /// Whether her pseudonym was hidden.
    pub hidden: bool,
}

/// One of her refused opening posts, to be corrected and sent again.
///
/// # Errors
/// `NotFound` when it is not hers, or was not refused.
pub async fn correction(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Correction> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let post = post::Entity::find_by_id(id.as_str())
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    if !matches!(PostState::parse(&post.state), PostState::Rejected | PostState::ChangesRequested) {
        return Err(DomainError::not_found());
    }
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    let mut choices = poll::choices_of(db, std::slice::from_ref(&topic.id)).await?;
    let choices = choices.remove(&topic.id).unwrap_or_default().join("\n");
    Ok(Correction {
        post: id.clone(),
        category: topic.category,
        title: topic.title,
        source: quote::in_form(&post.source, &quote::of_post(db, actor, id.as_str()).await?),
        language: TextLanguage::parse(&post.language),
        content_note: post.content_note.as_deref().and_then(ContentNote::parse),
        choices,
        hidden: post.alias.is_some(),
    })
}
