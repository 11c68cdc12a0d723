//! Entries, out of the database.

use std::collections::BTreeMap;

use contract::{Locale, Tongue, ids::ItemId};
use entity::library::{collection, collection_item, collection_text, item};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Query, SimpleExpr},
};

use super::{
    Entry, Header, NamedSet, PAGE, Page, Position, Selection, Set, Walk,
    moment::{EARLIEST, datestamp, ever_seen},
    set::is_plain,
};
use crate::{
    DomainResult, Services,
    library::{
        list::{languages_of, visible},
        record::{InLanguages, Record},
        records,
        words::Kind,
    },
};

#[derive(Debug, FromQueryResult)]
struct HeaderRow {
    id: String,
    kind: String,
    languages: String,
    moment: i64,
    shown: i32,
}

/// 1 for what the world sees now.
fn shown(services: &Services) -> SimpleExpr {
    Expr::case(visible(services), Expr::cust("1")).finally(Expr::cust("0")).into()
}

fn headers(services: &Services, now: i64) -> Select<item::Entity> {
    item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::Kind, item::Column::Languages])
        .expr_as(datestamp(services, now), "moment")
        .expr_as(shown(services), "shown")
        .filter(ever_seen(services, now))
}

fn selected(services: &Services, now: i64, selection: &Selection) -> Condition {
    let mut wanted = Condition::all();
    if let Some(set) = &selection.set {
        wanted = wanted.add(set.condition());
    }
    // From before everything on is everything.
    if let Some(from) = selection.from.filter(|from| *from > EARLIEST) {
        wanted = wanted.add(datestamp(services, now).gte(from));
    }
    if let Some(before) = selection.before {
        wanted = wanted.add(datestamp(services, now).lt(before));
    }
    wanted
}

/// A page of what is selected, from a position on. No entries: nothing matches.
///
/// # Errors
/// The database is away.
pub async fn list(
    services: &Services,
    walk: Walk,
    selection: &Selection,
    after: Option<&Position>,
) -> DomainResult<Page> {
    let db = services.db.read();
    let now = services.now_ms();
    let wanted = selected(services, now, selection);
    let mut query = headers(services, now).filter(wanted.clone());
    if let Some(Position { at, id, .. }) = after {
        let same =
            Condition::all().add(datestamp(services, now).eq(*at)).add(item::Column::Id.gt(id.as_str()));
        query = query.filter(Condition::any().add(datestamp(services, now).gt(*at)).add(same));
    }
    let mut rows = query
        .order_by(datestamp(services, now), Order::Asc)
        .order_by_asc(item::Column::Id)
        .limit(PAGE + 1)
        .into_model::<HeaderRow>()
        .all(db)
        .await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let cursor = after.map_or(0, |position| position.given);
    let given = cursor + rows.len() as u64;
    let counted = match after {
        Some(position) => position.total,
        None if !more => given,
        None => {
            let all = item::Entity::find().filter(ever_seen(services, now)).filter(wanted);
            all.select_only().column(item::Column::Id).count(db).await?
        }
    };
    // What changed since the first page was counted is met again: there are never fewer than were given.
    let total = std::cmp::max(counted, given + u64::from(more));
    let last = rows.last().filter(|_| more);
    let next = last.map(|last| Position { at: last.moment, id: last.id.clone(), given, total });
    let entries = entries(services, walk, rows).await?;
    Ok(Page { entries, cursor, total, next })
}

/// One entry; nothing for what the world never saw.
///
/// # Errors
/// The database is away.
pub async fn one(services: &Services, id: &ItemId) -> DomainResult<Option<Entry>> {
    let found = headers(services, services.now_ms())
        .filter(item::Column::Id.eq(id.as_str()))
        .into_model::<HeaderRow>()
        .one(services.db.read())
        .await?;
    Ok(entries(services, Walk::Records, found.into_iter().collect()).await?.pop())
}

