//! The search itself: two queries, whatever is asked.

use std::collections::{BTreeMap, HashMap};

use contract::Locale;
use entity::search::search_document;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Kind, Query,
    document::NEXT,
    index::{self, Condition, Tier, tier_of},
    snippet::{Piece, marked, passage},
    suggest,
};
use crate::{DomainResult, Services, forum::Author, mute::Quiet};

/// Documents that are ranked; far more than anybody reads.
const CANDIDATES: u32 = 2_000;
/// Results of a kind when all kinds are shown.
const PER_GROUP: usize = 5;
/// Results when one kind is shown.
const PER_KIND: usize = 50;

/// One result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its identifier in its room.
    pub target_id: String,
    /// Readable part of its address.
    pub slug: String,
    /// Language of the text that was found; nothing when it is none of the three.
    pub locale: Option<Locale>,
    /// Slug of its section.
    pub section: Option<String>,
    /// Title, with what was found marked.
    pub title: Vec<Piece>,
    /// Passage, with what was found marked.
    pub snippet: Vec<Piece>,
    /// How well it answers.
    pub tier: Tier,
    /// Why it stands folded for whoever reads, and who wrote it; see [`super::as_read_by`].
    pub quiet: Option<(Quiet, Author)>,
}

/// Results of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are.
    pub kind: Kind,
    /// How many there are, shown here or not.
    pub count: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many things were found, of all kinds.
    pub total: usize,
    /// How many of each kind, for kinds with results.
    pub counts: Vec<(Kind, usize)>,
    /// Groups with results, in the order of [`Kind::ALL`]; one only when a kind was chosen.
    pub groups: Vec<Group>,
    /// Nothing holds all of the words; these hold some of them.
    pub partly: bool,
    /// Other words to try, when nothing was found.
    pub suggestions: Vec<String>,
}

/// One thing that was found, in the language in which it will be shown.
struct Chosen {
    doc: i32,
    rank: i32,
    own_language: bool,
}

/// Looks for a query. A thing that exists in several languages is one result, in the reader's language when that
/// text answers too. `only` shows more results of one kind.
pub async fn find(
    services: &Services,
    query: &Query,
    locale: Locale,
    only: Option<Kind>,
) -> DomainResult<Found> {
    look(services, query, locale, only, None).await
}

/// Looks for a query among things of one kind: no other is ranked or counted, so that it takes no place of theirs.
pub async fn find_among(
    services: &Services,
    query: &Query,
    locale: Locale,
    kind: Kind,
) -> DomainResult<Found> {
    look(services, query, locale, Some(kind), Some(kind)).await
}

async fn look(
    services: &Services,
    query: &Query,
    locale: Locale,
    only: Option<Kind>,
    among: Option<Kind>,
) -> DomainResult<Found> {
    if query.is_empty() {
        return Ok(Found::default());
    }
    let db = services.db.read();
    let (now, member) = (services.now_ms(), services.for_member());
    let mut groups = candidates(db, &query.conditions(), locale, (now, member), among).await?;
    let mut partly = false;
    if groups.is_empty() {
        groups = candidates(db, &query.any_word(), locale, (now, member), among).await?;
        partly = !groups.is_empty();
    }
    if groups.is_empty() {
        return Ok(Found {
            suggestions: suggest::nearest(db, query, now, member).await?,
            ..Found::default()
        });
    }
    let counts: Vec<(Kind, usize)> = groups.iter().map(|(kind, list)| (*kind, list.len())).collect();
    let total = counts.iter().map(|(_, count)| count).sum();
    let size = if only.is_some() { PER_KIND } else { PER_GROUP };
    groups.retain(|kind, _| only.is_none_or(|only| only == *kind));
    let shown: Vec<i32> =
        groups.values().flat_map(|list| list.iter().take(size)).map(|chosen| chosen.doc).collect();
    let rows =
        search_document::Entity::find().filter(search_document::Column::Doc.is_in(shown)).all(db).await?;
    let mut rows: HashMap<i32, search_document::Model> = rows.into_iter().map(|row| (row.doc, row)).collect();
    let groups = groups
        .into_iter()
        .map(|(kind, list)| {
            let hits = list.iter().take(size).filter_map(|chosen| {
                let row = rows.remove(&chosen.doc)?;
                Some(hit(query, kind, row, tier_of(chosen.rank)))
            });
            Group { kind, hits: hits.collect(), count: list.len() }
        })
        .collect();
    Ok(Found { total, counts, groups, partly, suggestions: Vec::new() })
}

/// What meets the conditions, by kind, the best first, each thing once.
async fn candidates<C: ConnectionTrait>(
    db: &C,
    conditions: &[Condition],
    locale: Locale,
    (now, member): (i64, bool),
    among: Option<Kind>,
) -> DomainResult<BTreeMap<Kind, Vec<Chosen>>> {
    let mut groups: BTreeMap<Kind, Vec<Chosen>> = BTreeMap::new();
    if conditions.is_empty() {
        return Ok(groups);
    }
    let mut places: HashMap<(Kind, String), usize> = HashMap::new();
    let among = among.map(Kind::as_str);
    let statement = index::of(db.get_database_backend()).find(conditions, CANDIDATES, (now, member), among);
    for row in db.query_all_raw(statement).await? {
        let (doc, kind, target, language, rank): (i32, String, String, String, i32) = (
            row.try_get("", "doc")?,
            row.try_get("", "kind")?,
            row.try_get("", "target_id")?,
            row.try_get("", "locale")?,
            row.try_get("", "place")?,
        );
        let Some(kind) = Kind::parse(&kind) else { continue };
        let target = target.strip_suffix(NEXT).map(str::to_owned).unwrap_or(target);
        let own_language = language == locale.code();
        let list = groups.entry(kind).or_default();
        let at = *places.entry((kind, target)).or_insert(list.len());
        match list.get_mut(at) {
            // The thing keeps the rank of its best text and is shown in the reader's language.
            Some(known) if own_language && !known.own_language => {
                known.doc = doc;
                known.own_language = true;
            }
            Some(_) => {}
            None => list.push(Chosen { doc, rank, own_language }),
        }
    }
    for list in groups.values_mut() {
        // Stable: inside these the order is the database's.
        list.sort_by_key(|chosen| (chosen.rank, !chosen.own_language));
    }
    Ok(groups)
}

fn hit(query: &Query, kind: Kind, row: search_document::Model, tier: Tier) -> Hit {
    let begun = tier == Tier::Prefix;
    Hit {
        kind,
        title: marked(query, &row.title, begun),
        snippet: passage(query, &row.body_plain, begun),
        locale: row.locale.parse().ok(),
        target_id: row.target_id.strip_suffix(NEXT).map(str::to_owned).unwrap_or(row.target_id),
        slug: row.slug,
        section: row.section,
        tier,
        quiet: None,
    }
}
