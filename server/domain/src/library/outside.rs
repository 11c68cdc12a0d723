//! What everybody may open of this room, for search engines and feeds. Everything passes [`visible`].

use contract::{Locale, Section};
use entity::library::{collection, collection_item, collection_text, item, item_text};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait,
};

use super::list::visible;
use crate::{
    DomainResult, Services,
    outside::{Kind, News, Public, by_thing},
    services::day_of,
};

/// How many items there are.
pub(crate) async fn count_public(services: &Services) -> DomainResult<u64> {
    Ok(item::Entity::find().filter(visible(services)).count(services.db.read()).await?)
}

/// So many items from there on.
pub(crate) async fn public(services: &Services, (from, most): (u64, u64)) -> DomainResult<Vec<Public>> {
    let db = services.db.read();
    let rows: Vec<(String, i64)> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::Datestamp])
        .filter(visible(services))
        .order_by_asc(item::Column::Id)
        .offset(from)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let texts: Vec<(String, String, String)> = item_text::Entity::find()
        .select_only()
        .columns([item_text::Column::ItemId, item_text::Column::Locale, item_text::Column::Slug])
        .filter(item_text::Column::ItemId.is_in(rows.iter().map(|(id, _)| id.as_str())))
        .order_by_asc(item_text::Column::ItemId)
        .order_by_asc(item_text::Column::Locale)
        .into_tuple()
        .all(db)
        .await?;
    let mut by_id = by_thing(texts.into_iter().map(|(id, locale, slug)| (id, locale, slug, None)));
    Ok(rows
        .into_iter()
        .filter_map(|(id, changed)| {
            let mut texts = by_id.remove(&id)?;
            for text in &mut texts {
                text.day = Some(day_of(changed));
            }
            Some(Public { id, texts })
        })
        .collect())
}

/// Collections in which everybody sees something.
pub(crate) async fn public_collections(services: &Services) -> DomainResult<Vec<Public>> {
    let db = services.db.read();
    let filled = collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::CollectionId)
        .join(JoinType::InnerJoin, collection_item::Relation::Item.def())
        .filter(visible(services))
        .into_query();
    let rows = collection::Entity::find()
        .filter(collection::Column::Id.in_subquery(filled))
        .order_by_asc(collection::Column::Position)
        .order_by_asc(collection::Column::Id)
        .all(db)
        .await?;
    let words: Vec<(String, String)> = collection_text::Entity::find()
        .select_only()
        .columns([collection_text::Column::CollectionId, collection_text::Column::Locale])
        .order_by_asc(collection_text::Column::Locale)
        .into_tuple()
        .all(db)
        .await?;
    let mut by_id = by_thing(words.into_iter().map(|(id, locale)| (id, locale, String::new(), None)));
    Ok(rows
        .into_iter()
        .map(|row| Public { texts: by_id.remove(&row.id).unwrap_or_default(), id: row.slug })
        .collect())
}

/// The items that changed last.
pub(crate) async fn newest(
    services: &Services,
    locale: Locale,
    section: Option<Section>,
    most: u64,
) -> DomainResult<Vec<News>> {
    let db = services.db.read();
    let mut query = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::Datestamp])
        .filter(visible(services));
    if let Some(section) = section {
        query = query.filter(item::Column::Section.eq(section.slug()));
    }
    let rows: Vec<(String, i64)> = query
        .order_by_desc(item::Column::Datestamp)
        .order_by_asc(item::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let texts = item_text::Entity::find()
        .filter(item_text::Column::ItemId.is_in(rows.iter().map(|(id, _)| id.as_str())))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, changed)| {
            let (own, text) = locale.fallbacks().find_map(|l| {
                let text = texts.iter().find(|text| text.item_id == id && text.locale == l.code())?;
                Some((l, text))
            })?;
            Some(News {
                kind: Kind::Items,
                locale: own,
                slug: text.slug.clone(),
                title: text.title.clone(),
                summary: text.summary.clone(),
                changed,
                id,
            })
        })
        .collect())
}
