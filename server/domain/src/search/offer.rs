//! Titles offered while somebody types: what can be found, by words of its title, the last of them only begun. The
//! index and its conditions are those of the search, so nothing is offered that is not found; nothing is kept.

use std::collections::{HashMap, HashSet};

use contract::Locale;
use sea_orm::ConnectionTrait;

use super::{Kind, Query, document::thing, fold, index, reader};
use crate::{Actor, DomainResult, Services};

/// Titles in one answer.
pub const OFFERS: usize = 8;
/// Rows of each kind that are looked at: a thing has one for each language.
const OF_A_KIND: u32 = 24;

/// A title that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is.
    pub kind: Kind,
    /// Its identifier in its room.
    pub target_id: String,
    /// Readable part of its address.
    pub slug: String,
    /// Language of the title; nothing when it is none of the three.
    pub locale: Option<Locale>,
    /// The title as written.
    pub title: String,
}

/// What to offer for what was typed so far, at most [`OFFERS`], kind by kind. One query for a guest; of a member it is
/// asked too what she muted, because a list of titles has no room to fold them in.
///
/// # Errors
/// When the database does not answer.
pub async fn offer(
    services: &Services,
    actor: &Actor,
    query: &Query,
    locale: Locale,
) -> DomainResult<Vec<Offer>> {
    let Some(condition) = query.begun() else { return Ok(Vec::new()) };
    let db = services.db.read();
    let whose = (services.now_ms(), services.readers());
    let statement = index::of(db.get_database_backend()).begun(&condition, OF_A_KIND, locale.code(), whose);
    let mut offers = Vec::new();
    let mut known = HashSet::new();
    for row in db.query_all_raw(statement).await? {
        let (kind, target, language): (String, String, String) =
            (row.try_get("", "kind")?, row.try_get("", "target_id")?, row.try_get("", "locale")?);
        let Some(kind) = Kind::parse(&kind) else { continue };
        let target_id = thing(&target).to_owned();
        // In her language first: the same thing in another one is not offered again.
        if known.insert((kind, target_id.clone())) {
            let (slug, title) = (row.try_get("", "slug")?, row.try_get("", "title")?);
            offers.push(Offer { kind, target_id, slug, locale: language.parse().ok(), title });
        }
    }
    let typed = fold(query.text());
    // Stable: inside these the order is the database's, short titles first.
    offers
        .sort_by_cached_key(|offer| (offer.locale != Some(locale), !fold(&offer.title).starts_with(&typed)));
    Ok(dealt(reader::without_folded(services, actor, offers).await?))
}

/// One of each kind, then a second of each, until there are enough; kinds stand together.
fn dealt(offers: Vec<Offer>) -> Vec<Offer> {
    let mut rounds: HashMap<Kind, usize> = HashMap::new();
    let mut dealt: Vec<(usize, Offer)> = offers
        .into_iter()
        .map(|offer| {
            let round = rounds.entry(offer.kind).or_default();
            *round += 1;
            (*round, offer)
        })
        .collect();
    dealt.sort_by_key(|(round, offer)| (*round, offer.kind));
    dealt.truncate(OFFERS);
    dealt.sort_by_key(|(round, offer)| (offer.kind, *round));
    dealt.into_iter().map(|(_, offer)| offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_turn() {
        let of = |kind: Kind, count: usize| {
            (0..count).map(move |n| Offer {
                kind,
                target_id: n.to_string(),
                slug: String::new(),
                locale: None,
                title: String::new(),
            })
        };
        let list: Vec<Offer> =
            of(Kind::Topic, 9).chain(of(Kind::Article, 9)).chain(of(Kind::Item, 1)).collect();
        let told: Vec<(Kind, String)> =
            dealt(list).into_iter().map(|offer| (offer.kind, offer.target_id)).collect();
        assert_eq!(told.len(), OFFERS);
        let ids = |kind: Kind| {
            told.iter().filter(|(other, _)| *other == kind).map(|(_, id)| id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(ids(Kind::Article), ["0", "1", "2", "3"]);
        assert_eq!((ids(Kind::Item).len(), ids(Kind::Topic)), (1, vec!["0", "1", "2"]));
        assert!(told.is_sorted_by_key(|(kind, _)| *kind), "{told:?}");
    }
}
