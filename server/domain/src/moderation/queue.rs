//! What waits for a moderator, oldest first.

use std::collections::HashMap;

use contract::{
    FieldCode, Locale,
    ids::{PostId, TopicId},
};
use entity::{
    forum::{category, category_text, post, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::{
    overview::{self, Overview},
    standing::{self, Standing},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{
        Author, ContentNote, PostState, TextLanguage,
        list_categories::is_slug,
        policy::ROWS_PER_PAGE,
        poll,
        quote::{self, Quoted},
        relations::{category_to_text, post_to_author, post_to_topic, topic_to_category},
        visibility::{literal, reviewed_posts},
    },
    markup::SafeHtml,
    permission::require,
    staff::audit::{self, Entry},
};

/// What of the queue is shown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filters {
    /// Only new topics (`Some(true)`) or only replies (`Some(false)`).
    pub opening: Option<bool>,
    /// Only this category.
    pub category: Option<String>,
    /// Only this language.
    pub language: Option<TextLanguage>,
    /// Only what stands behind this item.
    pub after: Option<PostId>,
}

impl Filters {
    /// Reads the filters of an address or form; empty means all.
    ///
    /// # Errors
    /// [`FieldCode::UnknownChoice`] naming the filter that is none.
    pub fn parse(kind: &str, category: &str, language: &str, after: &str) -> DomainResult<Self> {
        let unknown = |field: &str| DomainError::field(field, FieldCode::UnknownChoice);
        Ok(Self {
            opening: match kind {
                "" => None,
                "topic" => Some(true),
                "reply" => Some(false),
                _ => return Err(unknown("kind")),
            },
            category: match category {
                "" => None,
                slug if is_slug(slug) => Some(slug.to_owned()),
                _ => return Err(unknown("category")),
            },
            language: match language {
                "" => None,
                "und" => Some(TextLanguage::Other),
                code => Some(TextLanguage::Known(code.parse().map_err(|_| unknown("language"))?)),
            },
            after: match after {
                "" => None,
                id => Some(id.parse().map_err(|_| unknown("after"))?),
            },
        })
    }

    /// Names and values as [`Self::parse`] reads them, for addresses and hidden fields.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let kind = self.opening.map(|opening| if opening { "topic" } else { "reply" }.to_owned());
        let language = self.language.map(|language| language.code().to_owned());
        let after = self.after.as_ref().map(ToString::to_string);
        [("kind", kind), ("category", self.category.clone()), ("language", language), ("after", after)]
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| (name, value)))
            .collect()
    }
}

/// A text that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    /// Post.
    pub post: PostId,
    /// Version to name in the decision.
    pub version: i64,
    /// Topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// Whether the topic itself is public already.
    pub topic_published: bool,
    /// Whether it opens its topic.
    pub is_opening: bool,
    /// Name of the category.
    pub category_name: String,
    /// Slug of the section.
    pub section: String,
    /// Under which name it will stand.
    pub author: Author,
    /// How its author stands, where her name is hidden.
    pub standing: Option<Standing>,
    /// Whether the reader wrote it herself: another moderator decides.
    pub is_mine: bool,
    /// Whether it corrects a refused text.
    pub is_correction: bool,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Language of the text.
    pub language: TextLanguage,
    /// What its author says that it is about.
    pub content_note: Option<ContentNote>,
    /// The answers of its poll, when it opens a topic with one.
    pub choices: Vec<String>,
    /// Whole days since it was sent.
    pub days: u64,
    /// What it quotes of others.
    pub quotes: Vec<Quoted>,
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The page.
    pub items: Vec<QueueItem>,
    /// The item behind which the next page begins.
    pub next: Option<PostId>,
    /// All that waits, whatever the filters.
    pub overview: Overview,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    version: i64,
    topic_id: String,
    title: String,
    title_language: String,
    topic_state: String,
    is_opening: bool,
    category_name: String,
    section: String,
    author_id: Option<String>,
    alias: Option<i32>,
    pseudonym: Option<String>,
    resubmission_of: Option<String>,
    html: String,
    language: String,
    content_note: Option<String>,
    submitted_at: i64,
    quotes: Option<String>,
}

