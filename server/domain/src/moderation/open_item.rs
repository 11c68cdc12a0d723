//! One item on one page: the text, what was said before it, and how it stands.

use contract::{
    Locale,
    ids::{PostId, ReviewId},
};
use entity::{
    forum::{post, review_item},
    identity::member,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    claim,
    decide::{author, current},
    decision::Current,
    item::ItemKind,
    policy,
    queue::{Claim, QueueItem, Row, items, rows},
    shift::{self, Preferences, Shift},
    shift_notes,
    sight::in_sight,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{Author, PostState, TextLanguage, relations::post_to_author, visibility::literal},
    markup::SafeHtml,
    permission::require,
    services::day_of,
    staff::audit::{self, Entry},
};

/// How many texts before it are shown.
const BEFORE: u64 = 4;

/// A public text that stands before the one that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Under which name it stands.
    pub author: Author,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Language of the text.
    pub language: TextLanguage,
    /// ISO day.
    pub day: String,
}

/// An item that waits, open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// The item.
    pub item: QueueItem,
    /// Markdown as she wrote it, to be shortened; empty for what is no new text, and on the reader's own.
    pub source: String,
    /// The last public texts before it, oldest first.
    pub before: Vec<Before>,
    /// What the reader chose.
    pub preferences: Preferences,
    /// How her shift stands.
    pub shift: Shift,
    /// Where it is time for a pause: to whom she may talk.
    pub buddy: Option<String>,
}

/// What is found behind an item's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It waits.
    Waiting(Box<OpenItem>),
    /// It was decided: how the text stands, where it is a new one.
    Over(Option<Current>),
}

#[derive(FromQueryResult)]
struct BeforeRow {
    pseudonym: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    html: String,
    language: String,
    published_at: Option<i64>,
    submitted_at: i64,
}

/// Opens an item. What is in her hand stays there from now on for the whole time again.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`]; `NotFound` for what she does not see.
pub async fn open_item(
    services: &Services,
    actor: &Actor,
    id: &ReviewId,
    locale: Locale,
) -> DomainResult<Opened> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let found = review_item::Entity::find_by_id(id.as_str()).filter(in_sight(actor)).one(&tx).await?;
    let row = found.filter(|row| row.state != "aside").ok_or_else(DomainError::not_found)?;
    let about = match &row.post_id {
        Some(post) => post::Entity::find_by_id(post.as_str()).one(&tx).await?,
        None => None,
    };
    audit::record(&tx, Some(reader), Entry::of(audit::Action::ItemRead).on("item", id.as_str()), now).await?;
    if row.state != "open" {
        tx.commit().await?;
        let seen = about.filter(|post| {
            row.kind == "post"
                && !matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged)
        });
        return Ok(Opened::Over(seen.map(|post| current(&post))));
    }
    let found = rows((actor, reader), locale, now, services.db.is_sqlite())
        .filter(review_item::Column::Id.eq(id.as_str()))
        .into_model::<Row>()
        .all(&tx)
        .await?;
    let item = items(&tx, reader, found, now).await?.pop().ok_or_else(DomainError::not_found)?;
    if item.claim == Claim::Mine {
        claim::renew(&tx, reader, id.as_str(), now).await?;
    }
    let before = match &about {
        Some(post) if !post.is_opening => before(&tx, &post.topic_id).await?,
        _ => Vec::new(),
    };
    let author = match &about {
        Some(post) => author(&tx, post).await?,
        None => None,
    };
    let decides = policy::can_decide(actor, &row.category, author.as_ref()).is_ok();
    let source = about.filter(|_| item.text.is_some() && decides).map(|post| post.source).unwrap_or_default();
    let (preferences, shift) = shift::of(&tx, reader, now).await?;
    let buddy = if shift.pause { shift_notes::buddy_of(&tx, reader).await? } else { None };
    tx.commit().await?;
    Ok(Opened::Waiting(Box::new(OpenItem { item, source, before, preferences, shift, buddy })))
}

async fn before<C: ConnectionTrait>(db: &C, topic: &str) -> DomainResult<Vec<Before>> {
    let mut rows = post::Entity::find()
        .select_only()
        .columns([
            post::Column::Alias,
            post::Column::Former,
            post::Column::Html,
            post::Column::Language,
            post::Column::PublishedAt,
            post::Column::SubmittedAt,
        ])
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, post_to_author())
        .filter(post::Column::TopicId.eq(topic))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
        .order_by_desc(post::Column::Position)
        .limit(BEFORE)
        .into_model::<BeforeRow>()
        .all(db)
        .await?;
    rows.reverse();
    Ok(rows
        .into_iter()
        .map(|row| Before {
            author: Author::of(row.pseudonym, row.alias, row.former),
            html: SafeHtml::from_store(row.html),
            language: TextLanguage::parse(&row.language),
            day: day_of(row.published_at.unwrap_or(row.submitted_at)),
        })
        .collect())
}

/// The post that a decision on this item is about, whether it waits still or not.
///
/// # Errors
/// Like [`open_item`]; `NotFound` also for what is decided on a page of its own.
pub async fn post_of(services: &Services, actor: &Actor, id: &ReviewId) -> DomainResult<PostId> {
    require(actor, Permission::ReviewQueue, None)?;
    let found: Option<Option<String>> = review_item::Entity::find_by_id(id.as_str())
        .select_only()
        .column(review_item::Column::PostId)
        .filter(review_item::Column::Kind.eq(ItemKind::Post.as_str()))
        .filter(in_sight(actor))
        .into_tuple()
        .one(services.db.read())
        .await?;
    found.flatten().map(PostId::trusted).ok_or_else(DomainError::not_found)
}