/// Whether an entry is deleted; nothing for what the world never saw.
///
/// # Errors
/// The database is away.
pub async fn exists(services: &Services, id: &ItemId) -> DomainResult<Option<bool>> {
    let found = headers(services, services.now_ms())
        .filter(item::Column::Id.eq(id.as_str()))
        .into_model::<HeaderRow>()
        .one(services.db.read())
        .await?;
    Ok(found.map(|row| row.shown == 0))
}

async fn entries(services: &Services, walk: Walk, rows: Vec<HeaderRow>) -> DomainResult<Vec<Entry>> {
    let db = services.db.read();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut collections: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let stands = collection_item::Entity::find()
        .filter(collection_item::Column::ItemId.is_in(ids.clone()))
        .order_by_asc(collection_item::Column::CollectionId)
        .all(db)
        .await?;
    for row in stands {
        collections.entry(row.item_id).or_default().push(row.collection_id);
    }
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    if walk == Walk::Records {
        let seen = item::Entity::find().filter(item::Column::Id.is_in(ids)).filter(visible(services));
        let rows = seen.all(db).await?;
        let found = records::load_all(services, db, rows).await?;
        records.extend(found.into_iter().map(|record| (record.id.to_string(), record)));
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let record = records.remove(&row.id);
            // It may have gone between the two questions.
            let deleted = row.shown == 0 || walk == Walk::Records && record.is_none();
            let sets = Set::of(&row.kind, &row.languages, collections.remove(&row.id).unwrap_or_default());
            let header = Header { id: ItemId::trusted(row.id), datestamp: row.moment, deleted, sets };
            Entry { header, record: record.filter(|_| !deleted) }
        })
        .collect())
}

/// The sets in which the world sees something.
///
/// # Errors
/// The database is away.
pub async fn sets(services: &Services) -> DomainResult<Vec<NamedSet>> {
    let db = services.db.read();
    let seen =
        Query::select().column(item::Column::Id).from(item::Entity).cond_where(visible(services)).to_owned();
    let filled = Query::select()
        .column(collection_item::Column::CollectionId)
        .from(collection_item::Entity)
        .and_where(collection_item::Column::ItemId.in_subquery(seen))
        .to_owned();
    let collections = collection::Entity::find()
        .filter(collection::Column::Id.in_subquery(filled))
        .order_by_asc(collection::Column::Position)
        .order_by_asc(collection::Column::Id)
        .all(db)
        .await?;
    let ids: Vec<&str> = collections.iter().map(|row| row.id.as_str()).collect();
    let mut titles: BTreeMap<String, InLanguages> = BTreeMap::new();
    if !ids.is_empty() {
        let texts = collection_text::Entity::find().filter(collection_text::Column::CollectionId.is_in(ids));
        for text in texts.all(db).await? {
            if let Ok(locale) = text.locale.parse::<Locale>() {
                titles.entry(text.collection_id).or_default().insert(locale, text.title);
            }
        }
    }
    let kinds: Vec<(String, String)> = item::Entity::find()
        .select_only()
        .columns([item::Column::Kind, item::Column::Languages])
        .filter(visible(services))
        .group_by(item::Column::Kind)
        .group_by(item::Column::Languages)
        .into_tuple()
        .all(db)
        .await?;
    let plain = |set: Set| NamedSet { set, names: InLanguages::new() };
    let of_collections = collections.into_iter().filter(|row| is_plain(&row.id)).map(|row| {
        let names = titles.remove(&row.id).unwrap_or_default();
        NamedSet { set: Set::Collection(row.id), names }
    });
    let of_kinds = Kind::ALL.iter().copied().filter(|one| kinds.iter().any(|(kind, _)| kind == one.as_str()));
    let of_languages = Tongue::ALL
        .into_iter()
        .filter(|one| kinds.iter().any(|(_, codes)| languages_of(codes).contains(one)));
    Ok(of_collections
        .chain(of_kinds.map(Set::Kind).map(plain))
        .chain(of_languages.map(Set::Language).map(plain))
        .collect())
}
