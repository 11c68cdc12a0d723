//! A topic is joined to another one: its texts stand there, and its address leads there.

use contract::{ErrorCode, FieldCode, ids::TopicId};
use entity::forum::{poll, post, topic};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::{
    along,
    inverse::{self, MERGE, Stood},
    labels, lock, members, movable, place,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{
        TextLanguage, alias, taken,
        topic_event::{self, TopicEvent},
    },
    moderation::{
        Cause,
        log::{self, Action, Entry},
    },
    permission::require,
};

/// What is to be joined, before it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joining {
    /// The topic whose texts go: its title, and the language of that.
    pub from: (String, TextLanguage),
    /// The topic to which they go, and the same of it; nothing while she did not name one.
    pub to: Option<(TopicId, String, TextLanguage)>,
    /// Whether it has a poll: then it stays, for nobody would know what was asked.
    pub has_poll: bool,
}

/// What a moderator is about to do.
///
/// # Errors
/// As [`merge`], but for the reason.
pub async fn joining(
    services: &Services,
    actor: &Actor,
    from: &TopicId,
    to: Option<&TopicId>,
) -> DomainResult<Joining> {
    require(actor, Permission::Move, None)?;
    let db = services.db.read();
    let named = |topic: topic::Model| (topic.title, TextLanguage::parse(&topic.language));
    let Some(to) = to else {
        let from = movable(db, actor, from).await?;
        let has_poll = asks(db, &from.id).await?;
        return Ok(Joining { from: named(from), to: None, has_poll });
    };
    let (source, target) = pair(db, actor, from, to).await?;
    let (title, language) = named(target);
    Ok(Joining { from: named(source), to: Some((to.clone(), title, language)), has_poll: false })
}

async fn asks<C: ConnectionTrait>(db: &C, topic: &str) -> DomainResult<bool> {
    Ok(poll::Entity::find_by_id(topic).one(db).await?.is_some())
}

/// Both topics, if she may do this with them.
async fn pair<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    from: &TopicId,
    to: &TopicId,
) -> DomainResult<(topic::Model, topic::Model)> {
    let source = movable(db, actor, from).await?;
    let no_target = || DomainError::field("target", FieldCode::UnknownChoice);
    if from == to || asks(db, &source.id).await? {
        return Err(no_target());
    }
    // Where she does not moderate she cannot put anything, nor learn what is there.
    let target = movable(db, actor, to).await.map_err(|error| match error.code {
        ErrorCode::NotFound => no_target(),
        _ => error,
    })?;
    Ok((source, target))
}

