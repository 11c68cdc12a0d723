//! What was split or joined is as it was, for a day.

use std::collections::{BTreeMap, BTreeSet};

use contract::{ErrorCode, ids::TopicId};
use entity::forum::{post, topic, topic_inverse, topic_redirect};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    along,
    inverse::{self, MERGE, SPLIT, Stood},
    labels::{self, Map},
    lock, members, movable, place, wrong,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    codes::codes,
    forum::{
        PostState, UNDO_MS, alias, taken,
        topic_event::{self, TopicEvent},
    },
    moderation::log::{self, Action, Entry},
    permission::{permits, require},
};

codes! {
    /// What is taken back.
    Back {
        /// That some texts became a topic of their own.
        Split = "split_back",
        /// That a topic was joined to another one.
        Merge = "merge_back",
    }
}

impl Back {
    fn kind(self) -> &'static str {
        match self {
            Self::Split => SPLIT,
            Self::Merge => MERGE,
        }
    }

    fn told(self) -> (TopicEvent, Action) {
        match self {
            Self::Split => (TopicEvent::SplitBack, Action::SplitBack),
            Self::Merge => (TopicEvent::MergeBack, Action::MergeBack),
        }
    }
}

/// Takes back the last that brought texts of this topic into another one, or of another one into this. What was written
/// since stays: in the new topic of a split it comes along, in the topic to which another was joined it stays there.
/// Answers the topic that is there for sure.
///
/// # Errors
/// A refused field `action` when there is nothing to take back, not any more, or not by her; `Forbidden`; `NotFound`;
/// `Conflict` when one of the topics was moved in this moment.
pub async fn rejoin(services: &Services, actor: &Actor, id: &TopicId, action: &str) -> DomainResult<TopicId> {
    require(actor, Permission::Move, None)?;
    let back = Back::parse(action).ok_or_else(|| wrong("action", action))?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let here = movable(&tx, actor, id).await?;
    let moderator = require(actor, Permission::Move, Some(&here.category))?;
    let row = last(&tx, &here, back, now).await?.ok_or_else(|| wrong("action", action))?;
    let before = both(&tx, actor, &row).await?.ok_or_else(|| wrong("action", action))?;
    lock(&tx, [&before.0.category, &before.1.category], [&before.0.id, &before.1.id]).await?;
    // Somebody may have been faster.
    let row = last(&tx, &here, back, now).await?.filter(|again| again.id == row.id);
    let row = row.ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
    let (from, to) = both(&tx, actor, &row).await?.ok_or_else(|| wrong("action", action))?;
    if (&from.category, &to.category) != (&before.0.category, &before.1.category) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let stood = inverse::read(&row)?;
    let (event, action) = back.told();
    // For a split the old topic is sure to be there, for a joined one that to which it was joined.
    let (kept, other) = match back {
        Back::Split => {
            unsplit(&tx, &from, &to, &stood).await?;
            (&from, &to)
        }
        Back::Merge => {
            unmerge(&tx, (&from, &to), &row.id, &stood).await?;
            (&to, &from)
        }
    };
    inverse::discard(&tx, &row.id).await?;
    for topic in [kept, other] {
        topic_event::note(&tx, &topic.id, event, now).await?;
    }
    log::record(&tx, moderator, &Entry::of_topic(&kept.id, &kept.category, action, &other.id), now).await?;
    tx.commit().await?;
    Ok(TopicId::trusted(kept.id.clone()))
}

/// What can be taken back of a topic: the last of it, which must be the last of the other topic too.
async fn last(
    tx: &DatabaseTransaction,
    here: &topic::Model,
    back: Back,
    now: i64,
) -> DomainResult<Option<topic_inverse::Model>> {
    let found = inverse::last(tx, &here.id).await?;
    let Some(row) = found.filter(|row| row.kind == back.kind() && now - row.at < UNDO_MS) else {
        return Ok(None);
    };
    let other = if row.from_id == here.id { &row.to_id } else { &row.from_id };
    let of_other = inverse::last(tx, other).await?;
    Ok(of_other.filter(|of_other| of_other.id == row.id))
}

/// Both topics, if she may move texts of both.
async fn both(
    tx: &DatabaseTransaction,
    actor: &Actor,
    row: &topic_inverse::Model,
) -> DomainResult<Option<(topic::Model, topic::Model)>> {
    let from = topic::Entity::find_by_id(row.from_id.as_str()).one(tx).await?;
    let to = topic::Entity::find_by_id(row.to_id.as_str()).one(tx).await?;
    let hers = |topic: &topic::Model| permits(actor, Permission::Move, Some(&topic.category));
    Ok(from.zip(to).filter(|(from, to)| hers(from) && hers(to)))
}

