//! The moderators' log: one line for every decision, in its transaction, and one of the audit log. The database lets
//! nobody change it, but to take names and targets out after two years (`log_forget`).

mod action;

pub use action::Action;

use entity::forum::{mod_log, post};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::Reason;
use crate::{DomainResult, Member, services::new_id, staff::audit};

/// What a line about a post names: on an opening post it is one on the topic.
pub(super) fn target_of(post: &post::Model) -> (&'static str, &str) {
    if post.is_opening { ("topic", post.topic_id.as_str()) } else { ("post", post.id.as_str()) }
}

/// A line to be written. It carries no text of the post.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    action: Action,
    target_type: &'static str,
    target_id: &'a str,
    category: &'a str,
    reason: Option<&'static str>,
    note: Option<&'a str>,
    before: &'a str,
    parent: Option<&'a str>,
    reverts: bool,
}

impl<'a> Entry<'a> {
    fn of(
        (target_type, target_id): (&'static str, &'a str),
        category: &'a str,
        action: Action,
        before: &'a str,
    ) -> Self {
        Self {
            action,
            target_type,
            target_id,
            category,
            reason: None,
            note: None,
            before,
            parent: None,
            reverts: false,
        }
    }

    /// An action on a post; on an opening post it is one on the topic.
    pub fn of_post(post: &'a post::Model, category: &'a str, action: Action) -> Self {
        Self::of(target_of(post), category, action, &post.state)
    }

    /// An action on a topic that leaves its state as it is.
    pub fn of_topic(id: &'a str, category: &'a str, action: Action, before: &'a str) -> Self {
        Self::of(("topic", id), category, action, before)
    }

    /// A decision on a case of reports.
    pub fn of_case(id: &'a str, category: &'a str, action: Action, before: &'a str) -> Self {
        Self::of(("report_case", id), category, action, before)
    }

    /// A decision on a report about a message of the team: of no category, and not among the reports about texts.
    pub fn of_complaint(id: &'a str, action: Action, before: &'a str) -> Self {
        Self::of(("complaint", id), "", action, before)
    }

    /// An action on something that waits and stays in the queue.
    pub fn of_item(id: &'a str, category: &'a str, action: Action, before: &'a str) -> Self {
        Self::of(("item", id), category, action, before)
    }

    /// With the reason and the words to the author.
    #[must_use]
    pub fn because(mut self, reason: Option<Reason>, note: Option<&'a str>) -> Self {
        self.reason = reason.map(Reason::as_str);
        self.note = note;
        self
    }

    /// Under another line, of which it is one of many.
    #[must_use]
    pub(crate) fn under(mut self, parent: Option<&'a str>) -> Self {
        self.parent = parent;
        self
    }

    /// It takes back what the line above it says.
    #[must_use]
    pub(crate) fn reverting(mut self) -> Self {
        self.reverts = true;
        self
    }

    /// With the code of another reason.
    #[must_use]
    pub fn for_code(mut self, code: &'static str) -> Self {
        self.reason = Some(code);
        self
    }
}

