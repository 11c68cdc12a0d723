//! Changes of published texts: those that wait, and those from which something was taken out, to be looked at.

use contract::ids::{PostId, ReviewId, TopicId};
use entity::{
    forum::{post, review_item, revision, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select, sea_query::Expr,
};

use super::{
    held_only,
    item::{self, ItemKind},
    overview,
    queue::Claim,
    queue_row::{Hold, item_to_post},
    sight::in_sight,
};
use crate::{
    Actor, DomainResult, Member, Permission, Services,
    forum::{
        Author, ContentNote, PostState, TextLanguage,
        edit::{Piece, difference},
        policy::ROWS_PER_PAGE,
        relations::{post_to_author, post_to_topic},
    },
    permission::require,
};

/// A change that waits, or one to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditItem {
    /// The item.
    pub id: ReviewId,
    /// Who has it in hand.
    pub claim: Claim,
    /// The post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic as everybody reads it.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// Slug of the category.
    pub category: String,
    /// Under which name it stands.
    pub author: Author,
    /// Whether the reader wrote it: another moderator decides.
    pub is_mine: bool,
    /// Whether it is public already and only looked at.
    pub is_check: bool,
    /// Whether the reader neither publishes nor refuses it: somebody may be in danger, and few look after her.
    pub held_only: bool,
    /// Number of the revision, to name in the decision.
    pub n: i32,
    /// State of the post.
    pub state: PostState,
    /// Title before and after, of an opening post.
    pub titles: Option<[String; 2]>,
    /// The text as it is, or was.
    pub old: String,
    /// The new text.
    pub new: String,
    /// What is different, word by word.
    pub pieces: Vec<Piece>,
    /// What its author says that the new text is about.
    pub content_note: Option<ContentNote>,
    /// Language of the text.
    pub language: TextLanguage,
    /// Whole days since it waits.
    pub days: u64,
}

#[derive(FromQueryResult)]
struct Row {
    item_id: String,
    kind: String,
    opened_at: i64,
    held_only: bool,
    #[sea_orm(nested)]
    hold: Hold,
    id: String,
    topic_id: String,
    title: String,
    kept_title: Option<String>,
    title_language: String,
    category: String,
    author_id: Option<String>,
    pseudonym: Option<String>,
    alias: Option<i32>,
    former: Option<i32>,
    state: String,
    source: String,
    language: String,
    revision: i32,
    is_opening: bool,
    pending_revision: Option<i32>,
    content_note: Option<String>,
    other_title: Option<String>,
    other_source: Option<String>,
    other_note: Option<String>,
}

/// Of a change, the text that waits; of one to be looked at, what was shown before.
const OTHER: &str = "CASE WHEN review_item.kind = 'check' THEN (SELECT MAX(shown.n) FROM revision AS shown \
     WHERE shown.post_id = post.id AND shown.state = 'shown' AND shown.n < post.revision) \
     ELSE post.pending_revision END";

fn post_to_other() -> RelationDef {
    let relation: RelationDef =
        post::Entity::belongs_to(revision::Entity).from(post::Column::Id).to(revision::Column::PostId).into();
    relation.on_condition(|_, other| {
        Condition::all().add(Expr::col((other, revision::Column::N)).eq(Expr::cust(OTHER)))
    })
}

/// Changes that this person sees, each beside the text with which it is compared.
fn rows((actor, reader): (&Actor, &Member)) -> Select<review_item::Entity> {
    let kinds = [ItemKind::Edit, ItemKind::Check].map(ItemKind::as_str);
    let query = review_item::Entity::find()
        .select_only()
        .column_as(review_item::Column::Id, "item_id")
        .expr_as(held_only::column(reader), "held_only")
        .columns([review_item::Column::Kind, review_item::Column::OpenedAt])
        .columns([
            post::Column::Id,
            post::Column::TopicId,
            post::Column::AuthorId,
            post::Column::Alias,
            post::Column::Former,
            post::Column::State,
            post::Column::Source,
            post::Column::Language,
            post::Column::Revision,
            post::Column::IsOpening,
            post::Column::PendingRevision,
            post::Column::ContentNote,
        ])
        .columns([topic::Column::Title, topic::Column::KeptTitle, topic::Column::Category])
        .column_as(topic::Column::Language, "title_language")
        .column(member::Column::Pseudonym)
        .column_as(revision::Column::Title, "other_title")
        .column_as(revision::Column::Source, "other_source")
        .column_as(revision::Column::ContentNote, "other_note")
        .join(JoinType::InnerJoin, item_to_post())
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::LeftJoin, post_to_author())
        .join(JoinType::LeftJoin, post_to_other())
        .filter(review_item::Column::Kind.is_in(kinds))
        .filter(item::is_open())
        .filter(in_sight(actor));
    Hold::columns(query, (actor, reader))
}

/// Changes that wait in her categories, the oldest first, and then those to be looked at; at most a page of them, and
/// none of whom she knows or blocks. One query. The caller writes down that she read them.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn edits(services: &Services, actor: &Actor) -> DomainResult<Vec<EditItem>> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let found = rows((actor, reader))
        .order_by_asc(review_item::Column::Class)
        .order_by_asc(review_item::Column::OpenedAt)
        .order_by_asc(review_item::Column::Id)
        .limit(ROWS_PER_PAGE)
        .into_model::<Row>()
        .all(services.db.read())
        .await?;
    let now = services.now_ms();
    Ok(found.into_iter().filter_map(|row| item_of(row, reader, now)).collect())
}

/// The change that an item is about; nothing when it is about none.
pub(super) async fn edit_of<C: ConnectionTrait>(
    db: &C,
    (actor, reader): (&Actor, &Member),
    id: &ReviewId,
    now: i64,
) -> DomainResult<Option<EditItem>> {
    let found = rows((actor, reader))
        .filter(review_item::Column::Id.eq(id.as_str()))
        .into_model::<Row>()
        .one(db)
        .await?;
    Ok(found.and_then(|row| item_of(row, reader, now)))
}

fn item_of(row: Row, reader: &Member, now: i64) -> Option<EditItem> {
    let is_mine = row.author_id.as_deref() == Some(reader.id.as_str());
    let is_check = row.kind == ItemKind::Check.as_str();
    let title = row.kept_title.filter(|_| row.title.is_empty()).unwrap_or(row.title);
    let here = (Some(title.clone()), row.source);
    let other = (row.other_title, row.other_source?);
    let (old, new) = if is_check { (other, here) } else { (here, other) };
    let note = if is_check { row.content_note } else { row.other_note };
    let titles = match (row.is_opening, old.0, new.0) {
        (true, Some(old), Some(new)) if old != new => Some([old, new]),
        _ => None,
    };
    Some(EditItem {
        id: ReviewId::trusted(row.item_id),
        claim: row.hold.claim(reader, now),
        n: if is_check { row.revision } else { row.pending_revision? },
        pieces: difference(&old.1, &new.1),
        titles,
        old: old.1,
        new: new.1,
        is_check,
        is_mine,
        // Whoever wrote it learns of no worry here.
        held_only: row.held_only && !is_mine,
        author: Author::of(row.pseudonym, row.alias, row.former),
        post: PostId::trusted(row.id),
        topic: TopicId::trusted(row.topic_id),
        title,
        title_language: TextLanguage::parse(&row.title_language),
        category: row.category,
        state: PostState::parse(&row.state),
        content_note: note.as_deref().and_then(ContentNote::parse),
        language: TextLanguage::parse(&row.language),
        days: overview::days_between(row.opened_at, now),
    })
}
