//! One item on one page: the text, what was said before it, and how it stands.

use contract::{
    Locale,
    ids::{MemberId, PostId, ReviewId},
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
    decide::current,
    decision::Current,
    edits::{self, EditItem},
    item::ItemKind,
    policy,
    queue::{Claim, QueueItem},
    queue_row::{self, Row, rows},
    shift::{self, Care, Preferences, Shift},
    sight::in_sight,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Role, Services,
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
    /// The change of a published text, where it is one.
    pub change: Option<EditItem>,
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

/// The item, and what decides whether she decides on it.
#[derive(FromQueryResult)]
struct Found {
    #[sea_orm(nested)]
    row: Row,
    item_state: String,
    category: String,
    source: Option<String>,
    role: Option<String>,
}

impl Found {
    /// Who wrote the text. Behind a letter her role does not even leave the database.
    fn author(&self) -> Option<policy::Author> {
        let id = MemberId::trusted(self.row.author_id()?.to_owned());
        let role = self.role.as_deref().and_then(Role::parse).unwrap_or(Role::Member);
        Some(policy::Author { id, role })
    }
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
    let query = rows((actor, reader), (locale, [locale.code()].as_slice()), now, services.db.backend())
        .column_as(review_item::Column::State, "item_state")
        .column(review_item::Column::Category)
        .column(post::Column::Source)
        .column(member::Column::Role)
        .filter(review_item::Column::Id.eq(id.as_str()))
        .filter(in_sight(actor));
    let found = query.into_model::<Found>().one(&tx).await?;
    let found = found.filter(|found| found.item_state != "aside").ok_or_else(DomainError::not_found)?;
    audit::record(&tx, Some(reader), Entry::of(audit::Action::ItemRead).on("item", id.as_str()), now).await?;
    let decides = policy::can_decide(actor, &found.category, found.author().as_ref()).is_ok();
    let Found { row, item_state, source, .. } = found;
    let topic = row.answers_in().map(str::to_owned);
    let item = queue_row::item(row, reader, now)?;
    if item_state != "open" {
        let over = over(&tx, &item).await?;
        tx.commit().await?;
        return Ok(Opened::Over(over));
    }
    if item.claim == Claim::Mine {
        claim::renew(&tx, reader, id.as_str(), now).await?;
    }
    let (mut said, mut change) = (Vec::new(), None);
    if matches!(item.kind, ItemKind::Edit | ItemKind::Check) {
        change = edits::edit_of(&tx, (actor, reader), id, now).await?;
    } else if let Some(topic) = &topic {
        said = before(&tx, topic).await?;
    }
    let source = source.filter(|_| item.text.is_some() && decides).unwrap_or_default();
    let noted = change.as_ref().is_some_and(|change| change.content_note.is_some());
    // Of what has a page of its own nothing is read here.
    let hard = noted || (item.is_hard() && (item.text.is_some() || change.is_some()));
    let read = (item.target.as_str(), hard);
    let Care { preferences, shift, buddy } = shift::read(&tx, reader, read, now).await?;
    tx.commit().await?;
    Ok(Opened::Waiting(Box::new(OpenItem { item, source, before: said, change, preferences, shift, buddy })))
}

/// How the text stands that a decided item was about, where it was a new one.
async fn over<C: ConnectionTrait>(db: &C, item: &QueueItem) -> DomainResult<Option<Current>> {
    if item.kind != ItemKind::Post {
        return Ok(None);
    }
    let post = post::Entity::find_by_id(item.target.as_str()).one(db).await?;
    Ok(post
        .filter(|post| !matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged))
        .map(|post| current(&post)))
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

/// What a decision on the page of this item is about, whether it waits still or not: which kind of thing, and the post.
///
/// # Errors
/// Like [`open_item`]; `NotFound` also for what is decided on a page of its own.
pub async fn target_of(
    services: &Services,
    actor: &Actor,
    id: &ReviewId,
) -> DomainResult<(ItemKind, PostId)> {
    require(actor, Permission::ReviewQueue, None)?;
    let here = [ItemKind::Post, ItemKind::Edit, ItemKind::Check].map(ItemKind::as_str);
    let found: Option<(String, Option<String>)> = review_item::Entity::find_by_id(id.as_str())
        .select_only()
        .columns([review_item::Column::Kind, review_item::Column::PostId])
        .filter(review_item::Column::Kind.is_in(here))
        .filter(in_sight(actor))
        .into_tuple()
        .one(services.db.read())
        .await?;
    let found = found.and_then(|(kind, post)| Some((ItemKind::parse(&kind)?, PostId::trusted(post?))));
    found.ok_or_else(DomainError::not_found)
}
