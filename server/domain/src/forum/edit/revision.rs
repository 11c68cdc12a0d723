//! The rows of revisions.
//!
//! A text that was never changed has none: its one revision is the text of the post. With the first change the
//! text as it was is written down too, so that from then on there is a row for every number.

use entity::forum::{post, revision, topic};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use crate::{DomainResult, forum::PostState, markup::RENDERER_VERSION, moderation::Reason};

/// What a revision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RevisionState {
    /// It is the text of the post, or was.
    Shown,
    /// It waits for the team.
    Waiting,
    /// The team refused it.
    Refused,
    /// The team asks its author to change it, or offers to answer it in private.
    Returned,
    /// Its author put another one in its place before anybody decided, or took the text away.
    Replaced,
}

impl RevisionState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Shown, Self::Waiting, Self::Refused, Self::Returned, Self::Replaced];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Returned => "returned",
            Self::Replaced => "replaced",
        }
    }

    /// Reads a stored state; an unknown one is nothing that can be decided on.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.as_str() == text).unwrap_or(Self::Replaced)
    }

    /// Whether it is its author's again, to be corrected and sent once more.
    pub fn came_back(self) -> bool {
        matches!(self, Self::Refused | Self::Returned)
    }

    /// Whether its author is shown it beside the text that everybody reads.
    pub fn is_pending(self) -> bool {
        self == Self::Waiting || self.came_back()
    }
}

/// Who wrote or hid a revision.
pub(crate) const HERSELF: &str = "self";
/// The team.
pub(crate) const MODERATOR: &str = "moderator";

/// What a revision says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    /// Title, of an opening post.
    pub title: Option<String>,
    /// Markdown.
    pub source: String,
    /// Plain HTML.
    pub html: String,
    /// Code of what it is about.
    pub content_note: Option<String>,
}

impl Wording {
    /// What a post says now.
    pub(crate) fn of(post: &post::Model, topic: &topic::Model) -> Self {
        let kept = topic.kept_title.as_ref().filter(|_| topic.title.is_empty());
        Self {
            title: post.is_opening.then(|| kept.unwrap_or(&topic.title).clone()),
            source: post.source.clone(),
            html: post.html.clone(),
            content_note: post.content_note.clone(),
        }
    }

    fn of_row(row: &revision::Model) -> Self {
        Self {
            title: row.title.clone(),
            source: row.source.clone(),
            html: row.html.clone(),
            content_note: row.content_note.clone(),
        }
    }
}

impl From<&revision::Model> for Wording {
    fn from(row: &revision::Model) -> Self {
        Self::of_row(row)
    }
}

/// The revision of a post that waits.
pub(crate) async fn waiting<C: ConnectionTrait>(
    db: &C,
    post: &post::Model,
) -> DomainResult<Option<revision::Model>> {
    let Some(n) = post.pending_revision else { return Ok(None) };
    let row = revision::Entity::find_by_id((post.id.clone(), n)).one(db).await?;
    Ok(row.filter(|row| RevisionState::parse(&row.state) == RevisionState::Waiting))
}

/// The change of a published text that came back to its author because the team would like to answer it in private.
pub(crate) async fn offered<C: ConnectionTrait>(
    db: &C,
    post: &post::Model,
) -> DomainResult<Option<revision::Model>> {
    if !stands(post) {
        return Ok(None);
    }
    let Some(n) = post.pending_revision else { return Ok(None) };
    let row = revision::Entity::find_by_id((post.id.clone(), n)).one(db).await?;
    Ok(row.filter(|row| {
        RevisionState::parse(&row.state) == RevisionState::Returned
            && row.reason_code.as_deref() == Some(Reason::AnsweredPrivately.as_str())
    }))
}

/// A change can be decided on, and an offer about it answered, as long as its text is there.
pub(super) fn stands(post: &post::Model) -> bool {
    matches!(PostState::parse(&post.state), PostState::Published | PostState::Held)
}

/// The number that the next revision of a post has.
async fn next<C: ConnectionTrait>(tx: &C, post: &post::Model) -> DomainResult<i32> {
    let last = revision::Entity::find()
        .select_only()
        .column(revision::Column::N)
        .filter(revision::Column::PostId.eq(post.id.as_str()))
        .order_by_desc(revision::Column::N)
        .into_tuple::<i32>()
        .one(tx)
        .await?;
    Ok(Ord::max(last.unwrap_or_default(), post.revision) + 1)
}

