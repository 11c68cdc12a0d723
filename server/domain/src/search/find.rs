//! The search itself: condition by condition, the best first, until there is enough of every kind. However many texts
//! hold a word, no query looks at more than a few hundred of a kind, the newest of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use contract::Locale;
use entity::search::search_document;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter};

use super::{
    Kind, Query,
    document::thing,
    expression::Place,
    index::{self, Condition, Tier, Wanted, in_title, tier_of},
    respell::{Respelt, respell},
    snippet::{Piece, marked, passage_at},
    spots::{Landing, landing_at},
    suggest,
};
use crate::{DomainError, DomainResult, Services, forum::Author, library::Readers, mute::Quiet};

/// Documents of a kind that are looked at; far more than anybody reads.
const CANDIDATES: u32 = 300;
/// When so many of a kind were found, words that stand for those that were typed are not looked for in it any more.
const ENOUGH: usize = 300;
/// When so many of a kind were found, words that only begin so are not looked for in it any more, nor texts that lack one
/// word more.
const ENOUGH_WHOLE: usize = 50;
/// Up to so many are put in order by how much they are about what was asked for; of more, the newest come first.
const SCORED: usize = 300;
/// Results of a kind when all kinds are shown.
const PER_GROUP: usize = 5;
/// Results on a page when one kind is shown.
pub const PER_KIND: usize = 50;

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
    /// Whether its title alone answers.
    pub in_title: bool,
    /// Where in the thing the passage is read; nothing when it is what is said about it, or is read on its page.
    pub inside: Option<Landing>,
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
    /// The best of them, or those of the page that was asked for.
    pub hits: Vec<Hit>,
}

