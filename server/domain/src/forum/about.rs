//! Something of the portal that is discussed in a topic: an article, an item of the library, a dataset. The team says
//! so. Title and address are those of the search index, which holds what everybody may read and nothing else.

use contract::{FieldCode, Locale, ids::TopicId};
use entity::{forum::topic, search::search_document};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, ExprTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Query, SimpleExpr},
};

use super::{
    PostState, TextLanguage, publish, read_topic,
    visibility::{in_audience, listed_topics, of_strangers, visible_topics},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    fresh::{self, Only},
    json,
    library::Readers,
    moderation::log::{self, Action, Entry},
    permission::require,
    search::{Kind, NEXT, open_now, open_to},
};

/// Most discussions that are named beside a thing.
const MOST: u64 = 5;

/// What is discussed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What it is.
    pub kind: Kind,
    /// Its identifier in its own room.
    pub id: String,
    /// Readable part of its address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Language of the title and of the address.
    pub locale: Option<Locale>,
}

/// A topic in which something is discussed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discussion {
    /// Topic.
    pub id: TopicId,
    /// Title; empty once the opening post was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Number of replies that everyone sees.
    pub replies: u64,
}

/// What is discussed, with the topic's own query.
#[derive(FromQueryResult)]
pub(super) struct Beside {
    about_kind: Option<String>,
    about_id: Option<String>,
    about_texts: Option<String>,
}

impl Beside {
    /// Adds it to a query on topics.
    pub(super) fn columns(
        query: Select<topic::Entity>,
        backend: DatabaseBackend,
        (now, readers): (i64, Readers),
    ) -> Select<topic::Entity> {
        let document = |column| Expr::col((search_document::Entity, column));
        let topic = |column| Expr::col((topic::Entity, column));
        let text = [
            document(search_document::Column::Locale),
            document(search_document::Column::Slug),
            document(search_document::Column::Title),
        ];
        let texts = search_document::Entity::find()
            .select_only()
            .expr(json::text_of(json::rows(backend, text)))
            .filter(document(search_document::Column::Kind).eq(topic(topic::Column::AboutKind)))
            // What took the place of another text at its time stands under a name of its own.
            .filter(document(search_document::Column::TargetId).is_in([
                topic(topic::Column::AboutId),
                Expr::cust(format!("\"topic\".\"about_id\" || '{NEXT}'")),
            ]))
            .filter(open_to(now, readers))
            .into_query();
        query
            .columns([topic::Column::AboutKind, topic::Column::AboutId])
            .expr_as(SimpleExpr::SubQuery(None, Box::new(texts.into())), "about_texts")
    }

    /// The thing, in the reader's language where it has one; nothing where nobody may read it any more.
    ///
    /// # Errors
    /// A defect of ours, when the texts cannot be read.
    pub(super) fn view(self, reader: Locale) -> DomainResult<Option<About>> {
        let (Some(kind), Some(id)) = (self.about_kind.as_deref().and_then(Kind::parse), self.about_id) else {
            return Ok(None);
        };
        let mut texts: Vec<(String, String, String)> = json::read(self.about_texts.as_deref())?;
        texts.sort();
        let own = texts.iter().position(|text| text.0 == reader.code()).unwrap_or_default();
        let found = (own < texts.len()).then(|| texts.swap_remove(own));
        Ok(found.map(|(locale, slug, title)| About { kind, id, slug, title, locale: locale.parse().ok() }))
    }
}