/// What waits, oldest first, with names in one language; for moderators.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn queue(
    services: &Services,
    actor: &Actor,
    filters: &Filters,
    locale: Locale,
) -> DomainResult<Queue> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let tx = services.db.begin().await?;
    let db = &tx;
    let now = services.now_ms();
    let overview = overview::count(db, actor, now).await?;
    let mut query = post::Entity::find()
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Version,
            post::Column::TopicId,
            post::Column::IsOpening,
            post::Column::AuthorId,
            post::Column::Alias,
            post::Column::ResubmissionOf,
            post::Column::Html,
            post::Column::Language,
            post::Column::ContentNote,
            post::Column::SubmittedAt,
        ])
        .columns([topic::Column::Title])
        .column_as(topic::Column::Language, "title_language")
        .column_as(topic::Column::State, "topic_state")
        .column(category::Column::Section)
        .column_as(category_text::Column::Name, "category_name")
        .column(member::Column::Pseudonym)
        .expr_as(quote::column(actor, services.db.is_sqlite()), "quotes")
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::InnerJoin, topic_to_category())
        .join(JoinType::InnerJoin, category_to_text())
        .join(JoinType::LeftJoin, post_to_author())
        .filter(category_text::Column::Locale.eq(locale.code()))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Pending)))
        .filter(reviewed_posts(actor));
    if let Some(opening) = filters.opening {
        query = query.filter(post::Column::IsOpening.eq(opening));
    }
    if let Some(category) = &filters.category {
        query = query.filter(topic::Column::Category.eq(category.as_str()));
    }
    if let Some(language) = filters.language {
        query = query.filter(post::Column::Language.eq(language.code()));
    }
    if let Some(after) = &filters.after {
        // An item that was decided meanwhile still marks the place.
        let at = post::Entity::find_by_id(after.as_str())
            .select_only()
            .column(post::Column::SubmittedAt)
            .filter(reviewed_posts(actor))
            .into_tuple::<i64>()
            .one(db)
            .await?
            .ok_or_else(DomainError::not_found)?;
        let place = Expr::tuple([
            Expr::col((post::Entity, post::Column::SubmittedAt)),
            Expr::col((post::Entity, post::Column::Id)),
        ]);
        query = query.filter(place.gt(Expr::tuple([Expr::value(at), Expr::value(after.as_str())])));
    }
    let mut rows = query
        .order_by_asc(post::Column::SubmittedAt)
        .order_by_asc(post::Column::Id)
        .limit(ROWS_PER_PAGE + 1)
        .into_model::<Row>()
        .all(db)
        .await?;
    let opened: Vec<String> =
        rows.iter().filter(|row| row.is_opening).map(|row| row.topic_id.clone()).collect();
    let mut choices = poll::choices_of(db, &opened).await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let hidden = rows.iter().filter(|row| row.alias.is_some()).filter_map(|row| row.author_id.clone());
    let standings = standing::of_authors(db, hidden.collect()).await?;
    audit::record(db, Some(reader), Entry::of(audit::Action::QueueRead), now).await?;
    tx.commit().await?;
    let next = rows.last().filter(|_| more).map(|row| PostId::trusted(row.id.clone()));
    let items = rows.into_iter().map(|row| {
        let choices = choices.remove(&row.topic_id).filter(|_| row.is_opening).unwrap_or_default();
        QueueItem { choices, ..item(row, actor, now, &standings) }
    });
    Ok(Queue { items: items.collect(), next, overview })
}

fn item(row: Row, actor: &Actor, now: i64, standings: &HashMap<String, Standing>) -> QueueItem {
    let standing = row
        .alias
        .map(|_| row.author_id.as_ref().and_then(|id| standings.get(id)).copied().unwrap_or_default());
    QueueItem {
        standing,
        is_mine: row.author_id.is_some()
            && actor.member_id().map(|id| id.as_str()) == row.author_id.as_deref(),
        quotes: quote::told(row.quotes.as_deref(), &row.topic_id, None),
        post: PostId::trusted(row.id),
        version: row.version,
        topic: TopicId::trusted(row.topic_id),
        title: row.title,
        title_language: TextLanguage::parse(&row.title_language),
        topic_published: PostState::parse(&row.topic_state) == PostState::Published,
        is_opening: row.is_opening,
        category_name: row.category_name,
        section: row.section,
        author: Author::of(row.pseudonym, row.alias, None),
        is_correction: row.resubmission_of.is_some(),
        html: SafeHtml::from_store(row.html),
        language: TextLanguage::parse(&row.language),
        content_note: row.content_note.as_deref().and_then(ContentNote::parse),
        choices: Vec::new(),
        days: overview::days_between(row.submitted_at, now),
    }
}