impl Group {
    /// Pages of its results when it is shown alone; at least one.
    pub fn pages(&self) -> usize {
        self.count.div_ceil(PER_KIND).max(1)
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many things were found, of all kinds.
    pub total: usize,
    /// How many of each kind, for kinds with results.
    pub counts: Vec<(Kind, usize)>,
    /// Kinds of which there are more than were counted.
    pub capped: Vec<Kind>,
    /// How many there are in each language, of the kind that was chosen or of all; nothing when a language was chosen.
    pub languages: Vec<(Locale, usize)>,
    /// Groups with results, in the order of [`Kind::ALL`]; one only when a kind was chosen.
    pub groups: Vec<Group>,
    /// Nothing holds all of the words; these hold some of them.
    pub partly: bool,
    /// Other words to try, when nothing was found.
    pub suggestions: Vec<String>,
    /// The query with a word spelt otherwise, when what was found lacks it. Of a first page.
    pub respelt: Vec<Respelt>,
    /// Words for the same in other languages under which something is found, when nothing was.
    pub elsewhere: Vec<(Locale, String)>,
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
    look(services, query, locale, (only, None), (None, 1)).await
}

/// The same among texts in one language. Of one kind there are pages, from 1.
///
/// # Errors
/// Not found for a page that is not there.
pub async fn find_in(
    services: &Services,
    query: &Query,
    locale: Locale,
    (only, language): (Option<Kind>, Option<Locale>),
    page: usize,
) -> DomainResult<Found> {
    look(services, query, locale, (only, language), (None, page)).await
}

/// Looks for a query among things of one kind: no other is ranked or counted, so that it takes no place of theirs. Pages
/// count from 1.
///
/// # Errors
/// Not found for a page that is not there.
pub async fn find_among(
    services: &Services,
    query: &Query,
    locale: Locale,
    kind: Kind,
    page: usize,
) -> DomainResult<Found> {
    look(services, query, locale, (Some(kind), None), (Some(kind), page)).await
}

async fn look(
    services: &Services,
    query: &Query,
    locale: Locale,
    (only, language): (Option<Kind>, Option<Locale>),
    (among, page): (Option<Kind>, usize),
) -> DomainResult<Found> {
    // Other pages than the first there are of one kind alone.
    if page == 0 || page > 1 && only.is_none() {
        return Err(DomainError::not_found());
    }
    if query.is_empty() {
        return Ok(Found::default());
    }
    let db = services.db.read();
    let (now, readers) = (services.now_ms(), services.readers());
    let kinds: Vec<Kind> = among.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    let whose = Whose { now, readers, kinds, language };
    let mut all = candidates(db, query, &query.conditions(), &whose).await?;
    let mut partly = false;
    if all.rows.is_empty() {
        all = candidates(db, query, &query.any_word(), &whose).await?;
        partly = !all.rows.is_empty();
    }
    if all.rows.is_empty() {
        let mut elsewhere = Vec::new();
        for (locale, words) in suggest::in_other_words(query) {
            let other = Query::parse(&words)?;
            if finds(db, &other, &whose).await? {
                elsewhere.push((locale, words));
            }
        }
        return Ok(Found {
            suggestions: suggest::nearest(db, query, now, readers).await?,
            elsewhere,
            ..Found::default()
        });
    }
    let Candidates { rows, capped } = all;
    let languages = if language.is_none() { languages(&rows, only) } else { Vec::new() };
    let mut groups = grouped(rows, locale);
    let counts: Vec<(Kind, usize)> = groups.iter().map(|(kind, list)| (*kind, list.len())).collect();
    let total = counts.iter().map(|(_, count)| count).sum();
    let size = if only.is_some() { PER_KIND } else { PER_GROUP };
    let first = (page - 1) * size;
    groups.retain(|kind, _| only.is_none_or(|only| only == *kind));
    if page > 1 && groups.values().all(|list| list.len() <= first) {
        return Err(DomainError::not_found());
    }
    let shown: Vec<i32> = groups
        .values()
        .flat_map(|list| list.iter().skip(first).take(size))
        .map(|chosen| chosen.doc)
        .collect();
    let rows =
        search_document::Entity::find().filter(search_document::Column::Doc.is_in(shown)).all(db).await?;
    let mut rows: HashMap<i32, search_document::Model> = rows.into_iter().map(|row| (row.doc, row)).collect();
    let groups: Vec<Group> = groups
        .into_iter()
        .map(|(kind, list)| {
            let hits = list.iter().skip(first).take(size).filter_map(|chosen| {
                let row = rows.remove(&chosen.doc)?;
                Some(hit(query, kind, row, chosen.rank))
            });
            Group { kind, hits: hits.collect(), count: list.len() }
        })
        .collect();
    let respelt = if partly && page == 1 {
        respell(db, query, &groups, (locale, now, readers)).await?
    } else {
        Vec::new()
    };
    Ok(Found { total, counts, capped, languages, groups, partly, respelt, ..Found::default() })
}

/// A document that meets the conditions.
struct Candidate {
    doc: i32,
    kind: Kind,
    /// Identifier of the thing.
    target: String,
    /// Language as stored.
    language: String,
    rank: i32,
}

/// What is looked for, and for whom.
struct Whose {
    now: i64,
    readers: Readers,
    kinds: Vec<Kind>,
    language: Option<Locale>,
}

/// What meets some conditions.
#[derive(Default)]
struct Candidates {
    /// The best first.
    rows: Vec<Candidate>,
    /// Kinds of which there are more.
    capped: Vec<Kind>,
}

/// What meets the conditions of a query, which come the best first.
async fn candidates<C: ConnectionTrait>(
    db: &C,
    query: &Query,
    conditions: &[Condition],
    whose: &Whose,
) -> DomainResult<Candidates> {
    let mut found = Candidates::default();
    let mut known: HashSet<i32> = HashSet::new();
    let mut counts: HashMap<Kind, usize> = HashMap::new();
    for pair in in_pairs(conditions) {
        let [first, ..] = pair else { continue };
        let enough = match first.tier {
            Tier::Prefix => ENOUGH_WHOLE,
            Tier::Synonym => ENOUGH,
            Tier::Some if first.missing > 0 => ENOUGH_WHOLE,
            Tier::Phrase | Tier::Exact | Tier::Stem | Tier::Some => usize::MAX,
        };
        // However much the forum says, no word is taken from what the team wrote.
        let full = |found: &Candidates, counts: &HashMap<Kind, usize>, kind: Kind| {
            found.capped.contains(&kind) || counts.get(&kind).is_some_and(|count| *count >= enough)
        };
        let mut kinds: Vec<Kind> =
            whose.kinds.iter().copied().filter(|kind| !full(&found, &counts, *kind)).collect();
        if kinds.is_empty() {
            break;
        }
        // The wider one is asked first: where it finds nothing of a kind, the other does not either. But PostgreSQL looks
        // for words in their order among the newest alone that hold them: in older titles they may stand all the same.
        let tells_all = first.tier != Tier::Phrase || db.get_database_backend() != DatabaseBackend::Postgres;
        let mut answers = Vec::new();
        for condition in pair.iter().rev() {
            let rows = matching(db, condition, (&kinds, CANDIDATES), whose).await?;
            if tells_all {
                kinds.retain(|kind| rows.iter().any(|row| row.kind == *kind));
            }
            answers.push(rows);
            if kinds.is_empty() {
                break;
            }
        }
        for rows in answers.into_iter().rev() {
            let mut met: BTreeMap<Kind, u32> = BTreeMap::new();
            let enough: Vec<Kind> =
                whose.kinds.iter().copied().filter(|kind| full(&found, &counts, *kind)).collect();
            for row in rows.into_iter().filter(|row| !enough.contains(&row.kind)) {
                *met.entry(row.kind).or_default() += 1;
                if known.insert(row.doc) {
                    *counts.entry(row.kind).or_default() += 1;
                    found.rows.push(row);
                }
            }
            found
                .capped
                .extend(met.into_iter().filter(|(_, count)| *count >= CANDIDATES).map(|(kind, _)| kind));
        }
    }
    put_in_order(db, (query, conditions), &mut found).await?;
    Ok(found)
}

/// Conditions that differ in where the words stand alone, together: in the title, then anywhere.
fn in_pairs(conditions: &[Condition]) -> impl Iterator<Item = &[Condition]> {
    conditions.chunk_by(|a, b| {
        (a.tier, a.missing, a.place, b.place) == (b.tier, b.missing, Place::Title, Place::Anywhere)
    })
}

/// Whether anything answers a query: what answers it at all meets its widest condition.
async fn finds<C: ConnectionTrait>(db: &C, query: &Query, whose: &Whose) -> DomainResult<bool> {
    match query.conditions().last() {
        Some(widest) => Ok(!look_up(db, widest, (&whose.kinds, 1), whose).await?.is_empty()),
        None => Ok(false),
    }
}

/// Documents of some kinds that meet one condition, so many of each at most.
async fn matching<C: ConnectionTrait>(
    db: &C,
    condition: &Condition,
    (kinds, limit): (&[Kind], u32),
    whose: &Whose,
) -> DomainResult<Vec<Candidate>> {
    let found = look_up(db, condition, (kinds, limit), whose).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = |kind: &Kind| found.iter().filter(|row| row.kind == *kind).count() > most;
    if !kinds.iter().any(has_more) {
        return Ok(found);
    }
    // Kinds that share a look share what it may find: where one has more than its part, others may have less than theirs.
    let mut each = Vec::new();
    for kind in kinds {
        each.extend(look_up(db, condition, (std::slice::from_ref(kind), limit), whose).await?);
    }
    Ok(each)
}

/// The same in one look, which on SQLite kinds of which there are few share.
async fn look_up<C: ConnectionTrait>(
    db: &C,
    condition: &Condition,
    (kinds, limit): (&[Kind], u32),
    whose: &Whose,
) -> DomainResult<Vec<Candidate>> {
    let index = index::of(db.get_database_backend());
    let kinds: Vec<&'static str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let wanted = Wanted {
        condition,
        kinds: &kinds,
        language: whose.language.map(Locale::code),
        limit,
        now: whose.now,
        readers: whose.readers,
    };
    let mut found = Vec::new();
    for row in db.query_all_raw(index.find(&wanted)).await? {
        let (doc, kind, name, language): (i32, String, String, String) = (
            row.try_get("", "doc")?,
            row.try_get("", "kind")?,
            row.try_get("", "target_id")?,
            row.try_get("", "locale")?,
        );
        if let Some(kind) = Kind::parse(&kind) {
            let target = thing(&name).to_owned();
            found.push(Candidate { doc, kind, target, language, rank: condition.rank() });
        }
    }
    Ok(found)
}

