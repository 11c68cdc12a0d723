//! Lists of items. Every list goes through [`visible`].

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale, Section, Tongue, ids::ItemId};
use entity::library::{
    collection, collection_item, collection_text, cover, file, item, item_subject, item_text, subject,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
    sea_query::{Expr, Query},
};

use super::{
    facets, given,
    model::{CardPicture, CollectionShelf, Facets, Filter, Index, ItemCard, Localised},
    words::{FileRole, ItemState, Kind, Reach},
};
use crate::{DomainError, DomainResult, Services};

/// Items on one page of the library.
pub const PAGE_SIZE: u64 = 48;
/// Places of a collection that stand on the library's page; the others are on its own.
const SHELF: i32 = 12;

/// The one predicate of visibility: published, its day has come and its dates hold now, and who speaks in it agreed to
/// this reader and still does. Asked by every query for items or files; no job opens or closes anything.
pub(crate) fn visible(services: &Services) -> Condition {
    let now = services.now_ms();
    Condition::all()
        .add(published())
        .add(item::Column::PublishedOn.lte(services.today()))
        .add(
            Condition::any().add(item::Column::VisibleFrom.is_null()).add(item::Column::VisibleFrom.lte(now)),
        )
        .add(Condition::any().add(item::Column::VisibleTo.is_null()).add(item::Column::VisibleTo.gt(now)))
        .add(allowed(services))
        .add(
            Condition::any()
                .add(item::Column::ConsentUntil.is_null())
                .add(item::Column::ConsentUntil.gt(now)),
        )
}

/// Whom who speaks in it agreed to.
fn allowed(services: &Services) -> Condition {
    let reaches = services.readers().reaches().iter().map(|one| one.as_str());
    Condition::all().add(item::Column::Reach.is_in(reaches))
}

/// The same predicate for a file of a visible item: who speaks in it agreed to this file, and its own dates hold now. Asked
/// by every query for what readers get of a file, joined with its item.
pub(super) fn given_files(services: &Services) -> Condition {
    Condition::all().add(agreed_files()).add(in_time(services.now_ms()))
}

/// That the dates of a file hold.
pub(super) fn in_time(now: i64) -> Condition {
    Condition::all()
        .add(
            Condition::any().add(file::Column::VisibleFrom.is_null()).add(file::Column::VisibleFrom.lte(now)),
        )
        .add(Condition::any().add(file::Column::VisibleTo.is_null()).add(file::Column::VisibleTo.gt(now)))
}

/// That they do not: the opposite of [`in_time`], out of the index of files that have dates.
pub(super) fn closed(now: i64) -> Condition {
    Condition::all()
        .add(Expr::cust(
            "COALESCE(\"library_file\".\"visible_from\", \"library_file\".\"visible_to\") IS NOT NULL",
        ))
        .add(Condition::any().add(file::Column::VisibleFrom.gt(now)).add(file::Column::VisibleTo.lte(now)))
}

/// Of a testimony of which only the words may be given, the files that are words. For queries that join files and items.
pub(super) fn agreed_files() -> Condition {
    Condition::any()
        .add(item::Column::TextOnly.eq(false))
        .add(file::Column::Role.is_in(WORDS.map(FileRole::as_str)))
}

/// Roles of the files that are what is said, and nothing of the voice or the face.
pub(crate) const WORDS: [FileRole; 2] = [FileRole::Captions, FileRole::Transcript];

/// The half of it that time does not change: what the search index holds, each thing with its dates beside it.
pub(crate) fn published() -> Condition {
    Condition::all()
        .add(item::Column::State.eq(ItemState::Published.as_str()))
        .add(item::Column::Reach.ne(Reach::Nobody.as_str()))
}

/// Items about a subject, or about a part of it.
pub(super) fn about(subject: &str) -> Condition {
    let parts = Query::select()
        .column(subject::Column::Id)
        .from(subject::Entity)
        .and_where(subject::Column::Broader.eq(subject))
        .to_owned();
    // Two ways into one index: a single list of subjects makes SQLite walk through the table at times.
    let about = Condition::any()
        .add(item_subject::Column::SubjectId.eq(subject))
        .add(item_subject::Column::SubjectId.in_subquery(parts));
    let items = Query::select()
        .column(item_subject::Column::ItemId)
        .from(item_subject::Entity)
        .cond_where(about)
        .to_owned();
    Condition::all().add(item::Column::Id.in_subquery(items))
}

#[derive(Debug, FromQueryResult)]
struct CardRow {
    id: String,
    kind: String,
    section: Option<String>,
    languages: String,
    minutes: Option<i32>,
    size: i64,
    locale: String,
    slug: String,
    title: String,
    summary: String,
    text_only: bool,
    width: Option<i32>,
    height: Option<i32>,
    lean: Option<bool>,
    made_from: Option<String>,
    closed: bool,
}

