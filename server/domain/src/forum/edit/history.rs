//! What a text was before: for its author and for the team, and for nobody else.

use contract::{
    ErrorCode,
    ids::{MemberId, PostId, TopicId},
};
use entity::forum::{post, revision as row, topic};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    change::{Hers, find},
    difference::{Piece, difference},
    revision::{self, HERSELF, MODERATOR, RevisionState, Wording},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{PostState, TextLanguage, publish},
    moderation::{
        self, Reason,
        log::{self, Action, Entry},
    },
    permission::permits,
    services::day_of,
    staff::audit,
};

/// Most revisions on the page; older ones are not shown.
const MOST: u64 = 50;

/// A revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionView {
    /// Number.
    pub n: i32,
    /// What it is.
    pub state: RevisionState,
    /// Whether it is the text that everybody reads.
    pub is_current: bool,
    /// Whether the team wrote it.
    pub by_team: bool,
    /// ISO day.
    pub day: String,
    /// Whether only the team can read it.
    pub is_hidden: bool,
    /// Whether this reader may hide it.
    pub can_hide: bool,
    /// What is different in the title, of an opening post.
    pub title: Vec<Piece>,
    /// What is different in the text from the one that was shown before it; nothing when it is hidden from this
    /// reader, or what it would be compared with is.
    pub text: Vec<Piece>,
    /// Why it was refused.
    pub reason: Option<Reason>,
    /// The moderator's words; for its author.
    pub note: Option<String>,
}

/// The revisions of a text, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Language of the text.
    pub language: TextLanguage,
    /// Whether this reader wrote it.
    pub is_mine: bool,
    /// Newest first.
    pub revisions: Vec<RevisionView>,
}

/// Who reads a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Eyes {
    own: bool,
    team: bool,
}

fn eyes(actor: &Actor, post: &post::Model, topic: &topic::Model) -> DomainResult<Eyes> {
    let member = actor.require_member()?;
    let author = post.author_id.clone().map(MemberId::trusted);
    let eyes = Eyes {
        own: author.as_ref() == Some(&member.id),
        team: permits(actor, Permission::ReviewQueue, Some(&topic.category)),
    };
    let there = !matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged);
    if there && (eyes.own || eyes.team) { Ok(eyes) } else { Err(DomainError::not_found()) }
}

/// Who of the team knows or blocks the person is not shown what that person took out of her text.
async fn of_a_stranger<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    post: &post::Model,
    eyes: Eyes,
) -> DomainResult<()> {
    let member = actor.require_member()?;
    if !eyes.own && moderation::is_recused(db, member, &post.id).await? {
        return Err(DomainError::not_found());
    }
    Ok(())
}

/// What a text was before it was changed. Who of the team reads one that is not her own leaves a line in the log.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for everybody but its author and the team of its category, and of the team for whoever
/// knows or blocks her.
pub async fn history(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<History> {
    actor.require_member()?;
    let tx = services.db.begin().await?;
    let Hers { post, topic } = find(&tx, id).await?;
    let eyes = eyes(actor, &post, &topic)?;
    of_a_stranger(&tx, actor, &post, eyes).await?;
    let mut rows = row::Entity::find()
        .filter(row::Column::PostId.eq(id.as_str()))
        .order_by_desc(row::Column::N)
        .limit(MOST)
        .all(&tx)
        .await?;
    rows.reverse();
    if !eyes.own {
        let entry = audit::Entry::of(audit::Action::HistoryRead).on("post", id.as_str());
        audit::record(&tx, actor.member(), entry, services.now_ms()).await?;
    }
    tx.commit().await?;
    let mut revisions = if rows.is_empty() {
        vec![only(&post, &topic)]
    } else {
        let mut before: Option<row::Model> = None;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.push(view(&row, before.as_ref(), &post, eyes));
            if RevisionState::parse(&row.state) == RevisionState::Shown {
                before = Some(row);
            }
        }
        views
    };
    revisions.reverse();
    Ok(History {
        post: id.clone(),
        topic: TopicId::trusted(topic.id),
        language: TextLanguage::parse(&post.language),
        is_mine: eyes.own,
        revisions,
    })
}

fn same(text: String) -> Vec<Piece> {
    if text.is_empty() { Vec::new() } else { vec![Piece::Same(text)] }
}

/// The one revision of a text that was never changed.
fn only(post: &post::Model, topic: &topic::Model) -> RevisionView {
    let now = Wording::of(post, topic);
    RevisionView {
        n: post.revision,
        state: RevisionState::Shown,
        is_current: true,
        by_team: false,
        day: day_of(post.submitted_at),
        is_hidden: false,
        can_hide: false,
        title: same(now.title.unwrap_or_default()),
        text: same(now.source),
        reason: None,
        note: None,
    }
}

fn view(row: &row::Model, before: Option<&row::Model>, post: &post::Model, eyes: Eyes) -> RevisionView {
    let state = RevisionState::parse(&row.state);
    let is_current = row.n == post.revision;
    let readable = |row: &row::Model| eyes.team || row.hidden_at.is_none();
    let open = readable(row);
    // What is compared with something hidden would show it.
    let before = before.filter(|before| open && readable(before));
    let title = row.title.clone().unwrap_or_default();
    let (title, text) = match before {
        _ if !open => (Vec::new(), Vec::new()),
        Some(old) => (
            difference(old.title.as_deref().unwrap_or_default(), &title),
            difference(&old.source, &row.source),
        ),
        None => (same(title), same(row.source.clone())),
    };
    RevisionView {
        n: row.n,
        state,
        is_current,
        by_team: row.by_whom == MODERATOR,
        day: day_of(row.created_at),
        is_hidden: row.hidden_at.is_some(),
        can_hide: can_hide(state, is_current, row.hidden_at),
        title,
        text,
        reason: row.reason_code.as_deref().and_then(Reason::parse),
        note: row.note.clone().filter(|_| eyes.own),
    }
}

/// The text that everybody reads is taken away, not hidden; what waits is decided on.
fn can_hide(state: RevisionState, is_current: bool, hidden_at: Option<i64>) -> bool {
    !is_current && state != RevisionState::Waiting && hidden_at.is_none()
}

/// Hides a revision from everybody but the team: its author one of hers, the team any.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for everybody else, and for a number that is none; `Conflict` for the text that
/// everybody reads, and for a change that waits.
pub async fn hide_revision(services: &Services, actor: &Actor, id: &PostId, n: i32) -> DomainResult<()> {
    actor.require_member()?;
    let found = find(services.db.read(), id).await?;
    eyes(actor, &found.post, &found.topic)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    publish::lock(&tx, &found.topic.category, &found.topic.id).await?;
    let Hers { post, topic } = find(&tx, id).await?;
    let eyes = eyes(actor, &post, &topic)?;
    of_a_stranger(&tx, actor, &post, eyes).await?;
    let row = row::Entity::find_by_id((post.id.clone(), n)).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if row.hidden_at.is_some() {
        return Ok(());
    }
    if !can_hide(RevisionState::parse(&row.state), n == post.revision, None) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    revision::hide(&tx, &post.id, n, if eyes.own { HERSELF } else { MODERATOR }, now).await?;
    let entry = Entry::of_post(&post, &topic.category, Action::HideRevision);
    match actor.member().filter(|_| !eyes.own) {
        Some(moderator) => log::record(&tx, moderator, &entry, now).await?,
        None => log::by_author(&tx, &entry, now).await?,
    }
    tx.commit().await?;
    Ok(())
}
