//! Aliases, and numbers of former members: both count within one topic.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    forum::{post, topic_alias},
    moderation::{member_note, sanction},
    notify::alias_mute,
    staff::identity_request,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::SOME;
use crate::{
    DomainResult,
    forum::{alias, author::TEAM},
};

/// From the number that was to the number that is.
pub(super) type Map = BTreeMap<i32, i32>;

/// For each number that comes the one that it has there: its own where nobody has it, and a new one where somebody
/// does. Two are never one, whoever is behind them.
pub(super) fn fit(incoming: &BTreeSet<i32>, taken: &[i32], mut new: impl FnMut(&[i32]) -> i32) -> Map {
    let mut all: Vec<i32> = taken.iter().chain(incoming).copied().collect();
    let mut map = Map::new();
    for number in incoming {
        let there = if taken.contains(number) { new(&all) } else { *number };
        all.push(there);
        map.insert(*number, there);
    }
    map
}

/// The next number of a former member.
pub(super) fn next(taken: &[i32]) -> i32 {
    taken.iter().max().map_or(1, |last| last + 1)
}

/// The other way round.
pub(super) fn back(map: &Map) -> Map {
    map.iter().map(|(was, is)| (*is, *was)).collect()
}

/// The aliases under which these texts stand.
pub(super) fn aliases(posts: &[post::Model]) -> BTreeSet<i32> {
    posts.iter().filter_map(|post| post.alias).collect()
}

/// The numbers of former members who wrote these texts. What the team says keeps its sign everywhere.
pub(super) fn formers(posts: &[post::Model]) -> BTreeSet<i32> {
    posts.iter().filter_map(|post| post.former).filter(|number| *number != TEAM).collect()
}

/// Puts other numbers on texts, and on what the desk has about them.
pub(super) async fn relabel(
    tx: &DatabaseTransaction,
    posts: &[String],
    aliases: &Map,
    formers: &Map,
) -> DomainResult<()> {
    for some in posts.chunks(SOME) {
        let ids = || some.iter().map(String::as_str);
        for (was, is) in aliases.iter().filter(|(was, is)| was != is) {
            post::Entity::update_many()
                .col_expr(post::Column::Alias, Expr::value(*is))
                .filter(post::Column::Id.is_in(ids()))
                .filter(post::Column::Alias.eq(*was))
                .exec(tx)
                .await?;
            sanction::Entity::update_many()
                .col_expr(sanction::Column::Alias, Expr::value(*is))
                .filter(sanction::Column::PostId.is_in(ids()))
                .filter(sanction::Column::Alias.eq(*was))
                .exec(tx)
                .await?;
            identity_request::Entity::update_many()
                .col_expr(identity_request::Column::Alias, Expr::value(*is))
                .filter(identity_request::Column::PostId.is_in(ids()))
                .filter(identity_request::Column::Alias.eq(*was))
                .exec(tx)
                .await?;
        }
        for (was, is) in formers.iter().filter(|(was, is)| was != is) {
            post::Entity::update_many()
                .col_expr(post::Column::Former, Expr::value(*is))
                .filter(post::Column::Id.is_in(ids()))
                .filter(post::Column::Former.eq(*was))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}

/// Who is behind the aliases of a topic.
pub(super) async fn holders(tx: &DatabaseTransaction, topic: &str) -> DomainResult<BTreeMap<i32, String>> {
    let rows = topic_alias::Entity::find().filter(topic_alias::Column::TopicId.eq(topic)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.number, row.member_id)).collect())
}

/// Whoever is behind an alias of one topic goes on writing under it in the other, unless she has one there: then both
/// stand beside one another, and nobody sees that they are one woman's.
pub(super) async fn remember(
    tx: &DatabaseTransaction,
    (from, to): (&str, &str),
    map: &Map,
) -> DomainResult<()> {
    let there: BTreeSet<String> = holders(tx, to).await?.into_values().collect();
    for (number, member) in holders(tx, from).await? {
        if let (Some(number), false) = (map.get(&number), there.contains(&member)) {
            alias::remember(tx, to, &member, *number).await?;
        }
    }
    Ok(())
}

/// Nobody goes on under these aliases of a topic who has no text there under hers.
pub(super) async fn forget_unused(tx: &DatabaseTransaction, topic: &str, numbers: &Map) -> DomainResult<()> {
    for (number, member) in holders(tx, topic).await? {
        if !numbers.contains_key(&number) {
            continue;
        }
        let texts = post::Entity::find()
            .filter(post::Column::TopicId.eq(topic))
            .filter(post::Column::Alias.eq(number))
            .count(tx)
            .await?;
        if texts == 0 {
            topic_alias::Entity::delete_by_id((topic.to_owned(), member)).exec(tx).await?;
        }
    }
    Ok(())
}

/// Whoever does not want to read an alias does not read it in the other topic either.
pub(super) async fn mutes(tx: &DatabaseTransaction, (from, to): (&str, &str), map: &Map) -> DomainResult<()> {
    let rows = alias_mute::Entity::find().filter(alias_mute::Column::TopicId.eq(from)).all(tx).await?;
    let rows: Vec<alias_mute::ActiveModel> = rows
        .into_iter()
        .filter_map(|row| {
            Some(alias_mute::ActiveModel {
                member_id: Set(row.member_id),
                topic_id: Set(to.to_owned()),
                alias: Set(*map.get(&row.alias)?),
                created_at: Set(row.created_at),
            })
        })
        .collect();
    for some in rows.chunks(SOME) {
        let key = OnConflict::columns([
            alias_mute::Column::MemberId,
            alias_mute::Column::TopicId,
            alias_mute::Column::Alias,
        ])
        .do_nothing()
        .to_owned();
        let written =
            alias_mute::Entity::insert_many(some.to_vec()).on_conflict(key).exec_without_returning(tx).await;
        match written {
            Ok(_) | Err(DbErr::RecordNotInserted) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// What the team noted about an alias goes with its texts; where some of them stay, it stays.
pub(super) async fn notes(tx: &DatabaseTransaction, (from, to): (&str, &str), map: &Map) -> DomainResult<()> {
    for (was, is) in map {
        let stay = post::Entity::find()
            .filter(post::Column::TopicId.eq(from))
            .filter(post::Column::Alias.eq(*was))
            .count(tx)
            .await?;
        if stay > 0 {
            continue;
        }
        member_note::Entity::update_many()
            .col_expr(member_note::Column::TopicId, Expr::value(to))
            .col_expr(member_note::Column::Alias, Expr::value(*is))
            .filter(member_note::Column::TopicId.eq(from))
            .filter(member_note::Column::Alias.eq(*was))
            .exec(tx)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_both_have_is_drawn_anew_and_no_two_become_one() {
        let incoming = BTreeSet::from([1, 2, 5]);
        let map = fit(&incoming, &[1, 2, 3], next);
        assert_eq!(map, Map::from([(1, 6), (2, 7), (5, 5)]));
        assert_eq!(back(&map), Map::from([(6, 1), (7, 2), (5, 5)]));
        assert_eq!(fit(&incoming, &[], next), Map::from([(1, 1), (2, 2), (5, 5)]));
        assert_eq!((next(&[]), next(&[2, 7])), (1, 8));
    }
}
