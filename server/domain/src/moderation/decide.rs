//! A decision on a waiting text.

use contract::{
    FieldCode, FieldError,
    ids::{MemberId, PostId, TopicId},
    limits,
};
use entity::{
    forum::{post, topic},
    identity::member,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::{
    Reason,
    item::{self, ItemKind},
    log::{self, Action, Entry},
    policy,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Role, Services,
    forum::{PostState, publish},
    notify,
    permission::require,
    services::day_of,
    text,
};

/// The form of a decision, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Post.
    pub post: String,
    /// The version that the moderator saw.
    pub version: String,
    /// `approve` or `reject`.
    pub action: String,
    /// Code of the reason, for a refusal.
    pub reason: String,
    /// Words to the author.
    pub note: String,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Published.
    Approve,
    /// Refused.
    Reject,
}

impl Verdict {
    /// As the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
        }
    }

    /// Reads the form's button.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Approve, Self::Reject].into_iter().find(|verdict| verdict.as_str() == text)
    }
}

/// How a text stands that somebody else decided on first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// Post.
    pub post: PostId,
    /// Topic.
    pub topic: TopicId,
    /// State now.
    pub state: PostState,
    /// Why it was refused.
    pub reason: Option<Reason>,
    /// ISO day of the decision.
    pub decided_day: Option<String>,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done(Verdict),
    /// Somebody was faster; nothing was changed.
    Stale(Current),
    /// The topic of this reply is not public: decide on it first. Nothing was changed.
    TopicNotPublic(TopicId),
}

struct Parsed {
    post: PostId,
    version: i64,
    verdict: Verdict,
    reason: Option<Reason>,
    note: Option<String>,
}

fn parse(form: &Decision) -> DomainResult<Parsed> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, code| errors.push(FieldError::new(field, code));
    let post: Option<PostId> = form.post.parse().ok();
    if post.is_none() {
        refuse("post", if form.post.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice });
    }
    let version: Option<i64> = form.version.parse().ok();
    if version.is_none() {
        refuse(
            "version",
            if form.version.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice },
        );
    }
    let verdict = Verdict::parse(&form.action);
    if verdict.is_none() {
        refuse("action", if form.action.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice });
    }
    let note = text::multi_line(&form.note);
    let mut reason = None;
    if verdict == Some(Verdict::Reject) {
        reason = Reason::parse(&form.reason);
        if reason.is_none() {
            refuse(
                "reason",
                if form.reason.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice },
            );
        }
    }
    text::check_length(
        &mut errors,
        "note",
        &note,
        usize::from(reason.is_some_and(Reason::needs_note)),
        limits::NOTE_MAX,
    );
    match (post, version, verdict) {
        (Some(post), Some(version), Some(verdict)) if errors.is_empty() => {
            Ok(Parsed { post, version, verdict, reason, note: (!note.is_empty()).then_some(note) })
        }
        _ => Err(DomainError::fields(errors)),
    }
}

/// Decides on a waiting text. The decision holds only for the version the moderator saw; publishing, counting
/// and the line of the log are one transaction.
///
/// # Errors
/// Refused fields; `Forbidden` on her own text, on an administrator's, and for everybody who does not moderate;
/// `NotFound`.
pub async fn decide(services: &Services, actor: &Actor, form: &Decision) -> DomainResult<Outcome> {
    require(actor, Permission::ReviewQueue, None)?;
    let Parsed { post: id, version, verdict, reason, note } = parse(form)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (post, topic) = load(&tx, &id).await?;
    let author = author(&tx, &post).await?;
    let moderator = policy::can_decide(actor, &topic.category, author.as_ref())?;
    publish::lock(&tx, &topic.category, &topic.id).await?;
    // Whoever held the lock may have decided.
    let (post, topic) = load(&tx, &id).await?;
    if post.version != version || PostState::parse(&post.state) != PostState::Pending {
        return Ok(Outcome::Stale(current(&post)));
    }
    let action = match verdict {
        Verdict::Approve => {
            if !post.is_opening && PostState::parse(&topic.state) != PostState::Published {
                return Ok(Outcome::TopicNotPublic(TopicId::trusted(topic.id)));
            }
            if publish::publish(&tx, &post, &topic.category, now).await?.is_none() {
                return Ok(Outcome::Stale(current(&load(&tx, &id).await?.0)));
            }
            Action::Approve
        }
        Verdict::Reject => {
            if !refuse(&tx, &post, reason, note.as_deref(), now).await? {
                return Ok(Outcome::Stale(current(&load(&tx, &id).await?.0)));
            }
            Action::Reject
        }
    };
    let entry = Entry::of_post(&post, &topic.category, action).because(reason, note.as_deref());
    log::record(&tx, moderator, &entry, now).await?;
    item::close(&tx, ItemKind::Post, &post.id, verdict.as_str(), now).await?;
    let told = match verdict {
        Verdict::Approve => notify::Kind::Approved,
        Verdict::Reject => notify::Kind::Refused,
    };
    notify::event::decided(&tx, &post, told, now).await?;
    tx.commit().await?;
    Ok(Outcome::Done(verdict))
}

/// Who wrote it. Behind a letter her role says nothing: a refusal would tell that it is an administrator's.
pub(super) async fn author<C: ConnectionTrait>(
    db: &C,
    post: &post::Model,
) -> DomainResult<Option<policy::Author>> {
    let Some(id) = &post.author_id else { return Ok(None) };
    let role: Option<String> = member::Entity::find_by_id(id.as_str())
        .select_only()
        .column(member::Column::Role)
        .into_tuple()
        .one(db)
        .await?;
    let role = role.as_deref().and_then(Role::parse).filter(|_| post.alias.is_none());
    Ok(Some(policy::Author { id: MemberId::trusted(id.clone()), role: role.unwrap_or(Role::Member) }))
}

async fn load<C: ConnectionTrait>(db: &C, id: &PostId) -> DomainResult<(post::Model, topic::Model)> {
    let post = post::Entity::find_by_id(id.as_str()).one(db).await?.ok_or_else(DomainError::not_found)?;
    if matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged) {
        return Err(DomainError::not_found());
    }
    let topic = topic::Entity::find_by_id(post.topic_id.as_str())
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    Ok((post, topic))
}

/// Refuses a waiting text. Answers whether it still waited.
async fn refuse<C: ConnectionTrait>(
    tx: &C,
    post: &post::Model,
    reason: Option<Reason>,
    note: Option<&str>,
    now: i64,
) -> DomainResult<bool> {
    let done = post::Entity::update_many()
        .col_expr(post::Column::State, Expr::value(PostState::Rejected.as_str()))
        .col_expr(post::Column::Version, Expr::value(post.version + 1))
        .col_expr(post::Column::ReasonCode, Expr::value(reason.map(Reason::as_str)))
        .col_expr(post::Column::Note, Expr::value(note))
        .col_expr(post::Column::DecidedAt, Expr::value(now))
        .filter(publish::waiting(post))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    if post.is_opening {
        topic::Entity::update_many()
            .col_expr(topic::Column::State, Expr::value(PostState::Rejected.as_str()))
            .filter(topic::Column::Id.eq(post.topic_id.as_str()))
            .exec(tx)
            .await?;
    }
    Ok(true)
}

fn current(post: &post::Model) -> Current {
    Current {
        post: PostId::trusted(post.id.clone()),
        topic: TopicId::trusted(post.topic_id.clone()),
        state: PostState::parse(&post.state),
        reason: post.reason_code.as_deref().and_then(Reason::parse),
        decided_day: post.decided_at.map(day_of),
    }
}
