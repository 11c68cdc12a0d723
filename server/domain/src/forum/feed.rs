//! What a feed of a category tells: what everybody reads, by the day, and what was taken away since.

use contract::{Locale, ids::PostId};
use entity::{
    forum::{category, category_text, post, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::SelectStatement,
};

use super::{
    Author, PostState, TextLanguage,
    list_categories::is_slug,
    relations::{category_to_text, post_to_author, post_to_topic},
    visibility::{listed_topics, literal, visible_in_forum},
};
use crate::{Actor, DomainError, DomainResult, Services, markup, services::day_of};

/// Entries of a feed, and signs of what went.
const MOST: u64 = 30;
/// Characters of an excerpt.
const EXCERPT: usize = 200;
/// `category.audience` of what everybody may read.
const PUBLIC: &str = "public";

/// A post in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// Post.
    pub post: PostId,
    /// Title of its topic; empty once the opening post was taken away.
    pub title: String,
    /// Whether it opens the topic.
    pub is_opening: bool,
    /// Language of the text.
    pub language: TextLanguage,
    /// Under which name it stands.
    pub author: Author,
    /// A few words; empty where the text stands folded under a note.
    pub excerpt: String,
    /// ISO day of publication.
    pub day: String,
    /// ISO day of the last change.
    pub changed: String,
}

/// What is not there any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Post.
    pub post: PostId,
    /// ISO day from which on it is not there.
    pub day: String,
}

/// A feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Slug of the category.
    pub slug: String,
    /// Name of the category.
    pub name: String,
    /// What to talk about there.
    pub description: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
    /// Newest first.
    pub gone: Vec<Gone>,
    /// ISO day of the last change.
    pub day: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    is_opening: bool,
    source: String,
    language: String,
    alias: Option<i32>,
    former: Option<i32>,
    content_note: Option<String>,
    published_at: Option<i64>,
    edited_at: Option<i64>,
    title: String,
    pseudonym: Option<String>,
}

/// The feed of a category that everybody may read.
///
/// # Errors
/// `NotFound` for any other, whoever asks.
pub async fn feed(services: &Services, slug: &str, locale: Locale) -> DomainResult<Feed> {
    if !is_slug(slug) {
        return Err(DomainError::not_found());
    }
    let db = services.db.read();
    let found: Option<(String, String)> = category::Entity::find_by_id(slug)
        .select_only()
        .columns([category_text::Column::Name, category_text::Column::Description])
        .join(JoinType::InnerJoin, category_to_text())
        .filter(category_text::Column::Locale.eq(locale.code()))
        .filter(category::Column::Audience.eq(PUBLIC))
        .into_tuple()
        .one(db)
        .await?;
    let (name, description) = found.ok_or_else(DomainError::not_found)?;
    let rows = post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::IsOpening,
            post::Column::Source,
            post::Column::Language,
            post::Column::Alias,
            post::Column::Former,
            post::Column::ContentNote,
            post::Column::PublishedAt,
            post::Column::EditedAt,
        ])
        .column(topic::Column::Title)
        .column(member::Column::Pseudonym)
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::LeftJoin, post_to_author())
        // The newest posts stand in the topics with the newest activity.
        .filter(post::Column::TopicId.in_subquery(newest_topics(slug)))
        .filter(visible_in_forum(&Actor::Guest))
        .order_by_desc(post::Column::PublishedAt)
        .order_by_desc(post::Column::Id)
        .limit(MOST)
        .into_model::<Row>()
        .all(db)
        .await?;
    let entries: Vec<FeedEntry> = rows.into_iter().map(FeedEntry::from).collect();
    let gone = gone(services, slug).await?;
    let days = entries.iter().map(|entry| &entry.changed).chain(gone.iter().map(|gone| &gone.day));
    let day = days.max().cloned().unwrap_or_else(|| day_of(0));
    Ok(Feed { slug: slug.to_owned(), name, description, entries, gone, day })
}

fn newest_topics(slug: &str) -> SelectStatement {
    topic::Entity::find()
        .select_only()
        .column(topic::Column::Id)
        .filter(topic::Column::Category.eq(slug))
        .filter(listed_topics())
        .order_by_desc(topic::Column::LastPublishedAt)
        .order_by_desc(topic::Column::Id)
        .limit(MOST)
        .into_query()
}

impl From<Row> for FeedEntry {
    fn from(row: Row) -> Self {
        let folded = row.content_note.is_some();
        Self {
            post: PostId::trusted(row.id),
            title: row.title,
            is_opening: row.is_opening,
            language: TextLanguage::parse(&row.language),
            author: Author::of(row.pseudonym, row.alias, row.former),
            excerpt: if folded { String::new() } else { markup::excerpt(&row.source, EXCERPT) },
            day: row.published_at.map(day_of).unwrap_or_default(),
            changed: Ord::max(row.published_at, row.edited_at).map(day_of).unwrap_or_default(),
        }
    }
}

/// What stood in the feed once and does not stand there now. Why, and who wrote it, is not told.
async fn gone(services: &Services, slug: &str) -> DomainResult<Vec<Gone>> {
    type Times = (String, Option<i64>, Option<i64>, Option<i64>);
    let rows: Vec<Times> = post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::PublishedAt,
            post::Column::DecidedAt,
            post::Column::EditedAt,
        ])
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(topic::Column::Category.eq(slug))
        .filter(post::Column::PublishedAt.is_not_null())
        .filter(post::Column::State.into_simple_expr().ne(literal(PostState::Published)))
        .order_by_desc(post::Column::PublishedAt)
        .order_by_desc(post::Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(services.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, published, decided, edited)| Gone {
            post: PostId::trusted(id),
            // The last thing that is known to have happened to it.
            day: day_of([published, decided, edited].into_iter().flatten().fold(0, Ord::max)),
        })
        .collect())
}