/// Inside a rank, what is most about it comes first: in kinds of which all was collected, those with the fewest first,
/// as far as [`SCORED`] goes.
async fn put_in_order<C: ConnectionTrait>(
    db: &C,
    (query, conditions): (&Query, &[Condition]),
    found: &mut Candidates,
) -> DomainResult<()> {
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for row in found.rows.iter().filter(|row| !found.capped.contains(&row.kind)) {
        *counts.entry(row.kind).or_default() += 1;
    }
    let mut kinds: Vec<(usize, Kind)> = counts.into_iter().map(|(kind, count)| (count, kind)).collect();
    kinds.sort_unstable();
    let mut room = SCORED;
    kinds.retain(|(count, _)| {
        let fits = *count <= room;
        room -= if fits { *count } else { 0 };
        fits
    });
    let is_scored = |row: &&Candidate| kinds.iter().any(|(_, kind)| *kind == row.kind);
    // What has the words themselves is ordered by them, what has others in their place by all of these.
    let of = |tier: Tier| {
        conditions.iter().find(|condition| condition.tier == tier && condition.place == Place::Anywhere)
    };
    let strict: Vec<Condition> = of(Tier::Stem).or_else(|| of(Tier::Exact)).into_iter().cloned().collect();
    let mut scores: HashMap<i32, f64> = HashMap::new();
    for (literal, conditions) in [(true, strict), (false, query.about())] {
        let docs: Vec<i32> = found
            .rows
            .iter()
            .filter(is_scored)
            .filter(|row| (tier_of(row.rank) <= Tier::Stem) == literal)
            .map(|row| row.doc)
            .collect();
        if docs.len() < 2 || conditions.is_empty() {
            continue;
        }
        let index = index::of(db.get_database_backend());
        for row in db.query_all_raw(index.score(&conditions, &docs)).await? {
            scores.insert(row.try_get("", "doc")?, row.try_get("", "score")?);
        }
    }
    if scores.is_empty() {
        return Ok(());
    }
    let score = |row: &Candidate| scores.get(&row.doc).copied().unwrap_or(f64::MAX);
    found
        .rows
        .sort_by(|a, b| a.rank.cmp(&b.rank).then(score(a).total_cmp(&score(b))).then(b.doc.cmp(&a.doc)));
    Ok(())
}

