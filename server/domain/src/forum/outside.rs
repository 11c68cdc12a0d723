//! What search engines may list of the forum: categories that everybody reads and that opted in, and their topics. As
//! [`super::Rules::listed`] says it of one.

use contract::Locale;
use entity::forum::{category, category_text, topic};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::{
    TextLanguage,
    rules::Audience,
    visibility::{listed_topics, visible_topics},
};
use crate::{
    Actor, DomainResult, Services,
    outside::{InLanguage, Public, by_thing},
    services::day_of,
};

fn open() -> Condition {
    Condition::all()
        .add(category::Column::Audience.eq(Audience::Public.as_str()))
        .add(category::Column::Indexed.eq(true))
}

fn topics() -> Condition {
    let open =
        category::Entity::find().select_only().column(category::Column::Slug).filter(open()).into_query();
    Condition::all()
        .add(visible_topics(&Actor::Guest))
        .add(listed_topics())
        .add(topic::Column::Category.in_subquery(open))
}

/// Categories.
pub(crate) async fn public_categories(services: &Services) -> DomainResult<Vec<Public>> {
    let db = services.db.read();
    let rows = category::Entity::find()
        .filter(open())
        .order_by_asc(category::Column::Position)
        .order_by_asc(category::Column::Slug)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let words: Vec<(String, String)> = category_text::Entity::find()
        .select_only()
        .columns([category_text::Column::Category, category_text::Column::Locale])
        .order_by_asc(category_text::Column::Locale)
        .into_tuple()
        .all(db)
        .await?;
    let mut by_slug = by_thing(words.into_iter().map(|(slug, locale)| (slug, locale, String::new(), None)));
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut texts = by_slug.remove(&row.slug).unwrap_or_default();
            for text in &mut texts {
                text.day = row.last_published_at.map(day_of);
            }
            Public { texts, id: row.slug }
        })
        .collect())
}

/// How many topics there are.
pub(crate) async fn count_public(services: &Services) -> DomainResult<u64> {
    Ok(topic::Entity::find().filter(topics()).count(services.db.read()).await?)
}

/// So many topics from there on, each in the language in which it is written; in each of ours when that is another one.
pub(crate) async fn public_topics(
    services: &Services,
    (from, most): (u64, u64),
) -> DomainResult<Vec<Public>> {
    let rows: Vec<(String, String, Option<i64>)> = topic::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::Language, topic::Column::LastPublishedAt])
        .filter(topics())
        .order_by_asc(topic::Column::Id)
        .offset(from)
        .limit(most)
        .into_tuple()
        .all(services.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, language, last)| {
            let texts = TextLanguage::parse(&language).interfaces().into_iter();
            let day = last.map(day_of);
            let texts =
                texts.map(|locale| InLanguage { locale, slug: String::new(), day: day.clone() }).collect();
            Public { id, texts }
        })
        .collect())
}

impl TextLanguage {
    /// The languages of the portal under which search engines find a text: its own, or all of them.
    pub fn interfaces(self) -> Vec<Locale> {
        match self {
            Self::Known(locale) => vec![locale],
            Self::Other => Locale::ALL.to_vec(),
        }
    }
}