/// Says what is discussed in a published topic; with nothing, that nothing is. Saying it twice is saying it once.
///
/// # Errors
/// A refused field (`about`) for what nobody may read; `Forbidden` for who does not moderate the category;
/// `NotFound`, also where she knows who opened it.
pub async fn set_about(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    about: Option<(Kind, &str)>,
) -> DomainResult<()> {
    require(actor, Permission::Arrange, None)?;
    let found = topic::Entity::find_by_id(id.as_str())
        .filter(visible_topics(actor))
        .filter(of_strangers(actor))
        .one(services.db.read())
        .await?
        .filter(|topic| PostState::parse(&topic.state) == PostState::Published)
        .ok_or_else(DomainError::not_found)?;
    let moderator = require(actor, Permission::Arrange, Some(&found.category))?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    publish::lock(&tx, &found.category, &found.id).await?;
    if let Some((kind, thing)) = about
        && !is_there(&tx, kind, thing, now).await?
    {
        return Err(DomainError::field("about", FieldCode::UnknownChoice));
    }
    let found = topic::Entity::find_by_id(id.as_str()).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let before = found.about_kind.as_deref().zip(found.about_id.as_deref());
    let after = about.map(|(kind, thing)| (kind.as_str(), thing));
    if before == after {
        return Ok(());
    }
    topic::Entity::update_many()
        .col_expr(topic::Column::AboutKind, Expr::value(after.map(|(kind, _)| kind)))
        .col_expr(topic::Column::AboutId, Expr::value(after.map(|(_, thing)| thing)))
        .filter(topic::Column::Id.eq(id.as_str()))
        .exec(&tx)
        .await?;
    let action = if after.is_some() { Action::Attach } else { Action::Detach };
    let was = if before.is_some() { "attached" } else { "detached" };
    let entry = Entry::of_topic(id.as_str(), &found.category, action, was);
    log::record(&tx, moderator, &entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether everybody may read it, and it is a thing that is discussed.
async fn is_there<C: ConnectionTrait>(db: &C, kind: Kind, thing: &str, now: i64) -> DomainResult<bool> {
    if !matches!(kind, Kind::Article | Kind::Item | Kind::Dataset) {
        return Ok(false);
    }
    let count = search_document::Entity::find()
        .filter(search_document::Column::Kind.eq(kind.as_str()))
        .filter(search_document::Column::TargetId.is_in([thing.to_owned(), format!("{thing}{NEXT}")]))
        .filter(open_now(now))
        .count(db)
        .await?;
    Ok(count > 0)
}

/// Where a thing is discussed, as far as this person reads there; the newest first. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn discussions(
    services: &Services,
    actor: &Actor,
    kind: Kind,
    thing: &str,
) -> DomainResult<Vec<Discussion>> {
    let (rows, apart) =
        fresh::apart(talks(actor, kind, thing).into_tuple::<Talk>().all(services.db.read())).await;
    let rows = rows?;
    if actor.member().is_none() {
        apart.only(&discussed(thing));
    }
    Ok(rows.into_iter().map(discussion).collect())
}

/// What a guest's page reads of the forum for [`discussions`].
pub(crate) fn discussed(thing: &str) -> [Only; 2] {
    [Only::about(thing), Only::RULES]
}

/// Identifier, title, language, posts, time of the last one.
type Talk = (String, String, String, i64, Option<i64>);

fn talks(actor: &Actor, kind: Kind, thing: &str) -> Select<topic::Entity> {
    topic::Entity::find()
        .select_only()
        .columns([
            topic::Column::Id,
            topic::Column::Title,
            topic::Column::Language,
            topic::Column::PublishedPosts,
            topic::Column::LastPublishedAt,
        ])
        .filter(topic::Column::AboutKind.eq(kind.as_str()))
        .filter(topic::Column::AboutId.eq(thing))
        .filter(listed_topics())
        .filter(in_audience(actor))
        .order_by_desc(topic::Column::LastPublishedAt)
        .order_by_desc(topic::Column::Id)
        .limit(MOST)
}

fn discussion((id, title, language, posts, _): Talk) -> Discussion {
    Discussion {
        id: TopicId::trusted(id),
        replies: read_topic::replies(posts, &title),
        language: TextLanguage::parse(&language),
        title,
    }
}

/// The same as a column of another query about the thing, for [`discussions_of_column`].
pub(crate) fn discussions_column(
    backend: DatabaseBackend,
    actor: &Actor,
    kind: Kind,
    thing: &str,
) -> SimpleExpr {
    let row = ["id", "title", "language", "published_posts", "last_published_at"]
        .map(|column| Expr::col(("talks", column)));
    let all = Query::select()
        .expr(json::text_of(json::rows(backend, row)))
        .from_subquery(talks(actor, kind, thing).into_query(), "talks")
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(all.into()))
}

/// Reads [`discussions_column`].
///
/// # Errors
/// When it is none.
pub(crate) fn discussions_of_column(column: Option<&str>) -> DomainResult<Vec<Discussion>> {
    let mut rows: Vec<Talk> = json::read(column)?;
    rows.sort_by(|a, b| (b.4, &b.0).cmp(&(a.4, &a.0)));
    Ok(rows.into_iter().map(discussion).collect())
}
