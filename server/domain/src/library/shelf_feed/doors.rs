//! Ways into the shelves: collections, subjects and languages with something in them.

use std::collections::{BTreeMap, BTreeSet};

use contract::{Locale, Tongue};
use entity::library::{
    collection, collection_item, collection_text, item, item_subject, subject, subject_text,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{
    FEED_PAGE,
    shelf::{Holding, holds},
};
use crate::{
    DomainError, DomainResult, Services,
    library::{
        list::{languages_of, visible},
        record::InLanguages,
    },
};

/// A way to one shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Its name in addresses.
    pub name: String,
    /// What it is called; nothing for a language.
    pub names: InLanguages,
    /// A few sentences about it.
    pub summaries: InLanguages,
    /// Items behind it, where that is counted.
    pub count: Option<u64>,
}

/// A page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doors {
    /// At most [`FEED_PAGE`].
    pub doors: Vec<Door>,
    /// Whether a further page follows.
    pub more: bool,
    /// UTC milliseconds of the last change of anything in the library; 0 when there is nothing.
    pub updated: i64,
}

/// What can be taken along.
fn to_take(services: &Services) -> Condition {
    visible(services).add(holds(services, Holding::Files))
}

/// For the first page of a catalogue, whose ways are always the same: when anything changed last.
///
/// # Errors
/// The database is away.
pub async fn start(services: &Services) -> DomainResult<Doors> {
    Ok(Doors { updated: updated(services).await?, ..Doors::default() })
}

async fn updated(services: &Services) -> DomainResult<i64> {
    let at: Option<Option<i64>> = item::Entity::find()
        .select_only()
        .column_as(item::Column::Datestamp.max(), "updated")
        .filter(to_take(services))
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(at.flatten().unwrap_or_default())
}

/// One page of all of them.
async fn page(services: &Services, doors: Vec<Door>, page: u32) -> DomainResult<Doors> {
    let size = usize::try_from(FEED_PAGE).unwrap_or(usize::MAX);
    let from = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(size);
    if page > 0 && from >= doors.len() {
        return Err(DomainError::not_found());
    }
    let more = doors.len() > from.saturating_add(size);
    let doors = doors.into_iter().skip(from).take(size).collect();
    Ok(Doors { doors, more, updated: updated(services).await? })
}

/// Collections with something in them, in their order.
///
/// # Errors
/// Not found for a page behind the last one.
pub async fn collections(services: &Services, number: u32) -> DomainResult<Doors> {
    let db = services.db.read();
    let counts: Vec<(String, i64)> = collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::CollectionId)
        .column_as(collection_item::Column::ItemId.count(), "items")
        .join(JoinType::InnerJoin, collection_item::Relation::Item.def())
        .filter(to_take(services))
        .group_by(collection_item::Column::CollectionId)
        .into_tuple()
        .all(db)
        .await?;
    let counts: BTreeMap<String, i64> = counts.into_iter().collect();
    let rows = collection::Entity::find()
        .order_by_asc(collection::Column::Position)
        .order_by_asc(collection::Column::Id)
        .all(db)
        .await?;
    let mut texts: BTreeMap<String, (InLanguages, InLanguages)> = BTreeMap::new();
    for text in collection_text::Entity::find().all(db).await? {
        let Ok(l) = text.locale.parse::<Locale>() else { continue };
        let (names, summaries) = texts.entry(text.collection_id).or_default();
        names.insert(l, text.title);
        summaries.insert(l, text.summary);
    }
    let doors = rows
        .into_iter()
        .filter_map(|row| {
            let count = u64::try_from(*counts.get(&row.id)?).ok();
            let (names, summaries) = texts.remove(&row.id)?;
            Some(Door { name: row.slug, names, summaries, count })
        })
        .collect();
    page(services, doors, number).await
}

/// Subjects that something is about, or a part of them, in their order.
///
/// # Errors
/// Not found for a page behind the last one.
pub async fn subjects(services: &Services, number: u32) -> DomainResult<Doors> {
    let db = services.db.read();
    let used: Vec<String> = item_subject::Entity::find()
        .select_only()
        .column(item_subject::Column::SubjectId)
        .distinct()
        .join(JoinType::InnerJoin, item_subject::Relation::Item.def())
        .filter(to_take(services))
        .into_tuple()
        .all(db)
        .await?;
    let rows = subject::Entity::find()
        .order_by_asc(subject::Column::Position)
        .order_by_asc(subject::Column::Id)
        .all(db)
        .await?;
    let mut wanted: BTreeSet<String> = used.into_iter().collect();
    let broader: Vec<String> =
        rows.iter().filter(|row| wanted.contains(&row.id)).filter_map(|row| row.broader.clone()).collect();
    wanted.extend(broader);
    let mut labels: BTreeMap<String, InLanguages> = BTreeMap::new();
    for text in subject_text::Entity::find().all(db).await? {
        let Ok(l) = text.locale.parse::<Locale>() else { continue };
        labels.entry(text.subject_id).or_default().insert(l, text.label);
    }
    let doors = rows
        .into_iter()
        .filter(|row| wanted.contains(&row.id))
        .filter_map(|row| {
            let names = labels.remove(&row.id)?;
            Some(Door { name: row.id, names, summaries: InLanguages::new(), count: None })
        })
        .collect();
    page(services, doors, number).await
}

/// Languages in which there is something.
///
/// # Errors
/// Not found for a page behind the first one.
pub async fn languages(services: &Services, number: u32) -> DomainResult<Doors> {
    let rows: Vec<(String, i64)> = item::Entity::find()
        .select_only()
        .column(item::Column::Languages)
        .column_as(item::Column::Id.count(), "items")
        .filter(to_take(services))
        .group_by(item::Column::Languages)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let doors = Tongue::ALL
        .into_iter()
        .filter_map(|l| {
            let with_it = rows.iter().filter(|(codes, _)| languages_of(codes).contains(&l));
            let count: u64 = with_it.filter_map(|(_, items)| u64::try_from(*items).ok()).sum();
            let door = Door {
                name: l.code().to_owned(),
                names: InLanguages::new(),
                summaries: InLanguages::new(),
                count: Some(count),
            };
            (count > 0).then_some(door)
        })
        .collect();
    page(services, doors, number).await
}
