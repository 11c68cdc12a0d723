//! Some texts of a topic become a topic of their own.

use contract::{
    ErrorCode, FieldCode, FieldError,
    ids::{PostId, TopicId},
    limits,
};
use entity::forum::{post, topic};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{
    along,
    inverse::{self, SPLIT, Stood},
    labels, lock, members, movable, place, wrong,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{
        PostState,
        list_categories::is_slug,
        taken,
        topic_event::{self, TopicEvent},
        visibility::standing_posts,
    },
    moderation::{
        Cause,
        log::{self, Action, Entry},
    },
    permission::{permits, require},
    services::new_id,
    text,
};

/// Most texts that go at a time.
pub const MOST: usize = 50;

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPart {
    /// Identifiers of the texts.
    pub posts: Vec<String>,
    /// Title of the new topic.
    pub title: String,
    /// Slug of its category.
    pub category: String,
    /// Why: the code of a [`Cause`].
    pub reason: String,
}

/// Makes a topic of some answers of a published one. The first of them opens it, under the name under which it stands.
/// The opening text of the old one stays, and what waits. Answers the new topic.
///
/// # Errors
/// Refused fields `posts`, `title`, `category`, `reason`; `Forbidden` for who does not moderate; `NotFound`, also outside of her
/// categories; `Conflict` when it was moved in this moment.
pub async fn split(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    form: &NewPart,
) -> DomainResult<TopicId> {
    require(actor, Permission::Move, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let before = movable(&tx, actor, id).await?;
    let moderator = require(actor, Permission::Move, Some(&before.category))?;
    let (title, cause) = checked(actor, form)?;
    let there =
        lock(&tx, [&before.category, &form.category], [before.id.as_str(), before.id.as_str()]).await?;
    if !there.contains(&form.category) {
        return Err(DomainError::field("category", FieldCode::UnknownChoice));
    }
    let old = movable(&tx, actor, id).await?;
    if old.category != before.category {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let chosen = chosen(&tx, &old, &form.posts).await?;
    let Some(head) = chosen.first() else { return Err(DomainError::field("posts", FieldCode::Required)) };
    let new = open(&tx, &old, head, (title, &form.category)).await?;
    carry(&tx, &old, &new, &chosen, now).await?;
    for (topic, event) in [(&old.id, TopicEvent::Split), (&new, TopicEvent::SplitFrom)] {
        taken::settle(&tx, topic).await?;
        topic_event::note(&tx, topic, event, now).await?;
    }
    let entry = Entry::of_topic(&old.id, &old.category, Action::Split, &new).for_code(cause.as_str());
    log::record(&tx, moderator, &entry, now).await?;
    tx.commit().await?;
    Ok(TopicId::trusted(new))
}

fn checked(actor: &Actor, form: &NewPart) -> DomainResult<(String, Cause)> {
    let title = text::single_line(&form.title);
    let mut errors = Vec::new();
    if form.posts.is_empty() {
        errors.push(FieldError::new("posts", FieldCode::Required));
    } else if form.posts.len() > MOST {
        errors.push(FieldError::new("posts", FieldCode::TooMany(MOST)));
    }
    if form.posts.iter().any(|id| id.parse::<PostId>().is_err()) {
        errors.push(FieldError::new("posts", FieldCode::UnknownChoice));
    }
    text::check_length(&mut errors, "title", &title, limits::TITLE_MIN, limits::TITLE_MAX);
    // Where she does not moderate she cannot put anything, nor learn what is there.
    if !is_slug(&form.category) || !permits(actor, Permission::Move, Some(&form.category)) {
        errors.extend(wrong("category", &form.category).fields);
    }
    match Cause::required(&form.reason) {
        Ok(cause) if errors.is_empty() => Ok((title, cause)),
        other => {
            errors.extend(other.err());
            Err(DomainError::fields(errors))
        }
    }
}

/// The texts, in their order. Each must stand in this topic, as everybody sees it; the first must be readable, for it
/// opens the new one.
async fn chosen(
    tx: &DatabaseTransaction,
    topic: &topic::Model,
    posts: &[String],
) -> DomainResult<Vec<post::Model>> {
    let mut ids: Vec<&str> = posts.iter().map(String::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    let count = ids.len();
    let found = post::Entity::find()
        .filter(post::Column::Id.is_in(ids))
        .filter(post::Column::TopicId.eq(topic.id.as_str()))
        .filter(post::Column::IsOpening.eq(false))
        .filter(post::Column::Position.is_not_null())
        .filter(standing_posts())
        .order_by_asc(post::Column::Position)
        .all(tx)
        .await?;
    let opens = found.first().is_some_and(|head| PostState::parse(&head.state) == PostState::Published);
    if found.len() == count && opens {
        Ok(found)
    } else {
        Err(DomainError::field("posts", FieldCode::UnknownChoice))
    }
}

/// The new topic, before anything stands in it. How its answers come is as in the old one.
async fn open(
    tx: &DatabaseTransaction,
    old: &topic::Model,
    head: &post::Model,
    (title, category): (String, &str),
) -> DomainResult<String> {
    let id = new_id();
    let row = topic::ActiveModel {
        id: Set(id.clone()),
        category: Set(category.to_owned()),
        author_id: Set(head.author_id.clone()),
        title: Set(title),
        language: Set(head.language.clone()),
        state: Set(PostState::Published.as_str().to_owned()),
        opening_post_id: Set(head.id.clone()),
        published_posts: Set(0),
        last_position: Set(0),
        last_published_at: Set(head.published_at),
        submitted_at: Set(head.submitted_at),
        hidden_state: Set(None),
        hidden_title: Set(None),
        former: Set(head.former),
        closed_at: Set(None),
        reopen_at: Set(None),
        unlisted_at: Set(old.unlisted_at),
        pinned_until: Set(None),
        front_until: Set(None),
        alias: Set(head.alias),
        replies_need_review: Set(old.replies_need_review),
        slow_seconds: Set(old.slow_seconds),
        moved_from: Set(None),
        moved_at: Set(None),
        kept_title: Set(None),
        about_kind: Set(None),
        about_id: Set(None),
    };
    topic::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Brings the texts into the new topic, with everything that is about them. Each keeps its state and its name there:
/// whoever reads both must not be able to tell apart one woman who has two letters.
async fn carry(
    tx: &DatabaseTransaction,
    old: &topic::Model,
    new: &str,
    texts: &[post::Model],
    now: i64,
) -> DomainResult<()> {
    let ids: Vec<String> = texts.iter().map(|post| post.id.clone()).collect();
    let numbers: Vec<i64> = texts.iter().filter_map(|post| post.position).collect();
    let category = topic::Entity::find_by_id(new).one(tx).await?.ok_or_else(DomainError::not_found)?.category;
    let placed: Vec<(String, Option<i64>)> = ids.iter().cloned().zip((1..).map(Some)).collect();
    place::put(tx, new, &placed).await?;
    place::set_last(tx, new, i64::try_from(ids.len()).unwrap_or_default()).await?;
    let left: Vec<(String, i64)> = ids.iter().cloned().zip(numbers.iter().copied()).collect();
    place::lead(tx, &old.id, &left).await?;
    along::bring(tx, &ids, (new, &category)).await?;
    if let Some(head) = ids.first() {
        place::set_opening(tx, head, true).await?;
        along::retarget(tx, ("post", head), ("topic", new)).await?;
    }
    let aliases = labels::fit(&labels::aliases(texts), &[], labels::next);
    let formers = labels::fit(&labels::formers(texts), &[], labels::next);
    let way = (old.id.as_str(), new);
    labels::remember(tx, way, &aliases).await?;
    labels::mutes(tx, way, &aliases).await?;
    labels::notes(tx, way, &aliases).await?;
    members::divide(tx, way, &numbers).await?;
    let stood = Stood {
        moved: ids.into_iter().zip(numbers.into_iter().map(Some)).collect(),
        stayed: Vec::new(),
        left: old.last_position,
        came_to: 0,
        aliases,
        formers,
    };
    inverse::keep(tx, SPLIT, way, &stood, now).await?;
    Ok(())
}
