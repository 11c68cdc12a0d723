//! The topics of a category, by activity.

use contract::{Locale, ids::TopicId};
use entity::{
    forum::{post, read_position, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, Order,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SimpleExpr},
};

use super::{
    Author, Category, TextLanguage,
    author::TEAM,
    list_categories,
    policy::ROWS_PER_PAGE,
    position, read_topic,
    relations::{topic_to_author, topic_to_reader},
    visibility::{in_audience, listed_topics, visible_posts},
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    db::first_rows,
    fresh::{self, Only},
    mute::{Lens, Quiet},
    notify::Level,
    services::day_of,
};

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

/// Most topics that stand first in a category; far more than a team pins.
const MOST_PINNED: u64 = 50;

/// Which topics of a category.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Browse {
    /// Where the page begins.
    pub cursor: Cursor,
    /// Only those in this language.
    pub language: Option<TextLanguage>,
}

/// What came since a member was last in a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// How many texts of others she has not seen, that she may see.
    pub count: u64,
    /// The page on which they begin.
    pub page: u64,
}

impl Fresh {
    /// From the number up to which she has read; nothing when there is nothing new.
    pub(super) fn since(read_to: Option<i64>, count: i64) -> Option<Self> {
        let count = u64::try_from(count).unwrap_or_default();
        read_to.filter(|_| count > 0).map(|n| Self { count, page: position::page_after(n) })
    }
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
    /// Whether nobody replies any more.
    pub closed: bool,
    /// Whether it stands first.
    pub pinned: bool,
    /// What came since she was there; nothing for a guest.
    pub fresh: Option<Fresh>,
    /// Why it stands folded for this reader.
    pub quiet: Option<Quiet>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicList {
    /// The category.
    pub category: Category,
    /// Its topics; on the first page those that stand first.
    pub rows: Vec<TopicRow>,
    /// The page with newer activity.
    pub newer: Option<Cursor>,
    /// The page with older activity.
    pub older: Option<Cursor>,
    /// How far the reader follows the category; nothing when she never chose.
    pub follows: Option<Level>,
}

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: String,
    author_id: Option<String>,
    title: String,
    language: String,
    pseudonym: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    last_published_at: Option<i64>,
    published_posts: i64,
    closed_at: Option<i64>,
    pinned_until: Option<i64>,
    read_to: Option<i64>,
    fresh: i64,
}

impl Row {
    pub(super) fn view(self, lens: &Lens, now: i64) -> TopicRow {
        TopicRow {
            quiet: lens.quiet(self.author_id.as_deref(), self.alias, &self.id, || self.title.clone()),
            id: TopicId::trusted(self.id),
            replies: read_topic::replies(self.published_posts, &self.title),
            title: self.title,
            language: TextLanguage::parse(&self.language),
            author: Author::of(self.pseudonym, self.alias, self.former),
            day: self.last_published_at.map(day_of).unwrap_or_default(),
            closed: self.closed_at.is_some(),
            pinned: self.pinned_until.is_some_and(|until| until > now),
            fresh: Fresh::since(self.read_to, self.fresh),
        }
    }
}

/// Adds how far whoever asks has read, and how many texts of others came since, to a query on topics.
pub(super) fn with_reader(query: Select<topic::Entity>, actor: &Actor) -> Select<topic::Entity> {
    let Some(member) = actor.member() else {
        return query
            .expr_as(Expr::cust("CAST(NULL AS BIGINT)"), "read_to")
            .expr_as(Expr::cust("CAST(0 AS BIGINT)"), "fresh");
    };
    let column = |column: post::Column| Expr::col((post::Entity, column));
    let others = Condition::any()
        .add(column(post::Column::AuthorId).is_null())
        .add(column(post::Column::AuthorId).ne(member.id.as_str()));
    let count = post::Entity::find()
        .select_only()
        .expr(Expr::cust("COUNT(*)"))
        .filter(column(post::Column::TopicId).eq(Expr::col((topic::Entity, topic::Column::Id))))
        .filter(visible_posts(&Actor::Guest))
        .filter(
            column(post::Column::Position).gt(Expr::col((read_position::Entity, read_position::Column::N))),
        )
        .filter(others)
        .into_query();
    query
        .join(JoinType::LeftJoin, topic_to_reader(&member.id))
        .expr_as(read_position::Column::N.into_simple_expr(), "read_to")
        .expr_as(SimpleExpr::SubQuery(None, Box::new(count.into())), "fresh")
}

