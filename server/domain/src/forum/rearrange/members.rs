//! How far members have read, what they follow, and their drafts, when texts go from one topic to another.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    forum::{draft, read_position, topic_alias, topic_inverse_member},
    notify::{alias_mute, follow},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};

use super::SOME;
use crate::DomainResult;

/// `follow.place` of a topic.
const TOPIC: &str = "topic";

/// How far each member has read a topic.
async fn read(tx: &DatabaseTransaction, topic: &str) -> DomainResult<BTreeMap<String, i64>> {
    let rows = read_position::Entity::find().filter(read_position::Column::TopicId.eq(topic)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.member_id, row.n)).collect())
}

/// Writes how far members have read a topic who read in it before.
async fn set_read(tx: &DatabaseTransaction, topic: &str, read: &BTreeMap<String, i64>) -> DomainResult<()> {
    let mut by_number: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for (member, n) in read {
        by_number.entry(*n).or_default().push(member);
    }
    for (n, members) in by_number {
        for some in members.chunks(SOME) {
            read_position::Entity::update_many()
                .col_expr(read_position::Column::N, Expr::value(n))
                .filter(read_position::Column::TopicId.eq(topic))
                .filter(read_position::Column::MemberId.is_in(some.iter().copied()))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}

/// Who follows a topic, and how far.
async fn followers(tx: &DatabaseTransaction, topic: &str) -> DomainResult<BTreeMap<String, String>> {
    let rows = follow::Entity::find()
        .filter(follow::Column::Place.eq(TOPIC))
        .filter(follow::Column::PlaceId.eq(topic))
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.member_id, row.level)).collect())
}

/// Members follow a topic who did not choose anything for it: as far as they followed the other one, never further.
async fn follow_too(
    tx: &DatabaseTransaction,
    topic: &str,
    levels: &BTreeMap<String, String>,
) -> DomainResult<BTreeSet<String>> {
    let there = followers(tx, topic).await?;
    let new: Vec<(&String, &String)> =
        levels.iter().filter(|(member, _)| !there.contains_key(*member)).collect();
    for some in new.chunks(SOME) {
        let rows = some.iter().map(|(member, level)| follow::ActiveModel {
            member_id: Set((*member).clone()),
            place: Set(TOPIC.to_owned()),
            place_id: Set(topic.to_owned()),
            level: Set((*level).clone()),
        });
        follow::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(new.into_iter().map(|(member, _)| member.clone()).collect())
}

/// Who keeps a draft of an answer in a topic.
async fn drafts(tx: &DatabaseTransaction, topic: &str) -> DomainResult<BTreeSet<String>> {
    let rows = draft::Entity::find().filter(draft::Column::Place.eq(topic)).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.member_id).collect())
}

/// Takes drafts along to another topic, but for whoever began one there: both stay then. Answers whose.
async fn take_drafts(
    tx: &DatabaseTransaction,
    (from, to): (&str, &str),
    only: Option<&BTreeSet<String>>,
) -> DomainResult<BTreeSet<String>> {
    let there = drafts(tx, to).await?;
    let mut hers = drafts(tx, from).await?;
    hers.retain(|member| !there.contains(member) && only.is_none_or(|only| only.contains(member)));
    for member in &hers {
        draft::Entity::update_many()
            .col_expr(draft::Column::Place, Expr::value(to))
            .filter(draft::Column::MemberId.eq(member.as_str()))
            .filter(draft::Column::Place.eq(from))
            .exec(tx)
            .await?;
    }
    Ok(hers)
}

/// Texts of a topic became one of their own, in the order of their numbers there. Whoever read them has read them in the
/// new one, and follows it as she follows the old one.
pub(super) async fn divide(
    tx: &DatabaseTransaction,
    (from, to): (&str, &str),
    numbers: &[i64],
) -> DomainResult<()> {
    let rows: Vec<read_position::ActiveModel> = read(tx, from)
        .await?
        .into_iter()
        .filter_map(|(member, read_to)| {
            let n = numbers.iter().take_while(|number| **number <= read_to).count();
            (n > 0).then(|| read_position::ActiveModel {
                member_id: Set(member),
                topic_id: Set(to.to_owned()),
                n: Set(i64::try_from(n).unwrap_or_default()),
            })
        })
        .collect();
    for some in rows.chunks(SOME) {
        read_position::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
    }
    let levels = followers(tx, from).await?;
    follow_too(tx, to, &levels).await?;
    Ok(())
}

