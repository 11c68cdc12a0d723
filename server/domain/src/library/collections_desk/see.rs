//! What the desk sees of collections.

use std::collections::BTreeMap;

use contract::{Locale, ids::ItemId};
use entity::library::{collection, collection_item, collection_text, item};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::is_id;
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::{
        desk::{DeskLine, lines},
        list::visible,
        record::InLanguages,
    },
    permission::require,
    staff::{
        Action, ROWS_PER_PAGE,
        audit::{self, Entry},
    },
};

/// A collection in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionLine {
    /// Identifier.
    pub id: String,
    /// Its place in addresses.
    pub slug: String,
    /// Names.
    pub titles: InLanguages,
    /// Items in it.
    pub items: u64,
    /// Those that everybody sees now; with none of them readers do not meet the collection.
    pub seen: u64,
}

/// A collection at the desk, with a page of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionDesk {
    /// What the list says.
    pub line: CollectionLine,
    /// Version, which every change counts.
    pub version: i32,
    /// What it is about.
    pub summaries: InLanguages,
    /// Items in their order.
    pub rows: Vec<DeskLine>,
    /// How many stand before them.
    pub before: u64,
    /// Whether more follow.
    pub more: bool,
}

/// A collection in which an item stands, or could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Identifier of the collection.
    pub id: String,
    /// Its names.
    pub titles: InLanguages,
    /// Whether the item stands in it.
    pub here: bool,
}

/// Every collection, in order.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn collections_desk(services: &Services, actor: &Actor) -> DomainResult<Vec<CollectionLine>> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let rows = collection::Entity::find()
        .order_by_asc(collection::Column::Position)
        .order_by_asc(collection::Column::Id)
        .all(&tx)
        .await?;
    let all = collection_line(services, &tx, rows).await?;
    audit::record(&tx, Some(reader), Entry::of(Action::LibraryRead), services.now_ms()).await?;
    tx.commit().await?;
    Ok(all)
}

/// One collection with a page of its items, from 0.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found, also for a page behind the last one.
pub async fn collection_desk(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    id: &str,
    page: u32,
) -> DomainResult<CollectionDesk> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    if !is_id(id) {
        return Err(DomainError::not_found());
    }
    let tx = services.db.begin().await?;
    let row = collection::Entity::find_by_id(id).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let version = row.version;
    let line = collection_line(services, &tx, vec![row]).await?.pop().ok_or_else(DomainError::not_found)?;
    let summaries = collection_text::Entity::find()
        .filter(collection_text::Column::CollectionId.eq(id))
        .all(&tx)
        .await?
        .into_iter()
        .filter_map(|text| Some((text.locale.parse().ok()?, text.summary)))
        .collect();
    let before = u64::from(page) * ROWS_PER_PAGE;
    let mut ids: Vec<String> = collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::ItemId)
        .filter(collection_item::Column::CollectionId.eq(id))
        .order_by_asc(collection_item::Column::Position)
        .order_by_asc(collection_item::Column::ItemId)
        .offset(before)
        .limit(ROWS_PER_PAGE + 1)
        .into_tuple()
        .all(&tx)
        .await?;
    if page > 0 && ids.is_empty() {
        return Err(DomainError::not_found());
    }
    let most = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = ids.len() > most;
    ids.truncate(most);
    let mut items =
        item::Entity::find().filter(item::Column::Id.is_in(ids.iter().map(String::as_str))).all(&tx).await?;
    items.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    let rows = lines(services, &tx, locale, &items).await?;
    let entry = Entry::of(Action::LibraryRead).on("library_collection", id);
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(CollectionDesk { line, version, summaries, rows, before, more })
}

async fn collection_line<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    rows: Vec<collection::Model>,
) -> DomainResult<Vec<CollectionLine>> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut names = names(tx, &ids).await?;
    let counted = || {
        collection_item::Entity::find()
            .select_only()
            .column(collection_item::Column::CollectionId)
            .column_as(collection_item::Column::ItemId.count(), "items")
            .filter(collection_item::Column::CollectionId.is_in(ids.clone()))
            .group_by(collection_item::Column::CollectionId)
    };
    let items: Vec<(String, i64)> = counted().into_tuple().all(tx).await?;
    let seen: Vec<(String, i64)> = counted()
        .join(JoinType::InnerJoin, collection_item::Relation::Item.def())
        .filter(visible(services))
        .into_tuple()
        .all(tx)
        .await?;
    let of = |counts: &[(String, i64)], id: &str| {
        let found = counts.iter().find(|(one, _)| one == id).map(|(_, count)| *count);
        u64::try_from(found.unwrap_or_default()).unwrap_or_default()
    };
    Ok(rows
        .iter()
        .map(|row| CollectionLine {
            id: row.id.clone(),
            slug: row.slug.clone(),
            titles: names.remove(&row.id).unwrap_or_default(),
            items: of(&items, &row.id),
            seen: of(&seen, &row.id),
        })
        .collect())
}

async fn names<C: ConnectionTrait>(tx: &C, ids: &[&str]) -> DomainResult<BTreeMap<String, InLanguages>> {
    let mut names: BTreeMap<String, InLanguages> = BTreeMap::new();
    let texts = collection_text::Entity::find()
        .filter(collection_text::Column::CollectionId.is_in(ids.iter().copied()))
        .all(tx)
        .await?;
    for text in texts {
        if let Ok(locale) = text.locale.parse() {
            names.entry(text.collection_id).or_default().insert(locale, text.title);
        }
    }
    Ok(names)
}

/// All collections, each with whether an item stands in it.
pub(in crate::library) async fn places_of<C: ConnectionTrait>(
    tx: &C,
    item: &ItemId,
) -> DomainResult<Vec<Place>> {
    let ids: Vec<String> = collection::Entity::find()
        .select_only()
        .column(collection::Column::Id)
        .order_by_asc(collection::Column::Position)
        .order_by_asc(collection::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let here: Vec<String> = collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::CollectionId)
        .filter(collection_item::Column::ItemId.eq(item.as_str()))
        .into_tuple()
        .all(tx)
        .await?;
    let mut names = names(tx, &ids.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    Ok(ids
        .into_iter()
        .map(|id| Place { titles: names.remove(&id).unwrap_or_default(), here: here.contains(&id), id })
        .collect())
}