/// Published topics that this person reads and that stand in lists, with what a line shows.
pub(super) fn select(actor: &Actor) -> Select<topic::Entity> {
    let query = topic::Entity::find()
        .select_only()
        .columns([
            topic::Column::Id,
            topic::Column::AuthorId,
            topic::Column::Title,
            topic::Column::Language,
            topic::Column::LastPublishedAt,
            topic::Column::PublishedPosts,
            topic::Column::Alias,
            topic::Column::Former,
            topic::Column::ClosedAt,
            topic::Column::PinnedUntil,
        ])
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, topic_to_author())
        .filter(listed_topics())
        .filter(in_audience(actor));
    with_reader(query, actor)
}

/// Topics that somebody asked; not the words of the team that came with the portal.
pub(super) fn asked_by_somebody() -> Condition {
    Condition::any().add(topic::Column::Former.is_null()).add(topic::Column::Former.ne(TEAM))
}

/// A page of the topics of a category that everyone sees: what a guest gets.
///
/// # Errors
/// Like [`browse`].
pub async fn list_topics(
    services: &Services,
    slug: &str,
    cursor: &Cursor,
    locale: Locale,
) -> DomainResult<TopicList> {
    let browsed = Browse { cursor: cursor.clone(), language: None };
    browse(services, &Actor::Guest, slug, &browsed, locale).await
}

/// A page of the published topics of a category, for whoever reads it; what waits is in nobody's list. Three queries
/// at most: the category with how she sees it and where the page begins, what is pinned, the page. On the
/// first page those that are pinned stand first; they stand nowhere else.
///
/// # Errors
/// `NotFound` for a category that is not there or that this person does not read, or a cursor that names no
/// published topic of it.
pub async fn browse(
    services: &Services,
    actor: &Actor,
    slug: &str,
    wanted: &Browse,
    locale: Locale,
) -> DomainResult<TopicList> {
    let (found, apart) = fresh::apart(browsed(services, actor, slug, wanted, locale)).await;
    let found = found?;
    if actor.member().is_none() {
        apart.only(&[Only::category(slug), Only::RULES]);
    }
    Ok(found)
}

/// Every query of it names the category, of which it reads the row and the topics.
async fn browsed(
    services: &Services,
    actor: &Actor,
    slug: &str,
    wanted: &Browse,
    locale: Locale,
) -> DomainResult<TopicList> {
    let cursor = &wanted.cursor;
    let from = match cursor {
        Cursor::Start => None,
        Cursor::After(id) | Cursor::Before(id) => Some(id),
    };
    let opened = list_categories::open(services, actor, slug, locale, from).await?;
    let list_categories::Opened { category, lens, cursor_at } = opened.ok_or_else(DomainError::not_found)?;
    let db = services.db.read();
    let now = services.now_ms();
    let mut base = select(actor).filter(topic::Column::Category.eq(slug));
    if let Some(language) = wanted.language {
        base = base.filter(topic::Column::Language.eq(language.code()));
    }
    let mut pinned: Vec<Row> = Vec::new();
    if *cursor == Cursor::Start {
        let mut first = base.clone().filter(topic::Column::PinnedUntil.gt(now));
        if wanted.language.is_none() {
            // What the team says to everybody stands here in each language: she gets it once, in hers.
            first = first.filter(asked_by_somebody().add(topic::Column::Language.eq(locale.code())));
        }
        first = first
            // Not the bare column: the few are found by the index of what is pinned, not in the order of all.
            .order_by(topic::Column::LastPublishedAt.into_simple_expr().add(0), Order::Desc)
            .order_by_desc(topic::Column::Id);
        pinned = first_rows(first, MOST_PINNED, db).await?;
    }
    let loose =
        Condition::any().add(topic::Column::PinnedUntil.is_null()).add(topic::Column::PinnedUntil.lte(now));
    let mut query = base.filter(loose);
    let place = Expr::tuple([
        Expr::col((topic::Entity, topic::Column::LastPublishedAt)),
        Expr::col((topic::Entity, topic::Column::Id)),
    ]);
    if let Some(id) = from {
        let at = cursor_at.ok_or_else(DomainError::not_found)?;
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
    let found: Vec<Row> = first_rows(query, ROWS_PER_PAGE + 1, db).await?;
    let mut rows: Vec<TopicRow> = found.into_iter().map(|row| row.view(&lens, now)).collect();
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
    let rows = pinned.into_iter().map(|row| row.view(&lens, now)).chain(rows).collect();
    Ok(TopicList { category, rows, newer, older, follows: lens.level() })
}