/// Joins a published topic to another one. Its texts stand there in the order in which everything was published, below
/// what was asked there; each keeps its state, and what waits waits there.
///
/// # Errors
/// A refused field `target`, `reason`; `Forbidden` for who does not moderate; `NotFound`, also outside of her categories;
/// `Conflict` when one of them was moved in this moment.
pub async fn merge(
    services: &Services,
    actor: &Actor,
    (from, to): (&TopicId, &TopicId),
    reason: &str,
) -> DomainResult<()> {
    require(actor, Permission::Move, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let before = pair(&tx, actor, from, to).await?;
    let moderator = require(actor, Permission::Move, Some(&before.1.category))?;
    let cause = Cause::required(reason).map_err(|error| DomainError::fields(vec![error]))?;
    lock(&tx, [&before.0.category, &before.1.category], [&before.0.id, &before.1.id]).await?;
    let (source, target) = pair(&tx, actor, from, to).await?;
    if (&source.category, &target.category) != (&before.0.category, &before.1.category) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    carry(&tx, &source, &target, now).await?;
    place::leave_to(&tx, &source, &target).await?;
    taken::settle(&tx, &target.id).await?;
    for (topic, event) in [(&target.id, TopicEvent::Merge), (&source.id, TopicEvent::MergeInto)] {
        topic_event::note(&tx, topic, event, now).await?;
    }
    let entry =
        Entry::of_topic(&target.id, &target.category, Action::Merge, &source.id).for_code(cause.as_str());
    log::record(&tx, moderator, &entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// A text in its new place: whether it came from the other topic, and the number that it had.
struct Placed<'a> {
    post: &'a post::Model,
    came: bool,
    n: i64,
}

/// All numbered texts of both topics in the order in which they were published, below what was asked in the second.
fn ordered<'a>(came: &'a [post::Model], here: &'a [post::Model]) -> Vec<Placed<'a>> {
    let numbered = |came: bool| move |post: &'a post::Model| post.position.map(|n| Placed { post, came, n });
    let mut all: Vec<Placed<'a>> = here.iter().filter_map(numbered(false)).collect();
    all.extend(came.iter().filter_map(numbered(true)));
    all.sort_by_key(|one| {
        let first = !one.came && one.post.is_opening;
        (!first, one.post.published_at.unwrap_or_default(), one.came, one.n)
    });
    all
}

async fn carry(
    tx: &DatabaseTransaction,
    source: &topic::Model,
    target: &topic::Model,
    now: i64,
) -> DomainResult<()> {
    let came = place::texts_of(tx, &source.id).await?;
    let here = place::texts_of(tx, &target.id).await?;
    let order = ordered(&came, &here);
    let mut placed: Vec<(String, Option<i64>)> = Vec::new();
    let mut stayed: Vec<(String, i64)> = Vec::new();
    for (one, n) in order.iter().zip(1_i64..) {
        if one.came || one.n != n {
            placed.push((one.post.id.clone(), Some(n)));
        }
        if !one.came && one.n != n {
            stayed.push((one.post.id.clone(), one.n));
        }
    }
    let waiting = came.iter().filter(|post| post.position.is_none());
    placed.extend(waiting.map(|post| (post.id.clone(), None)));
    place::put(tx, &target.id, &placed).await?;
    // Never lower than it was: what is numbered since must not stand in the way when this is taken back.
    let last = Ord::max(target.last_position, i64::try_from(order.len()).unwrap_or_default());
    place::set_last(tx, &target.id, last).await?;
    let left: Vec<(String, i64)> =
        came.iter().filter_map(|post| Some((post.id.clone(), post.position?))).collect();
    place::lead(tx, &source.id, &left).await?;
    place::set_opening(tx, &source.opening_post_id, false).await?;

    let ids: Vec<String> = came.iter().map(|post| post.id.clone()).collect();
    along::bring(tx, &ids, (&target.id, &target.category)).await?;
    along::retarget(tx, ("topic", &source.id), ("post", &source.opening_post_id)).await?;
    let way = (source.id.as_str(), target.id.as_str());
    let (aliases, formers) = relabelled(tx, way, (&came, &here)).await?;
    labels::relabel(tx, &ids, &aliases, &formers).await?;
    labels::remember(tx, way, &aliases).await?;
    labels::mutes(tx, way, &aliases).await?;
    labels::notes(tx, way, &aliases).await?;
    let stood = Stood {
        moved: came.iter().map(|post| (post.id.clone(), post.position)).collect(),
        stayed,
        left: source.last_position,
        came_to: target.last_position,
        aliases,
        formers,
    };
    let inverse = inverse::keep(tx, MERGE, way, &stood, now).await?;
    let order: Vec<(bool, i64)> = order.iter().map(|one| (one.came, one.n)).collect();
    members::unite(tx, &inverse, way, &order).await
}

/// What the texts that come are called there.
async fn relabelled(
    tx: &DatabaseTransaction,
    (from, to): (&str, &str),
    (came, here): (&[post::Model], &[post::Model]),
) -> DomainResult<(labels::Map, labels::Map)> {
    let mut incoming = labels::aliases(came);
    incoming.extend(labels::holders(tx, from).await?.keys());
    let mut taken: Vec<i32> = labels::aliases(here).into_iter().collect();
    taken.extend(labels::holders(tx, to).await?.keys());
    let aliases = labels::fit(&incoming, &taken, alias::drawn);
    let taken: Vec<i32> = labels::formers(here).into_iter().collect();
    let formers = labels::fit(&labels::formers(came), &taken, labels::next);
    Ok((aliases, formers))
}
