//! Decisions on changes of published texts.

use contract::{
    FieldCode, FieldError,
    ids::{PostId, TopicId},
    limits,
};
use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{
    Reason, Verdict,
    decide::{author, open_item},
    handing::Handing,
    held_only,
    item::{self, Class, ItemKind},
    log::{self, Action, Entry},
    policy,
    redact::with_marks,
    shift,
    sight::{self, Raised},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    forum::{
        edit::{self, Decided, RevisionState},
        publish,
    },
    messages::{self, Kind},
    notify,
    permission::require,
    text,
};

/// The form of a decision on a change, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditDecision {
    /// Post.
    pub post: String,
    /// Number of the revision that the moderator saw.
    pub version: String,
    /// One of [`Verdict`], or `seen` for a change that is public already.
    pub action: String,
    /// Code of the reason, for a refusal or a request.
    pub reason: String,
    /// Words to the author.
    pub note: String,
    /// The shortened text.
    pub text: String,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditVerdict {
    /// As for a new text.
    Decided(Verdict),
    /// Looked at.
    Seen,
}

impl EditVerdict {
    fn parse(text: &str) -> Option<Self> {
        if text == "seen" { Some(Self::Seen) } else { Verdict::parse(text).map(Self::Decided) }
    }

    fn decided(self) -> Option<Verdict> {
        match self {
            Self::Decided(verdict) => Some(verdict),
            Self::Seen => None,
        }
    }
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditOutcome {
    /// Done.
    Done(EditVerdict),
    /// Another change came, somebody was faster, or the text is gone. Nothing was changed.
    Stale(TopicId),
    /// Somebody else has it in hand. Nothing was changed.
    InHand,
    /// The lead moderators have it. Nothing was changed.
    WithLead,
}

struct Parsed {
    post: PostId,
    n: i32,
    verdict: EditVerdict,
    reason: Option<Reason>,
    note: Option<String>,
    text: String,
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
    let decided = verdict.and_then(EditVerdict::decided);
    let needs_reason = decided.is_some_and(Verdict::needs_reason);
    // A reason that was left in the form says nothing about what is published.
    let reason = Reason::chosen(&form.reason).filter(|_| decided.is_some_and(|one| !one.publishes()));
    if needs_reason && reason.is_none() {
        refuse("reason", &form.reason);
    }
    let note = text::multi_line(&form.note);
    let least = usize::from(needs_reason && reason.is_some_and(Reason::needs_note));
    text::check_length(&mut errors, "note", &note, least, limits::NOTE_MAX);
    let shortened = with_marks(&text::multi_line(&form.text));
    if decided == Some(Verdict::Redact) {
        text::check_length(&mut errors, "text", &shortened, limits::BODY_MIN, limits::BODY_MAX);
    }
    match (post, n, verdict) {
        (Some(post), Some(n), Some(verdict)) if errors.is_empty() => {
            let note = (!note.is_empty()).then_some(note);
            Ok(Parsed { post, n, verdict, reason, note, text: shortened })
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

/// Back to its author with the reason: for good, to be changed, or with the offer to answer it in private, with the
/// note as the team's first words. What everybody reads stays as it is; only her yes makes a conversation of the words
/// of the change ([`messages::answer_offer`]).
async fn send_back(
    tx: &DatabaseTransaction,
    post: &post::Model,
    (n, verdict): (i32, Verdict),
    (reason, note): (Option<Reason>, Option<&str>),
    now: i64,
) -> DomainResult<(Decided, Action, notify::Kind)> {
    let (state, action, told) = match verdict {
        Verdict::Changes => (RevisionState::Returned, Action::RequestEditChanges, notify::Kind::EditChanges),
        Verdict::Private => (RevisionState::Returned, Action::MoveEditPrivate, notify::Kind::PrivateOffer),
        _ => (RevisionState::Refused, Action::RejectEdit, notify::Kind::EditRefused),
    };
    let private = verdict == Verdict::Private;
    if private && post.author_id.is_none() {
        return Err(DomainError::field("action", FieldCode::UnknownChoice));
    }
    let why = if private { Some(Reason::AnsweredPrivately) } else { reason };
    let done = edit::send_back(tx, post, (n, state), (why, note), (verdict.as_str(), now)).await?;
    if private && matches!(done, Decided::Done(_)) {
        let danger = reason == Some(Reason::DangerHandledPrivately);
        let kind = if danger { Kind::Safety } else { Kind::Question };
        messages::offer(tx, &post.id, kind, now).await?;
    }
    Ok((done, action, told))
}

/// Decides on a change that waits, in the revision that the moderator saw; or says that she looked at one that is
/// public. The text, the log and what the author is told are one transaction.
///
/// # Errors
/// Refused fields; `Forbidden` on her own text and for everybody who does not moderate, and to publish or refuse what is
/// about somebody who may be in danger, but for those who look after her (S11); `NotFound`, also where she knows the
/// person.
pub async fn decide_edit(
    services: &Services,
    actor: &Actor,
    form: &EditDecision,
) -> DomainResult<EditOutcome> {
    require(actor, Permission::ReviewQueue, None)?;
    let Parsed { post: id, n, verdict, reason, note, text } = parse(form)?;
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
    let kind = if verdict == EditVerdict::Seen { ItemKind::Check } else { ItemKind::Edit };
    let waiting = open_item(&tx, kind, &post, moderator, now).await?;
    if let Some(item) = &waiting {
        if item.raised == Some(Raised::Escalated) && !sight::is_lead(actor) {
            return Ok(EditOutcome::WithLead);
        }
        if !item.free {
            return Ok(EditOutcome::InHand);
        }
    }
    // While somebody may be in danger only those who look after her publish it or refuse it.
    if matches!(verdict, EditVerdict::Decided(Verdict::Approve | Verdict::Redact | Verdict::Reject)) {
        held_only::require_few(&tx, actor, (&post.id, &topic.category)).await?;
    }
    let hard = post.content_note.is_some() || waiting.as_ref().is_some_and(|item| item.class.is_hard());
    let (decided, action, told) = match verdict {
        EditVerdict::Decided(Verdict::Approve) => {
            let done = edit::approve(&tx, (&post, &topic), n, now).await?;
            (done, Action::ApproveEdit, Some(notify::Kind::Approved))
        }
        EditVerdict::Decided(Verdict::Redact) => {
            let done = edit::redact(&tx, (&post, &topic), (n, &text), now).await?;
            (done, Action::RedactEdit, Some(notify::Kind::Approved))
        }
        EditVerdict::Decided(Verdict::Escalate) => {
            let stands = waiting.is_some() && post.pending_revision == Some(n);
            if !stands {
                return Ok(EditOutcome::Stale(TopicId::trusted(topic.id)));
            }
            // The published text stands as it is: that somebody is in danger is said by its own button.
            let handing = Handing {
                services,
                moderator,
                kind,
                post: &post,
                category: &topic.category,
                class: Class::Severe,
                opens_case: reason == Some(Reason::DangerHandledPrivately),
                why: (reason, note.as_deref()),
                now,
            };
            if !handing.to_lead(&tx).await? {
                return Ok(EditOutcome::WithLead);
            }
            shift::count_hard(&tx, moderator, (&post.id, hard), now).await?;
            tx.commit().await?;
            return Ok(EditOutcome::Done(verdict));
        }
        EditVerdict::Decided(back @ (Verdict::Changes | Verdict::Reject | Verdict::Private)) => {
            let (done, action, told) =
                send_back(&tx, &post, (n, back), (reason, note.as_deref()), now).await?;
            (done, action, Some(told))
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
    shift::count_hard(&tx, moderator, (&post.id, hard), now).await?;
    tx.commit().await?;
    Ok(EditOutcome::Done(verdict))
}
