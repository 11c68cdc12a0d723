//! The page of a collection.

use contract::Locale;
use entity::library::{collection, collection_item, collection_text, file, item};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::is_name;
use crate::{
    DomainError, DomainResult, Services,
    library::{
        list::{PAGE_SIZE, cards, given_files, visible},
        model::{ItemCard, Localised},
        record::{InLanguages, best},
        words::FileRole,
    },
};

/// A collection, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionPage {
    /// Its place in addresses.
    pub slug: String,
    /// Title.
    pub title: Localised,
    /// A few sentences, in the language of the title.
    pub summary: String,
    /// Languages in which it has a title.
    pub written: Vec<Locale>,
    /// Items, in order.
    pub items: Vec<ItemCard>,
    /// Whether a further page follows.
    pub more: bool,
    /// Whether something in it can be heard.
    pub has_audio: bool,
}

/// A page of a collection, from 0.
///
/// # Errors
/// Not found for an unknown one, for one in which nobody sees anything (its title would tell of what is not there yet),
/// and for a page behind the last one.
pub async fn collection(
    services: &Services,
    locale: Locale,
    slug: &str,
    page: u32,
) -> DomainResult<CollectionPage> {
    if !is_name(slug) {
        return Err(DomainError::not_found());
    }
    let db = services.db.read();
    let row = collection::Entity::find().filter(collection::Column::Slug.eq(slug)).one(db).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let texts = collection_text::Entity::find()
        .filter(collection_text::Column::CollectionId.eq(row.id.as_str()))
        .all(db)
        .await?;
    let (mut titles, mut summaries) = (InLanguages::new(), InLanguages::new());
    for text in texts {
        let Ok(l) = text.locale.parse::<Locale>() else { continue };
        titles.insert(l, text.title);
        summaries.insert(l, text.summary);
    }
    let title = best(&titles, locale).ok_or_else(DomainError::not_found)?;
    let written = titles.keys().copied().collect();
    let summary = summaries.remove(&title.locale).unwrap_or_default();
    // Ids first: a page is counted in items, while a query for cards counts texts.
    let mut ids: Vec<String> = collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::ItemId)
        .join(JoinType::InnerJoin, collection_item::Relation::Item.def())
        .filter(collection_item::Column::CollectionId.eq(row.id.as_str()))
        .filter(visible(services))
        .order_by_asc(collection_item::Column::Position)
        .order_by_asc(collection_item::Column::ItemId)
        .offset(u64::from(page) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
        .into_tuple()
        .all(db)
        .await?;
    if ids.is_empty() {
        return Err(DomainError::not_found());
    }
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let more = ids.len() > size;
    ids.truncate(size);
    let these = Condition::all().add(item::Column::Id.is_in(ids.iter().map(String::as_str)));
    let mut items = cards(services, locale, these, PAGE_SIZE).await?;
    items.sort_by_key(|card| ids.iter().position(|id| id == card.id.as_str()));
    let recording: Option<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Id)
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(visible(services))
        .filter(super::shelf::stands_in(&row.id))
        .filter(given_files(services))
        .filter(file::Column::Role.eq(FileRole::Audio.as_str()))
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let has_audio = recording.is_some();
    Ok(CollectionPage { slug: row.slug, title, summary, written, items, more, has_audio })
}