/// The texts of a topic that was made of another one's go back there.
async fn unsplit(
    tx: &DatabaseTransaction,
    old: &topic::Model,
    new: &topic::Model,
    stood: &Stood,
) -> DomainResult<()> {
    let texts = place::texts_of(tx, &new.id).await?;
    let was: BTreeMap<&str, Option<i64>> = stood.moved.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    let mut last = old.last_position;
    let mut placed = Vec::new();
    for post in &texts {
        let n = match was.get(post.id.as_str()) {
            Some(n) => *n,
            // It came since.
            None => post.position.map(|_| {
                last += 1;
                last
            }),
        };
        placed.push((post.id.clone(), n));
    }
    let left: Vec<(String, i64)> =
        texts.iter().filter_map(|post| Some((post.id.clone(), post.position?))).collect();
    let ids: Vec<String> = texts.iter().map(|post| post.id.clone()).collect();
    let (aliases, formers) = old_labels(tx, old, new, (&texts, stood)).await?;
    place::put(tx, &old.id, &placed).await?;
    place::set_last(tx, &old.id, last).await?;
    place::set_opening(tx, &new.opening_post_id, false).await?;
    place::forget_lead(tx, &old.id, &ids).await?;
    place::lead(tx, &new.id, &left).await?;
    along::bring(tx, &ids, (&old.id, &old.category)).await?;
    along::retarget(tx, ("topic", &new.id), ("post", &new.opening_post_id)).await?;
    labels::relabel(tx, &ids, &aliases, &formers).await?;
    let way = (new.id.as_str(), old.id.as_str());
    labels::remember(tx, way, &aliases).await?;
    labels::mutes(tx, way, &aliases).await?;
    labels::notes(tx, way, &aliases).await?;
    members::close(tx, way).await?;
    place::leave_to(tx, new, old).await?;
    place::blank(tx, &new.id).await?;
    taken::settle(tx, &old.id).await
}

/// What texts are called in the topic from which they came: as before, where the same woman still is called so there;
/// whoever came since is somebody else.
async fn old_labels(
    tx: &DatabaseTransaction,
    old: &topic::Model,
    new: &topic::Model,
    (texts, stood): (&[post::Model], &Stood),
) -> DomainResult<(Map, Map)> {
    let there = place::texts_of(tx, &old.id).await?;
    let (holders, of_new) = (labels::holders(tx, &old.id).await?, labels::holders(tx, &new.id).await?);
    let mut incoming = labels::aliases(texts);
    incoming.extend(of_new.keys());
    let mut taken: Vec<i32> = labels::aliases(&there).into_iter().collect();
    taken.extend(holders.keys());
    let same = |number: &i32| {
        stood.aliases.contains_key(number)
            && (!taken.contains(number) || holders.get(number) == of_new.get(number))
    };
    let (kept, others): (BTreeSet<i32>, BTreeSet<i32>) = incoming.into_iter().partition(same);
    let all: Vec<i32> = taken.iter().chain(&kept).copied().collect();
    let mut aliases = labels::fit(&others, &all, alias::drawn);
    aliases.extend(kept.into_iter().map(|number| (number, number)));

    // What a former member is called does not come back: whoever left since is another one.
    let formers = labels::formers(texts);
    let (kept, others): (BTreeSet<i32>, BTreeSet<i32>) =
        formers.into_iter().partition(|number| stood.formers.contains_key(number));
    let all: Vec<i32> = labels::formers(&there).into_iter().chain(kept.iter().copied()).collect();
    let mut formers = labels::fit(&others, &all, labels::next);
    formers.extend(kept.into_iter().map(|number| (number, number)));
    Ok((aliases, formers))
}

/// The topic that was joined to another one has its texts again.
async fn unmerge(
    tx: &DatabaseTransaction,
    (source, target): (&topic::Model, &topic::Model),
    inverse: &str,
    stood: &Stood,
) -> DomainResult<()> {
    let joined = place::texts_of(tx, &target.id).await?;
    let was: BTreeMap<&str, Option<i64>> = stood.moved.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    let stayed: BTreeMap<&str, i64> = stood.stayed.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    let (gone, rest): (Vec<post::Model>, Vec<post::Model>) =
        joined.into_iter().partition(|post| was.contains_key(post.id.as_str()));
    let mut last = stood.left;
    let mut back = Vec::new();
    for post in &gone {
        let before = was.get(post.id.as_str()).copied().flatten();
        // What waited was published since.
        let n = before.or_else(|| {
            post.position.map(|_| {
                last += 1;
                last
            })
        });
        back.push((post.id.clone(), n));
    }
    let ids: Vec<String> = gone.iter().map(|post| post.id.clone()).collect();
    let now_at = |post: &post::Model| stayed.get(post.id.as_str()).copied().or(post.position);
    let kept: Vec<(String, Option<i64>)> = rest
        .iter()
        .filter(|post| stayed.contains_key(post.id.as_str()))
        .map(|post| (post.id.clone(), now_at(post)))
        .collect();
    let pairs = |posts: &[post::Model], n: &dyn Fn(&post::Model) -> Option<i64>| {
        let mut pairs: Vec<(i64, i64)> =
            posts.iter().filter_map(|post| Some((n(post)?, post.position?))).collect();
        pairs.sort_unstable();
        pairs
    };
    let numbers: BTreeMap<&str, Option<i64>> = back.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    let of_gone = pairs(&gone, &|post| numbers.get(post.id.as_str()).copied().flatten());
    let of_rest = pairs(&rest, &now_at);
    let (aliases, formers) = source_labels(tx, source, (&gone, stood)).await?;

    place::put(tx, &source.id, &back).await?;
    place::put(tx, &target.id, &kept).await?;
    place::set_last(tx, &source.id, last).await?;
    let highest = of_rest.iter().map(|(n, _)| *n).max().unwrap_or_default();
    place::set_last(tx, &target.id, Ord::max(stood.came_to, highest)).await?;
    place::set_opening(tx, &source.opening_post_id, true).await?;
    place::forget_lead(tx, &source.id, &ids).await?;
    topic_redirect::Entity::delete_by_id(source.id.as_str()).exec(tx).await?;
    along::bring(tx, &ids, (&source.id, &source.category)).await?;
    along::retarget(tx, ("post", &source.opening_post_id), ("topic", &source.id)).await?;
    labels::relabel(tx, &ids, &aliases, &formers).await?;
    let way = (source.id.as_str(), target.id.as_str());
    let here = labels::back(&stood.aliases);
    labels::forget_unused(tx, &target.id, &here).await?;
    labels::notes(tx, (way.1, way.0), &here).await?;
    members::part(tx, inverse, way, (&of_gone, &of_rest)).await?;
    open_again(tx, source).await?;
    taken::settle(tx, &source.id).await?;
    taken::settle(tx, &target.id).await
}