/// A topic was joined to another one. `order` says of each text, in its new place, whether it came from the first, and
/// the number that it had. Read is what comes before the first that was not read.
pub(super) async fn unite(
    tx: &DatabaseTransaction,
    inverse: &str,
    (from, to): (&str, &str),
    order: &[(bool, i64)],
) -> DomainResult<()> {
    let came = read(tx, from).await?;
    let before = read(tx, to).await?;
    let after: BTreeMap<String, i64> = before
        .iter()
        .map(|(member, here)| {
            let there = came.get(member).copied().unwrap_or_default();
            let is_read = |(came, n): &&(bool, i64)| *n <= if *came { there } else { *here };
            let n = order.iter().take_while(is_read).count();
            (member.clone(), i64::try_from(n).unwrap_or_default())
        })
        .collect();
    set_read(tx, to, &after).await?;
    let levels = followers(tx, from).await?;
    let followed = follow_too(tx, to, &levels).await?;
    let drafted = take_drafts(tx, (from, to), None).await?;
    let members: BTreeSet<&String> = before.keys().chain(&followed).chain(&drafted).collect();
    let rows: Vec<topic_inverse_member::ActiveModel> = members
        .into_iter()
        .map(|member| topic_inverse_member::ActiveModel {
            inverse_id: Set(inverse.to_owned()),
            member_id: Set(member.clone()),
            n: Set(before.get(member).copied()),
            followed: Set(followed.contains(member)),
            drafted: Set(drafted.contains(member)),
        })
        .collect();
    for some in rows.chunks(SOME) {
        topic_inverse_member::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The number of a text, and the one that it had while the topics were one.
type Numbers = [(i64, i64)];

/// The last number before the first text that was not read; `texts`: the number that each has, in order, and the one that
/// it had while the topics were one.
fn read_among(texts: &[(i64, i64)], read_to: i64) -> i64 {
    texts.iter().take_while(|(_, joined)| *joined <= read_to).fold(0, |_, (n, _)| *n)
}

/// Topics that were joined are two again. What was read while they were one is read in both.
pub(super) async fn part(
    tx: &DatabaseTransaction,
    inverse: &str,
    (from, to): (&str, &str),
    (gone, stayed): (&Numbers, &Numbers),
) -> DomainResult<()> {
    let rows = topic_inverse_member::Entity::find()
        .filter(topic_inverse_member::Column::InverseId.eq(inverse))
        .all(tx)
        .await?;
    let joined = read(tx, to).await?;
    let known: BTreeMap<&str, i64> =
        rows.iter().filter_map(|row| Some((row.member_id.as_str(), row.n?))).collect();
    let here = joined
        .iter()
        .map(|(member, n)| {
            let before = known.get(member.as_str()).copied().unwrap_or_default();
            (member.clone(), Ord::max(before, read_among(stayed, *n)))
        })
        .collect();
    let there = read(tx, from)
        .await?
        .into_iter()
        .map(|(member, before)| {
            let n = joined.get(&member).map_or(0, |n| read_among(gone, *n));
            (member, Ord::max(before, n))
        })
        .collect();
    set_read(tx, to, &here).await?;
    set_read(tx, from, &there).await?;
    let levels = followers(tx, from).await?;
    for row in rows.iter().filter(|row| row.followed) {
        // Who chose something else since keeps that.
        let Some(level) = levels.get(&row.member_id) else { continue };
        follow::Entity::delete_many()
            .filter(follow::Column::MemberId.eq(row.member_id.as_str()))
            .filter(follow::Column::Place.eq(TOPIC))
            .filter(follow::Column::PlaceId.eq(to))
            .filter(follow::Column::Level.eq(level.as_str()))
            .exec(tx)
            .await?;
    }
    let drafted = rows.into_iter().filter(|row| row.drafted).map(|row| row.member_id).collect();
    take_drafts(tx, (to, from), Some(&drafted)).await?;
    Ok(())
}

/// A topic is no more: its drafts go to the one that is kept.
pub(super) async fn close(tx: &DatabaseTransaction, (gone, kept): (&str, &str)) -> DomainResult<()> {
    take_drafts(tx, (gone, kept), None).await?;
    forget(tx, gone).await
}

/// Nobody's reading, following, alias or mute of a topic is kept that is no more.
pub(super) async fn forget(tx: &DatabaseTransaction, topic: &str) -> DomainResult<()> {
    read_position::Entity::delete_many().filter(read_position::Column::TopicId.eq(topic)).exec(tx).await?;
    follow::Entity::delete_many()
        .filter(follow::Column::Place.eq(TOPIC))
        .filter(follow::Column::PlaceId.eq(topic))
        .exec(tx)
        .await?;
    topic_alias::Entity::delete_many().filter(topic_alias::Column::TopicId.eq(topic)).exec(tx).await?;
    alias_mute::Entity::delete_many().filter(alias_mute::Column::TopicId.eq(topic)).exec(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::read_among;

    #[test]
    fn read_is_what_comes_before_the_first_that_was_not() {
        let texts = [(1, 1), (2, 3), (5, 4), (6, 9)];
        for (joined, n) in [(0, 0), (1, 1), (2, 1), (3, 2), (8, 5), (9, 6)] {
            assert_eq!(read_among(&texts, joined), n, "{joined}");
        }
    }
}