async fn insert<C: ConnectionTrait>(
    tx: &C,
    (post, n): (&str, i32),
    state: RevisionState,
    wording: &Wording,
    renderer_version: i32,
    at: i64,
) -> DomainResult<()> {
    let row = revision::ActiveModel {
        post_id: Set(post.to_owned()),
        n: Set(n),
        state: Set(state.as_str().to_owned()),
        title: Set(wording.title.clone()),
        source: Set(wording.source.clone()),
        html: Set(wording.html.clone()),
        renderer_version: Set(renderer_version),
        content_note: Set(wording.content_note.clone()),
        by_whom: Set(HERSELF.to_owned()),
        created_at: Set(at),
        decided_at: Set(None),
        reason_code: Set(None),
        note: Set(None),
        hidden_at: Set(None),
        hidden_by: Set(None),
    };
    revision::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes down a new revision, and the text as it stands when this is the first change of it. Answers its number.
pub(crate) async fn add<C: ConnectionTrait>(
    tx: &C,
    (post, topic): (&post::Model, &topic::Model),
    state: RevisionState,
    wording: &Wording,
    now: i64,
) -> DomainResult<i32> {
    let key = (post.id.clone(), post.revision);
    if revision::Entity::find_by_id(key).one(tx).await?.is_none() {
        let first = Wording::of(post, topic);
        let of = (post.id.as_str(), post.revision);
        insert(tx, of, RevisionState::Shown, &first, post.renderer_version, post.submitted_at).await?;
    }
    let n = next(tx, post).await?;
    insert(tx, (&post.id, n), state, wording, RENDERER_VERSION, now).await?;
    Ok(n)
}

/// The same, in words that the team left of hers.
pub(crate) async fn add_shortened<C: ConnectionTrait>(
    tx: &C,
    about: (&post::Model, &topic::Model),
    wording: &Wording,
    now: i64,
) -> DomainResult<i32> {
    let n = add(tx, about, RevisionState::Shown, wording, now).await?;
    revision::Entity::update_many()
        .col_expr(revision::Column::ByWhom, Expr::value(MODERATOR))
        .filter(one(&about.0.id, n))
        .exec(tx)
        .await?;
    Ok(n)
}

fn one(post: &str, n: i32) -> Condition {
    Condition::all().add(revision::Column::PostId.eq(post)).add(revision::Column::N.eq(n))
}

/// Moves a waiting revision on. Answers whether it still waited.
pub(crate) async fn decide<C: ConnectionTrait>(
    tx: &C,
    (post, n): (&str, i32),
    state: RevisionState,
    (reason, note): (Option<&str>, Option<&str>),
    now: i64,
) -> DomainResult<bool> {
    let done = revision::Entity::update_many()
        .col_expr(revision::Column::State, Expr::value(state.as_str()))
        .col_expr(revision::Column::ReasonCode, Expr::value(reason))
        .col_expr(revision::Column::Note, Expr::value(note))
        .col_expr(revision::Column::DecidedAt, Expr::value(now))
        .filter(one(post, n))
        .filter(is_waiting())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Revisions that wait. The state is a literal, so that the planner matches the partial index.
pub(crate) fn is_waiting() -> SimpleExpr {
    let waiting = Expr::Constant(RevisionState::Waiting.as_str().into());
    revision::Column::State.into_simple_expr().eq(waiting)
}

/// Hides a revision from everybody but the team. Answers whether it was open.
pub(crate) async fn hide<C: ConnectionTrait>(
    tx: &C,
    post: &str,
    n: i32,
    by: &'static str,
    now: i64,
) -> DomainResult<bool> {
    let done = revision::Entity::update_many()
        .col_expr(revision::Column::HiddenAt, Expr::value(now))
        .col_expr(revision::Column::HiddenBy, Expr::value(by))
        .filter(one(post, n))
        .filter(revision::Column::HiddenAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// How many changes of a member wait.
pub(crate) async fn waiting_of_member<C: ConnectionTrait>(tx: &C, member: &str) -> DomainResult<u64> {
    use sea_orm::PaginatorTrait;
    let hers = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::AuthorId.eq(member))
        .into_query();
    Ok(revision::Entity::find()
        .filter(is_waiting())
        .filter(revision::Column::PostId.in_subquery(hers))
        .count(tx)
        .await?)
}

/// Erases the revisions of posts.
pub(crate) async fn erase<C: ConnectionTrait>(tx: &C, posts: Condition) -> DomainResult<()> {
    let ids = post::Entity::find().select_only().column(post::Column::Id).filter(posts).into_query();
    revision::Entity::delete_many().filter(revision::Column::PostId.in_subquery(ids)).exec(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::RevisionState;

    #[test]
    fn reads_back_what_it_writes() {
        for state in RevisionState::ALL {
            assert_eq!(RevisionState::parse(state.as_str()), state);
        }
        assert_eq!(RevisionState::parse("public"), RevisionState::Replaced);
        // state, came back, is shown to its author
        let table = [
            (RevisionState::Shown, false, false),
            (RevisionState::Waiting, false, true),
            (RevisionState::Refused, true, true),
            (RevisionState::Returned, true, true),
            (RevisionState::Replaced, false, false),
        ];
        assert_eq!(table.map(|row| row.0), RevisionState::ALL);
        for (state, came_back, pending) in table {
            assert_eq!((state.came_back(), state.is_pending()), (came_back, pending), "{state:?}");
        }
    }
}
