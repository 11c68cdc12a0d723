//! Changes of published texts: those that wait, and those from which something was taken out, to be looked at.

use std::collections::HashMap;

use contract::{
    ErrorCode, FieldCode, FieldError,
    ids::{PostId, TopicId},
    limits,
};
use entity::{
    forum::{post, review_item, revision, topic},
    identity::member,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};

use super::{
    Reason, Verdict,
    decide::author,
    item::{self, Class, ItemKind},
    log::{self, Action, Entry},
    policy, shift, sight,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{
        Author, ContentNote, PostState, TextLanguage,
        edit::{self, Decided, Piece, RevisionState, difference},
        policy::ROWS_PER_PAGE,
        publish,
        relations::{post_to_author, post_to_topic},
        visibility::reviewed_posts,
    },
    notify,
    permission::{permits, require},
    text,
};

/// A change that waits, or one to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditItem {
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
    id: String,
    kind: String,
    opened_at: i64,
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
}

fn item_to_post() -> RelationDef {
    review_item::Entity::belongs_to(post::Entity)
        .from(review_item::Column::PostId)
        .to(post::Column::Id)
        .into()
}

/// Changes that wait in her categories, the oldest first, and then those to be looked at; at most a page of them, and
/// none of whom she knows or blocks. The caller writes down that she read them.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn edits(services: &Services, actor: &Actor) -> DomainResult<Vec<EditItem>> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let db = services.db.read();
    let kinds = [ItemKind::Edit, ItemKind::Check].map(ItemKind::as_str);
    let rows = review_item::Entity::find()
        .select_only()
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
        .join(JoinType::InnerJoin, item_to_post())
        .join(JoinType::InnerJoin, post_to_topic())
        .join(JoinType::LeftJoin, post_to_author())
        .filter(review_item::Column::Kind.is_in(kinds))
        .filter(item::is_open())
        .filter(reviewed_posts(actor))
        .filter(sight::not_kept_from(reader, review_item::Column::PostId))
        .order_by_asc(review_item::Column::Class)
        .order_by_asc(review_item::Column::OpenedAt)
        .order_by_asc(review_item::Column::Id)
        .limit(ROWS_PER_PAGE)
        .into_model::<Row>()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut revisions: HashMap<String, Vec<revision::Model>> = HashMap::new();
    let found = revision::Entity::find()
        .filter(revision::Column::PostId.is_in(ids))
        .order_by_asc(revision::Column::N)
        .all(db)
        .await?;
    for row in found {
        revisions.entry(row.post_id.clone()).or_default().push(row);
    }
    let now = services.now_ms();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let all = revisions.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            item_of(row, all, actor, now)
        })
        .collect())
}

fn item_of(row: Row, revisions: &[revision::Model], actor: &Actor, now: i64) -> Option<EditItem> {
    let is_check = row.kind == ItemKind::Check.as_str();
    let title = row.kept_title.filter(|_| row.title.is_empty()).unwrap_or(row.title);
    let (old, new) = if is_check {
        // What was shown before, against what everybody reads now.
        let shown = |one: &&revision::Model| {
            RevisionState::parse(&one.state) == RevisionState::Shown && one.n < row.revision
        };
        let old = revisions.iter().rfind(shown)?;
        ((old.title.clone(), old.source.clone()), (Some(title.clone()), row.source.clone()))
    } else {
        let new = revisions.iter().find(|one| Some(one.n) == row.pending_revision)?;
        ((Some(title.clone()), row.source.clone()), (new.title.clone(), new.source.clone()))
    };
    let note = match revisions.iter().find(|one| Some(one.n) == row.pending_revision) {
        Some(new) if !is_check => new.content_note.clone(),
        _ => row.content_note,
    };
    let titles = match (row.is_opening, old.0, new.0) {
        (true, Some(old), Some(new)) if old != new => Some([old, new]),
        _ => None,
    };
    Some(EditItem {
        n: if is_check { row.revision } else { row.pending_revision? },
        pieces: difference(&old.1, &new.1),
        titles,
        old: old.1,
        new: new.1,
        is_check,
        is_mine: row.author_id.is_some()
            && actor.member_id().map(|id| id.as_str()) == row.author_id.as_deref(),
        author: Author::of(row.pseudonym, row.alias, row.former),
        post: PostId::trusted(row.id),
        topic: TopicId::trusted(row.topic_id),
        title,
        title_language: TextLanguage::parse(&row.title_language),
        category: row.category,
        state: PostState::parse(&row.state),
        content_note: note.as_deref().and_then(ContentNote::parse),
        language: TextLanguage::parse(&row.language),
        days: super::overview::days_between(row.opened_at, now),
    })
}

/// The form of a decision on a change, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditDecision {
    /// Post.
    pub post: String,
    /// Number of the revision that the moderator saw.
    pub version: String,
    /// `approve`, `reject`, or `seen` for a change that is public already.
    pub action: String,
    /// Code of the reason, for a refusal.
    pub reason: String,
    /// Words to the author.
    pub note: String,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditVerdict {
    /// Published or refused.
    Decided(Verdict),
    /// Looked at.
    Seen,
}