/// Writes a line, in the caller's transaction.
pub async fn record<C: ConnectionTrait>(
    tx: &C,
    actor: &Member,
    entry: &Entry<'_>,
    now: i64,
) -> DomainResult<()> {
    write(tx, Some(actor), entry, now).await?;
    // The audit log has the same decision without her words to the author.
    let action = match entry.action {
        Action::Approve => audit::Action::PostApprove,
        Action::Reject => audit::Action::PostReject,
        Action::Redact => audit::Action::PostRedact,
        Action::RequestChanges => audit::Action::PostChanges,
        Action::MovePrivate => audit::Action::PostPrivate,
        Action::Escalate => audit::Action::PostEscalate,
        Action::SecondOpinion => audit::Action::ItemSecond,
        Action::Claim => audit::Action::ItemClaim,
        Action::Unclaim => audit::Action::ItemRelease,
        Action::TakeOver => audit::Action::ItemTakeOver,
        Action::PublishDirectly => audit::Action::PostPublish,
        Action::Close => audit::Action::TopicClose,
        Action::Reopen => audit::Action::TopicReopen,
        Action::Pin | Action::PinFront => audit::Action::TopicPin,
        Action::Unpin | Action::UnpinFront => audit::Action::TopicUnpin,
        Action::Retitle => audit::Action::TopicRetitle,
        Action::Move => audit::Action::TopicMove,
        Action::MoveBack => audit::Action::TopicMoveBack,
        Action::Split => audit::Action::TopicSplit,
        Action::Merge => audit::Action::TopicMerge,
        Action::SplitBack | Action::MergeBack => audit::Action::TopicRejoin,
        Action::ReviewReplies => audit::Action::TopicReview,
        Action::TrustReplies => audit::Action::TopicTrust,
        Action::Slow => audit::Action::TopicSlow,
        Action::Quick => audit::Action::TopicQuick,
        Action::Unlist => audit::Action::TopicUnlist,
        Action::Relist => audit::Action::TopicRelist,
        Action::ChangeLanguage => audit::Action::TopicLanguage,
        Action::Attach => audit::Action::TopicAttach,
        Action::Detach => audit::Action::TopicDetach,
        Action::ClosePoll => audit::Action::PollClose,
        Action::ChangePoll => audit::Action::PollChange,
        Action::ApproveEdit | Action::RedactEdit => audit::Action::EditApprove,
        Action::RejectEdit => audit::Action::EditReject,
        Action::RequestEditChanges => audit::Action::EditChanges,
        Action::MoveEditPrivate => audit::Action::EditPrivate,
        Action::Check | Action::Shorten => audit::Action::EditCheck,
        Action::Hold => audit::Action::PostHold,
        Action::Release => audit::Action::PostRelease,
        Action::Remove | Action::Withdraw => audit::Action::PostRemove,
        Action::Restore | Action::TakeBack => audit::Action::PostRestore,
        Action::HideRevision => audit::Action::RevisionHide,
        Action::ReportUpheld
        | Action::ReportNotUpheld
        | Action::ReportDuplicate
        | Action::ReportEscalated => audit::Action::ReportDecide,
    };
    let line = audit::Entry::of(action)
        .on(entry.target_type, entry.target_id)
        .because(entry.reason)
        .detail(entry.category);
    audit::record(tx, Some(actor), line, now).await
}

/// Writes the line of a text that was published without waiting. A moderator answers for her own; what a
/// category lets through names nobody: its author did nothing of the team's.
pub(crate) async fn published_directly<C: ConnectionTrait>(
    tx: &C,
    actor: &Member,
    by_team: bool,
    entry: &Entry<'_>,
    now: i64,
) -> DomainResult<()> {
    if by_team { record(tx, actor, entry, now).await } else { write(tx, None, entry, now).await }
}

/// Writes the line of what an author did with a text of hers. It names nobody: she did nothing of the team's, and
/// the text may stand under an alias.
pub(crate) async fn by_author<C: ConnectionTrait>(tx: &C, entry: &Entry<'_>, now: i64) -> DomainResult<()> {
    write(tx, None, entry, now).await
}

/// Writes the line of what the portal did by itself.
pub(crate) async fn by_itself<C: ConnectionTrait>(tx: &C, entry: &Entry<'_>, now: i64) -> DomainResult<()> {
    write(tx, None, entry, now).await
}

async fn write<C: ConnectionTrait>(
    tx: &C,
    actor: Option<&Member>,
    entry: &Entry<'_>,
    now: i64,
) -> DomainResult<()> {
    mod_log::ActiveModel {
        id: Set(new_id()),
        at: Set(now),
        actor_id: Set(actor.map(|actor| actor.id.as_str().to_owned())),
        actor_role: Set(actor.map_or(audit::SYSTEM, |actor| actor.role.as_str()).to_owned()),
        action: Set(entry.action.as_str().to_owned()),
        target_type: Set(entry.target_type.to_owned()),
        target_id: Set(entry.target_id.to_owned()),
        category_id: Set((!entry.category.is_empty()).then(|| entry.category.to_owned())),
        reason_code: Set(entry.reason.map(str::to_owned)),
        note: Set(entry.note.map(str::to_owned)),
        before_state: Set(Some(entry.before.to_owned())),
        after_state: Set(Some(entry.action.leads_to().to_owned())),
        is_revert: Set(entry.reverts || entry.action.is_revert()),
        parent_id: Set(entry.parent.map(str::to_owned)),
        expires_at: Set(None),
    }
    .insert(tx)
    .await?;
    Ok(())
}
