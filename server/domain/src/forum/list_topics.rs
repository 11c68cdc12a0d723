//! The topics of a category, by activity.

use contract::{Locale, ids::TopicId};
use entity::{forum::topic, identity::member};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    Select, sea_query::Expr,
};

use super::{
    Author, Category, TextLanguage, list_categories, policy::ROWS_PER_PAGE, read_topic,
    relations::topic_to_author, visibility::visible_topics,
};
use crate::{Actor, DomainError, DomainResult, Services, services::day_of};

/// Where a page of the list begins. The address names a topic and no instant: times are shown by the day only.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Cursor {
    /// The newest.
    #[default]
    Start,
    /// Those with older activity than this topic.
    After(TopicId),
    /// Those with newer activity than this topic.
    Before(TopicId),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicRow {
    /// Identifier.
    pub id: TopicId,
    /// Title; empty once the opening post was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Under which name it was asked.
    pub author: Author,
    /// ISO day of the last publication.
    pub day: String,
    /// Number of replies that everyone sees.
    pub replies: u64,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicList {
    /// The category.
    pub category: Category,
    /// Its topics.
    pub rows: Vec<TopicRow>,
    /// The page with newer activity.
    pub newer: Option<Cursor>,
    /// The page with older activity.
    pub older: Option<Cursor>,
}

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: String,
    title: String,
    language: String,
    pseudonym: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    last_published_at: Option<i64>,
    published_posts: i64,
}

impl From<Row> for TopicRow {
    fn from(row: Row) -> Self {
        Self {
            id: TopicId::trusted(row.id),
            replies: read_topic::replies(row.published_posts, &row.title),
            title: row.title,
            language: TextLanguage::parse(&row.language),
            author: Author::of(row.pseudonym, row.alias, row.former),
            day: row.last_published_at.map(day_of).unwrap_or_default(),
        }
    }
}

/// Published topics with what a line shows.
pub(super) fn select() -> Select<topic::Entity> {
    topic::Entity::find()
        .select_only()
        .columns([
            topic::Column::Id,
            topic::Column::Title,
            topic::Column::Language,
            topic::Column::LastPublishedAt,
            topic::Column::PublishedPosts,
            topic::Column::Alias,
            topic::Column::Former,
        ])
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, topic_to_author())
        .filter(visible_topics(&Actor::Guest))
}

/// A page of the topics of a category that everyone sees; what waits is in nobody's list.
///
/// # Errors
/// `NotFound` for an unknown category, or a cursor that names no visible topic.
pub async fn list_topics(
    services: &Services,
    slug: &str,
    cursor: &Cursor,
    locale: Locale,
) -> DomainResult<TopicList> {
    let category = list_categories::find(services, slug, locale).await?.ok_or_else(DomainError::not_found)?;
    let db = services.db.read();
    let mut query = select().filter(topic::Column::Category.eq(slug)).limit(ROWS_PER_PAGE + 1);
    let place = Expr::tuple([
        Expr::col((topic::Entity, topic::Column::LastPublishedAt)),
        Expr::col((topic::Entity, topic::Column::Id)),
    ]);
    if let Cursor::After(id) | Cursor::Before(id) = cursor {
        let at = topic::Entity::find_by_id(id.as_str())
            .select_only()
            .column(topic::Column::LastPublishedAt)
            .filter(topic::Column::Category.eq(slug))
            .filter(visible_topics(&Actor::Guest))
            .into_tuple::<Option<i64>>()
            .one(db)
            .await?
            .flatten()
            .ok_or_else(DomainError::not_found)?;
        let here = Expr::tuple([Expr::value(at), Expr::value(id.as_str())]);
        query =
            query.filter(if matches!(cursor, Cursor::After(_)) { place.lt(here) } else { place.gt(here) });
    }
    let backwards = matches!(cursor, Cursor::Before(_));
    query = if backwards {
        query.order_by_asc(topic::Column::LastPublishedAt).order_by_asc(topic::Column::Id)
    } else {
        query.order_by_desc(topic::Column::LastPublishedAt).order_by_desc(topic::Column::Id)
    };
    let mut rows: Vec<TopicRow> =
        query.into_model::<Row>().all(db).await?.into_iter().map(TopicRow::from).collect();
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    if backwards {
        rows.reverse();
    }
    let first = rows.first().map(|row| Cursor::Before(row.id.clone()));
    let last = rows.last().map(|row| Cursor::After(row.id.clone()));
    let (newer, older) = match cursor {
        Cursor::Start => (None, last.filter(|_| more)),
        Cursor::After(_) => (first.or(Some(Cursor::Start)), last.filter(|_| more)),
        Cursor::Before(_) => (first.filter(|_| more), last.or(Some(Cursor::Start))),
    };
    Ok(TopicList { category, rows, newer, older })
}
