//! Requests, as the desk sees them. None of this names the woman.

use contract::ids::{MemberId, PostId, RequestId, TopicId};
use entity::{
    forum::{post, topic},
    identity::member,
    staff::identity_request,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Cause, HoldCause, OPEN_MS, WAITS_MS, apart, concerns_another};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{PostState, TextLanguage, visibility::can_see},
    permission::{permits, require},
    services::day_of,
    staff::audit::{self, Action, Entry},
};

/// Requests that the desk lists.
const LISTED: u64 = 50;

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// It waits for a second person.
    Waiting,
    /// Nobody confirmed it in time.
    Lapsed,
    /// It was refused or taken back.
    Refused,
    /// The two can look now.
    Open,
    /// The hour is over.
    Over,
}

impl RequestState {
    /// How a request stands at this moment.
    pub fn of(row: &identity_request::Model, now: i64) -> Self {
        match (row.refused_at, row.confirmed_at) {
            (Some(_), _) => Self::Refused,
            (None, Some(at)) if now - at <= OPEN_MS => Self::Open,
            (None, Some(_)) => Self::Over,
            (None, None) if now - row.asked_at <= WAITS_MS => Self::Waiting,
            (None, None) => Self::Lapsed,
        }
    }
}

/// A text under an alias, about which somebody asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Slug of the category.
    pub category: String,
    /// Under which alias it stands.
    pub alias: i32,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Identifier.
    pub id: RequestId,
    /// The topic.
    pub topic: TopicId,
    /// The text that gave cause.
    pub post: PostId,
    /// The alias.
    pub alias: i32,
    /// Why.
    pub cause: Option<Cause>,
    /// How it stands.
    pub state: RequestState,
    /// Who asked; nothing once her account is gone.
    pub asked_by: Option<String>,
    /// ISO day.
    pub asked_day: String,
    /// Who confirmed.
    pub confirmed_by: Option<String>,
    /// Whether the reader asked.
    pub is_mine: bool,
    /// Whether the reader is one of the two.
    pub is_of_the_two: bool,
    /// Whether anybody looked.
    pub looked: bool,
    /// Why she must not be told now.
    pub hold: Option<HoldCause>,
    /// ISO day on which she was told.
    pub told_day: Option<String>,
}

/// The newest requests, but for those about the reader herself.
///
/// # Errors
/// Like [`require`] of [`Permission::SeeIdentity`].
pub async fn requests(services: &Services, actor: &Actor) -> DomainResult<Vec<Request>> {
    let reader = require(actor, Permission::SeeIdentity, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let rows = identity_request::Entity::find()
        .order_by_desc(identity_request::Column::AskedAt)
        .order_by_desc(identity_request::Column::Id)
        .limit(LISTED)
        .all(&tx)
        .await?;
    let mut list = Vec::new();
    for row in rows {
        if concerns_another(&tx, actor, &row).await.is_ok() {
            list.push(view(&tx, row, &reader.id, now).await?);
        }
    }
    audit::record(&tx, Some(reader), Entry::of(Action::IdentityRead), now).await?;
    tx.commit().await?;
    Ok(list)
}

/// One request.
///
/// # Errors
/// Like [`requests`]; `NotFound`, also for one about the reader herself.
pub async fn request(services: &Services, actor: &Actor, id: &RequestId) -> DomainResult<Request> {
    let reader = require(actor, Permission::SeeIdentity, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = identity_request::Entity::find_by_id(id.as_str()).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    concerns_another(&tx, actor, &row).await?;
    let request = view(&tx, row, &reader.id, now).await?;
    let entry = Entry::of(Action::IdentityRead).on("identity_request", id.as_str());
    audit::record(&tx, Some(reader), entry, now).await?;
    tx.commit().await?;
    Ok(request)
}

/// The text about which somebody is going to ask.
///
/// # Errors
/// Like [`requests`]; `NotFound` as for [`super::ask`].
pub async fn subject(services: &Services, actor: &Actor, post: &PostId) -> DomainResult<Subject> {
    require(actor, Permission::SeeIdentity, None)?;
    subject_in(services.db.read(), actor, post).await
}

/// The same, on any connection.
pub(super) async fn subject_in<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: &PostId,
) -> DomainResult<Subject> {
    let post = post::Entity::find_by_id(id.as_str()).one(db).await?.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    apart(db, actor, &post.id).await?;
    let author = post.author_id.map(MemberId::trusted);
    let seen = can_see(actor, PostState::parse(&post.state), &topic.category, None)
        && permits(actor, Permission::SeeIdentity, Some(&topic.category));
    let mine = author.is_some() && author.as_ref() == actor.member_id();
    match post.alias {
        Some(alias) if seen && !mine && author.is_some() => Ok(Subject {
            post: id.clone(),
            topic: TopicId::trusted(topic.id),
            title: topic.title,
            language: TextLanguage::parse(&topic.language),
            category: topic.category,
            alias,
        }),
        _ => Err(DomainError::not_found()),
    }
}

async fn name_of<C: ConnectionTrait>(db: &C, id: Option<&str>) -> DomainResult<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let name: Option<String> = member::Entity::find_by_id(id)
        .select_only()
        .column(member::Column::Pseudonym)
        .filter(member::Column::Pseudonym.ne(""))
        .into_tuple()
        .one(db)
        .await?;
    Ok(name)
}

async fn view<C: ConnectionTrait>(
    db: &C,
    row: identity_request::Model,
    reader: &MemberId,
    now: i64,
) -> DomainResult<Request> {
    let is = |who: &Option<String>| who.as_deref() == Some(reader.as_str());
    Ok(Request {
        state: RequestState::of(&row, now),
        asked_by: name_of(db, row.asked_by.as_deref()).await?,
        confirmed_by: name_of(db, row.confirmed_by.as_deref()).await?,
        is_mine: is(&row.asked_by),
        is_of_the_two: is(&row.asked_by) || is(&row.confirmed_by),
        id: RequestId::trusted(row.id),
        topic: TopicId::trusted(row.topic_id),
        post: PostId::trusted(row.post_id),
        alias: row.alias,
        cause: Cause::parse(&row.reason),
        asked_day: day_of(row.asked_at),
        looked: row.looked_at.is_some(),
        hold: row.hold_reason.as_deref().and_then(HoldCause::parse),
        told_day: row.told_at.map(day_of),
    })
}