impl EditVerdict {
    fn parse(text: &str) -> Option<Self> {
        if text == "seen" {
            return Some(Self::Seen);
        }
        let fits = |verdict: &Verdict| matches!(verdict, Verdict::Approve | Verdict::Reject);
        Verdict::parse(text).filter(fits).map(Self::Decided)
    }
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditOutcome {
    /// Done.
    Done(EditVerdict),
    /// Another change came, somebody was faster, or the text is gone. Nothing was changed.
    Stale(TopicId),
}

struct Parsed {
    post: PostId,
    n: i32,
    verdict: EditVerdict,
    reason: Option<Reason>,
    note: Option<String>,
}

fn parse(form: &EditDecision) -> DomainResult<Parsed> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, text: &str| {
        let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new(field, code));
    };
    let post: Option<PostId> = form.post.parse().ok();
    if post.is_none() {
        refuse("post", &form.post);
    }
    let n: Option<i32> = form.version.parse().ok();
    if n.is_none() {
        refuse("version", &form.version);
    }
    let verdict = EditVerdict::parse(&form.action);
    if verdict.is_none() {
        refuse("action", &form.action);
    }
    let rejects = verdict == Some(EditVerdict::Decided(Verdict::Reject));
    let reason = Reason::chosen(&form.reason).filter(|_| rejects);
    if rejects && reason.is_none() {
        refuse("reason", &form.reason);
    }
    let note = text::multi_line(&form.note);
    let least = usize::from(reason.is_some_and(Reason::needs_note));
    text::check_length(&mut errors, "note", &note, least, limits::NOTE_MAX);
    match (post, n, verdict) {
        (Some(post), Some(n), Some(verdict)) if errors.is_empty() => {
            Ok(Parsed { post, n, verdict, reason, note: (!note.is_empty()).then_some(note) })
        }
        _ => Err(DomainError::fields(errors)),
    }
}

async fn load<C: ConnectionTrait>(db: &C, id: &PostId) -> DomainResult<(post::Model, topic::Model)> {
    let gone = Condition::any().add(post::Column::State.is_in(["vanished", "purged"]));
    let post = post::Entity::find_by_id(id.as_str()).filter(gone.not()).one(db).await?;
    let post = post.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    Ok((post, topic.ok_or_else(DomainError::not_found)?))
}

/// Whether a change is hard to read: by how urgent it is, or by what its author says that it is about.
async fn is_hard<C: ConnectionTrait>(db: &C, post: &post::Model) -> DomainResult<bool> {
    let class: Option<i32> = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Class)
        .filter(review_item::Column::PostId.eq(post.id.as_str()))
        .filter(review_item::Column::Kind.is_in([ItemKind::Edit, ItemKind::Check].map(ItemKind::as_str)))
        .filter(item::is_open())
        .order_by_asc(review_item::Column::Class)
        .into_tuple()
        .one(db)
        .await?;
    Ok(post.content_note.is_some() || class.is_some_and(|class| Class::of(class).is_hard()))
}

/// Decides on a change that waits, in the revision that the moderator saw; or says that she looked at one that is
/// public. The text, the log and what the author is told are one transaction.
///
/// # Errors
/// Refused fields; `Forbidden` on her own text and for everybody who does not moderate; `NotFound`, also where she
/// knows the person; `Conflict` while somebody else has it in hand.
pub async fn decide_edit(
    services: &Services,
    actor: &Actor,
    form: &EditDecision,
) -> DomainResult<EditOutcome> {
    require(actor, Permission::ReviewQueue, None)?;
    let Parsed { post: id, n, verdict, reason, note } = parse(form)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (found, topic) = load(&tx, &id).await?;
    let author = author(&tx, &found).await?;
    let moderator = policy::can_decide(actor, &topic.category, author.as_ref())?;
    publish::lock(&tx, &topic.category, &topic.id).await?;
    let (post, topic) = load(&tx, &id).await?;
    if sight::is_recused(&tx, moderator, &post.id).await? {
        return Err(DomainError::not_found());
    }
    let waits = if verdict == EditVerdict::Seen { ItemKind::Check } else { ItemKind::Edit };
    sight::require_free(&tx, (waits, &post.id), moderator, now).await?;
    let publishes = verdict == EditVerdict::Decided(Verdict::Approve);
    if publishes
        && !permits(actor, Permission::SafetyCase, Some(&topic.category))
        && item::is_in_danger(&tx, &post.id).await?
    {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let hard = is_hard(&tx, &post).await?;
    let (decided, action, told) = match verdict {
        EditVerdict::Decided(Verdict::Approve) => {
            let done = edit::approve(&tx, (&post, &topic), n, now).await?;
            (done, Action::ApproveEdit, Some(notify::Kind::Approved))
        }
        // Of the other decisions none is read from the form.
        EditVerdict::Decided(_) => {
            let done = edit::refuse(&tx, &post, n, (reason, note.as_deref()), now).await?;
            (done, Action::RejectEdit, Some(notify::Kind::EditRefused))
        }
        EditVerdict::Seen => {
            let same = post.revision == n;
            let closed = same && item::close(&tx, ItemKind::Check, &post.id, "seen", now).await?;
            let done = if closed { Decided::Done(Box::new(post.clone())) } else { Decided::Stale };
            (done, Action::Check, None)
        }
    };
    let Decided::Done(after) = decided else {
        return Ok(EditOutcome::Stale(TopicId::trusted(topic.id)));
    };
    let entry = Entry::of_post(&post, &topic.category, action).because(reason, note.as_deref());
    log::record(&tx, moderator, &entry, now).await?;
    if let Some(told) = told {
        notify::event::decided(&tx, &after, told, now).await?;
    }
    shift::count_hard(&tx, moderator, hard, now).await?;
    tx.commit().await?;
    Ok(EditOutcome::Done(verdict))
}