/// How many things there are in each language, of one kind or of all; languages without any are left out.
fn languages(rows: &[Candidate], only: Option<Kind>) -> Vec<(Locale, usize)> {
    let count = |locale: Locale| {
        let own = rows
            .iter()
            .filter(|row| row.language == locale.code() && only.is_none_or(|only| only == row.kind));
        own.map(|row| (row.kind, row.target.as_str())).collect::<HashSet<_>>().len()
    };
    Locale::ALL.into_iter().map(|locale| (locale, count(locale))).filter(|(_, count)| *count > 0).collect()
}

/// By kind, the best first, each thing once.
fn grouped(rows: Vec<Candidate>, reader: Locale) -> BTreeMap<Kind, Vec<Chosen>> {
    let mut groups: BTreeMap<Kind, Vec<Chosen>> = BTreeMap::new();
    let mut places: HashMap<(Kind, String), usize> = HashMap::new();
    for Candidate { doc, kind, target, language, rank } in rows {
        let own_language = language == reader.code();
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
        // Stable: inside these the order stays.
        list.sort_by_key(|chosen| (chosen.rank, !chosen.own_language));
    }
    groups
}

fn hit(query: &Query, kind: Kind, row: search_document::Model, rank: i32) -> Hit {
    let tier = tier_of(rank);
    let begun = tier == Tier::Prefix;
    let (snippet, at) = passage_at(query, &row.body_plain, begun);
    Hit {
        kind,
        title: marked(query, &row.title, begun),
        snippet,
        locale: row.locale.parse().ok(),
        target_id: thing(&row.target_id).to_owned(),
        slug: row.slug,
        section: row.section,
        tier,
        in_title: in_title(rank),
        inside: at.and_then(|at| landing_at(&row.spots, at)),
        quiet: None,
    }
}