/// Languages of a stored list of codes.
pub(super) fn languages_of(codes: &str) -> Vec<Tongue> {
    codes.split_whitespace().filter_map(|code| code.parse().ok()).collect()
}

/// Cards of the visible items that pass `filter`, newest first, each in the best language for the reader. One query, and
/// one more where a file of them is closed now.
/// `limit` is a number of items: an item has at most one text a language, so three rows an item are enough.
pub(super) async fn cards(
    services: &Services,
    locale: Locale,
    filter: Condition,
    limit: u64,
) -> DomainResult<Vec<ItemCard>> {
    let mut rows = item::Entity::find()
        .select_only()
        .columns([
            item::Column::Id,
            item::Column::Kind,
            item::Column::Section,
            item::Column::Languages,
            item::Column::Minutes,
            item::Column::Size,
            item::Column::TextOnly,
        ])
        .columns([
            item_text::Column::Locale,
            item_text::Column::Slug,
            item_text::Column::Title,
            item_text::Column::Summary,
        ])
        .columns([cover::Column::Width, cover::Column::Height, cover::Column::Lean, cover::Column::MadeFrom])
        .expr_as(Expr::exists(given::closed_of_item(services.now_ms())), "closed")
        .join(JoinType::InnerJoin, item_text::Relation::Item.def().rev())
        .join(JoinType::LeftJoin, cover::Relation::Item.def().rev())
        .filter(visible(services))
        .filter(filter)
        .order_by_desc(item::Column::PublishedOn)
        .order_by_asc(item::Column::Id)
        .limit(limit.saturating_mul(Locale::ALL.len() as u64))
        .into_model::<CardRow>()
        .all(services.db.read())
        .await?;
    tell_what_is_open(services, &mut rows).await?;
    let mut texts: Vec<Vec<CardRow>> = Vec::new();
    for row in rows {
        match texts.last_mut() {
            Some(group) if group.first().is_some_and(|first| first.id == row.id) => group.push(row),
            _ => texts.push(vec![row]),
        }
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(texts.into_iter().take(limit).filter_map(|group| card(locale, &group)).collect())
}

/// Cards say nothing of what is closed now: neither how long nor how large it is, nor do they show it.
async fn tell_what_is_open(services: &Services, rows: &mut [CardRow]) -> DomainResult<()> {
    let items: Vec<String> = rows.iter().filter(|row| row.closed).map(|row| row.id.clone()).collect();
    let open = given::open_files(services, services.db.read(), &items).await?;
    for row in rows.iter_mut().filter(|row| row.closed) {
        let Some(kind) = Kind::parse(&row.kind) else { continue };
        let own = open.get(&row.id);
        row.size = own.map_or(0, |own| own.size(kind));
        row.minutes = own.and_then(|own| own.minutes(kind, row.minutes));
        let shown = row.made_from.as_deref().is_some_and(|source| own.is_some_and(|own| own.holds(source)));
        if !shown {
            row.width = None;
        }
    }
    Ok(())
}

fn card(locale: Locale, texts: &[CardRow]) -> Option<ItemCard> {
    let in_language = |wanted: Locale| texts.iter().find(|row| row.locale == wanted.code());
    let (text_locale, row) = locale.fallbacks().find_map(|l| Some((l, in_language(l)?)))?;
    let languages = languages_of(&row.languages);
    // A book in one language wears its own title; one in several wears the reader's.
    let own = match &*languages {
        [only] => only
            .locale()
            .and_then(|locale| in_language(locale).map(|own| Localised { locale, text: own.title.clone() })),
        _ => None,
    };
    Some(ItemCard {
        id: ItemId::trusted(row.id.clone()),
        kind: Kind::parse(&row.kind)?,
        section: row.section.as_deref().and_then(|slug| slug.parse().ok()),
        locale: text_locale,
        slug: row.slug.clone(),
        title: row.title.clone(),
        summary: row.summary.clone(),
        cover: own.unwrap_or_else(|| Localised { locale: text_locale, text: row.title.clone() }),
        languages,
        minutes: row.minutes.and_then(|minutes| u32::try_from(minutes).ok()),
        size: u64::try_from(row.size).unwrap_or_default(),
        picture: picture(row),
        closed: row.closed,
    })
}

fn picture(row: &CardRow) -> Option<CardPicture> {
    // Of which only the words may be given, no face is shown.
    if row.text_only {
        return None;
    }
    Some(CardPicture {
        width: u32::try_from(row.width?).ok()?,
        height: u32::try_from(row.height?).ok()?,
        lean: row.lean?,
    })
}

/// Cards of those of these items that she may see. One query.
pub(crate) async fn cards_of(
    services: &Services,
    locale: Locale,
    ids: &[&str],
) -> DomainResult<Vec<ItemCard>> {
    let limit = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    cards(services, locale, Condition::all().add(item::Column::Id.is_in(ids.iter().copied())), limit).await
}

/// The newest items, those that she can read or hear first. One query.
///
/// # Errors
/// The database is away.
pub async fn latest_items(services: &Services, locale: Locale, count: u64) -> DomainResult<Vec<ItemCard>> {
    let mut cards =
        cards(services, locale, Condition::all(), count.saturating_mul(Locale::ALL.len() as u64)).await?;
    cards.sort_by_key(|card| !card.languages.contains(&locale.into()));
    cards.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    Ok(cards)
}

/// The newest items of a section. One query.
///
/// # Errors
/// The database is away.
pub async fn items_of_section(
    services: &Services,
    locale: Locale,
    section: Section,
    count: u64,
) -> DomainResult<Vec<ItemCard>> {
    cards(services, locale, Condition::all().add(item::Column::Section.eq(section.slug())), count).await
}

/// The library's page: collections first, then what stands in none; or, filtered, one list.
///
/// # Errors
/// `InvalidForm` for more facets than a guest may choose; the database is away.
pub async fn index(services: &Services, locale: Locale, filter: Filter) -> DomainResult<Index> {
    if filter.is_too_deep() {
        return Err(DomainError::new(ErrorCode::InvalidForm));
    }
    let facets = facets::of(services, locale, &filter).await?;
    let facets = Facets::clone(&facets);
    let collections = if filter.is_whole() { collections(services, locale).await? } else { Vec::new() };
    let mut wanted = facets::wanted(&filter, services.now_ms());
    if filter.depth() == 0 {
        let in_collections = Query::select()
            .column(collection_item::Column::ItemId)
            .from(collection_item::Entity)
            .and_where(
                Expr::col((collection_item::Entity, collection_item::Column::ItemId))
                    .equals((item::Entity, item::Column::Id)),
            )
            .to_owned();
        wanted = wanted.add(Expr::exists(in_collections).not());
    }
    // Ids first: a page is counted in items, while a query for cards counts texts.
    let mut ids: Vec<String> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(visible(services))
        .filter(wanted)
        .order_by_desc(item::Column::PublishedOn)
        .order_by_asc(item::Column::Id)
        .offset(u64::from(filter.page) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let page = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = ids.len() > page;
    ids.truncate(page);
    let items = if ids.is_empty() {
        Vec::new()
    } else {
        cards(services, locale, Condition::all().add(item::Column::Id.is_in(ids)), PAGE_SIZE).await?
    };
    Ok(Index { facets, collections, items, more })
}

async fn collections(services: &Services, locale: Locale) -> DomainResult<Vec<CollectionShelf>> {
    let db = services.db.read();
    let rows: Vec<(collection::Model, collection_text::Model)> = collection_text::Entity::find()
        .find_also_related(collection::Entity)
        .all(db)
        .await?
        .into_iter()
        .filter_map(|(text, collection)| Some((collection?, text)))
        .collect();
    let mut slugs: BTreeMap<String, String> = BTreeMap::new();
    let mut best: BTreeMap<(i32, String), (usize, Locale, collection_text::Model)> = BTreeMap::new();
    for (collection, text) in rows {
        let Ok(text_locale) = text.locale.parse::<Locale>() else { continue };
        let rank = locale.fallbacks().position(|l| l == text_locale).unwrap_or(usize::MAX);
        let key = (collection.position, collection.id.clone());
        slugs.insert(collection.id, collection.slug);
        if best.get(&key).is_none_or(|(known, ..)| rank < *known) {
            best.insert(key, (rank, text_locale, text));
        }
    }
    let there: Vec<&str> = best.keys().map(|(_, id)| id.as_str()).collect();
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let entries = collection_item::Entity::find()
        .filter(collection_item::Column::CollectionId.is_in(there))
        .filter(collection_item::Column::Position.lt(SHELF))
        .order_by_asc(collection_item::Column::CollectionId)
        .order_by_asc(collection_item::Column::Position)
        .limit(PAGE_SIZE * 4)
        .all(db)
        .await?;
    let ids: Vec<&str> = entries.iter().map(|entry| entry.item_id.as_str()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let cards =
        cards(services, locale, Condition::all().add(item::Column::Id.is_in(ids)), PAGE_SIZE * 4).await?;
    Ok(best
        .into_iter()
        .map(|((_, id), (_, text_locale, text))| CollectionShelf {
            items: entries
                .iter()
                .filter(|entry| entry.collection_id == id)
                .filter_map(|entry| cards.iter().find(|card| card.id.as_str() == entry.item_id).cloned())
                .collect(),
            slug: slugs.get(&id).cloned().unwrap_or_default(),
            id,
            locale: text_locale,
            title: text.title,
            summary: text.summary,
        })
        .filter(|shelf| !shelf.items.is_empty())
        .collect())
}