/// What texts are called in the topic that they come back to: as before; and what they were called only since they left,
/// as long as nobody is called so there.
async fn source_labels(
    tx: &DatabaseTransaction,
    source: &topic::Model,
    (gone, stood): (&[post::Model], &Stood),
) -> DomainResult<(Map, Map)> {
    let known = labels::back(&stood.aliases);
    let since = labels::aliases(gone).into_iter().filter(|number| !known.contains_key(number)).collect();
    let mut taken: Vec<i32> = known.values().copied().collect();
    taken.extend(labels::holders(tx, &source.id).await?.keys());
    let mut aliases = labels::fit(&since, &taken, alias::drawn);
    aliases.extend(known);
    let known = labels::back(&stood.formers);
    let since = labels::formers(gone).into_iter().filter(|number| !known.contains_key(number)).collect();
    let taken: Vec<i32> = known.values().copied().collect();
    let mut formers = labels::fit(&since, &taken, labels::next);
    formers.extend(known);
    Ok((aliases, formers))
}

/// A topic that was left is there again, as its opening text is now: its author may have taken that away meanwhile, or
/// have left.
async fn open_again(tx: &DatabaseTransaction, source: &topic::Model) -> DomainResult<()> {
    let opening = post::Entity::find_by_id(source.opening_post_id.as_str()).one(tx).await?;
    let opening = opening.ok_or_else(DomainError::not_found)?;
    let title = source.hidden_title.clone().or_else(|| source.kept_title.clone());
    let title = title.unwrap_or_else(|| source.title.clone());
    let published = PostState::Published.as_str();
    let none: Option<String> = None;
    let (title, state, hidden) = match PostState::parse(&opening.state) {
        PostState::Purged => (String::new(), published, (none.clone(), none)),
        PostState::Vanished => {
            let hidden = (Some(published.to_owned()), Some(title));
            (String::new(), PostState::Vanished.as_str(), hidden)
        }
        _ => (title, published, (none.clone(), none)),
    };
    topic::Entity::update_many()
        .col_expr(topic::Column::State, Expr::value(state))
        .col_expr(topic::Column::Title, Expr::value(title))
        .col_expr(topic::Column::KeptTitle, Expr::value(Option::<String>::None))
        .col_expr(topic::Column::HiddenState, Expr::value(hidden.0))
        .col_expr(topic::Column::HiddenTitle, Expr::value(hidden.1))
        .col_expr(topic::Column::AuthorId, Expr::value(opening.author_id))
        .col_expr(topic::Column::Former, Expr::value(opening.former))
        .col_expr(topic::Column::Alias, Expr::value(opening.alias))
        .filter(topic::Column::Id.eq(source.id.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Drops what cannot be taken back any more, and what was kept of topics that are no more. Runs every hour.
pub(crate) async fn sweep(services: &Services) -> DomainResult<u64> {
    let old = services.now_ms() - UNDO_MS;
    let due: Vec<String> = topic_inverse::Entity::find()
        .select_only()
        .column(topic_inverse::Column::Id)
        .filter(topic_inverse::Column::At.lte(old))
        .order_by_asc(topic_inverse::Column::At)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut dropped = 0;
    for id in due {
        let tx = services.db.begin().await?;
        let Some(row) = topic_inverse::Entity::find_by_id(id).lock_exclusive().one(&tx).await? else {
            continue;
        };
        if row.kind == MERGE {
            members::forget(&tx, &row.from_id).await?;
            place::blank(&tx, &row.from_id).await?;
        }
        inverse::discard(&tx, &row.id).await?;
        tx.commit().await?;
        dropped += 1;
    }
    Ok(dropped)
}
