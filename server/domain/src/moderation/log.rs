//! The moderators' log: one line for every decision, in its transaction, and one of the audit log. The database lets
//! nobody change it, but to take names and targets out after two years (`log_forget`).

use entity::forum::{mod_log, post};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::Reason;
use crate::{DomainResult, Member, codes::codes, forum::PostState, services::new_id, staff::audit};

codes! {
    /// What was done.
    Action {
        /// A waiting text was published.
        Approve = "approve",
        /// A waiting text was refused.
        Reject = "reject",
        /// A waiting text was published with something taken out.
        Redact = "redact",
        /// Its author was asked to change something.
        RequestChanges = "request_changes",
        /// It is answered in private instead.
        MovePrivate = "move_private",
        /// It was handed to the lead moderators.
        Escalate = "escalate",
        /// Another one is asked to look at it.
        SecondOpinion = "second_opinion",
        /// Somebody took it in hand.
        Claim = "claim",
        /// She gave it back.
        Unclaim = "unclaim",
        /// Somebody took it out of another's hand.
        TakeOver = "take_over",
        /// A text was published without waiting: a moderator's own, or as the category says.
        PublishDirectly = "publish_directly",
        /// A topic was closed to replies.
        Close = "close",
        /// It was opened again.
        Reopen = "reopen",
        /// It stands first in its category.
        Pin = "pin",
        /// It stands in its place again.
        Unpin = "unpin",
        /// It stands first on the forum's front page.
        PinFront = "pin_front",
        /// It does not any more.
        UnpinFront = "unpin_front",
        /// A topic has another title.
        Retitle = "retitle",
        /// It was moved to another category.
        Move = "move",
        /// It was moved back.
        MoveBack = "move_back",
        /// Some of its answers became a topic of their own.
        Split = "split",
        /// They came back.
        SplitBack = "split_back",
        /// Another one was joined to it.
        Merge = "merge",
        /// They are two again.
        MergeBack = "merge_back",
        /// Its answers are read first.
        ReviewReplies = "review_replies",
        /// They appear as the category says.
        TrustReplies = "trust_replies",
        /// Answers of one member follow slowly.
        Slow = "slow",
        /// They follow as they come.
        Quick = "quick",
        /// A topic stands in no list any more.
        Unlist = "unlist",
        /// It stands in lists again.
        Relist = "relist",
        /// A topic is said to be in another language.
        ChangeLanguage = "change_language",
        /// Something of the portal is discussed in it, or something else.
        Attach = "attach",
        /// Nothing is any more.
        Detach = "detach",
        /// Its poll was ended.
        ClosePoll = "close_poll",
        /// The answers of its poll were changed before anybody voted.
        ChangePoll = "change_poll",
        /// A change of a published text took its place.
        ApproveEdit = "approve_edit",
        /// The same, with something taken out of the change.
        RedactEdit = "redact_edit",
        /// A change of a published text was refused.
        RejectEdit = "reject_edit",
        /// Its author was asked to change that change.
        RequestEditChanges = "request_edit_changes",
        /// That change is answered in private instead.
        MoveEditPrivate = "move_edit_private",
        /// A change that was public at once was looked at.
        Check = "check",
        /// Its author took something out of a text.
        Shorten = "shorten",
        /// Its author took a text away.
        Withdraw = "withdraw",
        /// She took that back.
        TakeBack = "take_back",
        /// A text is looked at.
        Hold = "hold",
        /// It can be read again.
        Release = "release",
        /// The team took a text away.
        Remove = "remove",
        /// It gave it back.
        Restore = "restore",
        /// A revision of a text was hidden.
        HideRevision = "hide_revision",
        /// A report was right.
        ReportUpheld = "report_upheld",
        /// A report was not.
        ReportNotUpheld = "report_not_upheld",
        /// Another case covers the same.
        ReportDuplicate = "report_duplicate",
        /// A report became a case of danger.
        ReportEscalated = "report_escalated",
    }
}

impl Action {
    /// Whether it takes back what somebody did before.
    pub fn is_revert(self) -> bool {
        matches!(
            self,
            Self::Unclaim
                | Self::Reopen
                | Self::Unpin
                | Self::UnpinFront
                | Self::MoveBack
                | Self::SplitBack
                | Self::MergeBack
                | Self::TrustReplies
                | Self::Quick
                | Self::Relist
                | Self::Detach
                | Self::TakeBack
                | Self::Release
                | Self::Restore
        )
    }

    fn leads_to(self) -> &'static str {
        match self {
            Self::Approve | Self::Redact | Self::PublishDirectly => PostState::Published.as_str(),
            Self::Reject => PostState::Rejected.as_str(),
            Self::ReportUpheld => "upheld",
            Self::ReportNotUpheld => "not_upheld",
            Self::ReportDuplicate => "duplicate",
            Self::ReportEscalated => "escalated",
            Self::RequestChanges | Self::MovePrivate => PostState::ChangesRequested.as_str(),
            Self::Escalate => "escalated",
            Self::SecondOpinion => "second",
            Self::Claim | Self::TakeOver => "claimed",
            Self::Unclaim => "free",
            Self::Close => "closed",
            Self::Reopen => "open",
            Self::Pin => "pinned",
            Self::Unpin => "unpinned",
            Self::PinFront => "front",
            Self::UnpinFront => "not_front",
            Self::Retitle => "titled",
            Self::Move => "moved",
            Self::MoveBack => "moved_back",
            Self::Split => "split",
            Self::SplitBack => "split_back",
            Self::Merge => "merged",
            Self::MergeBack => "merged_back",
            Self::ReviewReplies => "reviewed",
            Self::TrustReplies => "trusted",
            Self::Slow => "slow",
            Self::Quick => "quick",
            Self::Unlist => "unlisted",
            Self::Relist => "listed",
            Self::ChangeLanguage => "language",
            Self::Attach => "attached",
            Self::Detach => "detached",
            Self::ClosePoll => "closed",
            Self::ChangePoll => "open",
            Self::ApproveEdit | Self::RedactEdit => "edited",
            Self::RejectEdit | Self::RequestEditChanges | Self::MoveEditPrivate | Self::Check => "unchanged",
            Self::Shorten => "shortened",
            Self::Withdraw => PostState::Withdrawn.as_str(),
            Self::TakeBack => "given_back",
            Self::Hold => PostState::Held.as_str(),
            Self::Release => "released",
            Self::Remove => PostState::Removed.as_str(),
            Self::Restore => "restored",
            Self::HideRevision => "hidden",
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_reads_back_and_what_is_taken_back_is_something_that_was_done() {
        for action in Action::ALL {
            assert_eq!(Action::parse(action.as_str()), Some(*action));
        }
        let reverts = Action::ALL.iter().filter(|action| action.is_revert()).count();
        assert_eq!(reverts, 14);
        for (done, back) in [
            (Action::Claim, Action::Unclaim),
            (Action::Close, Action::Reopen),
            (Action::Hold, Action::Release),
            (Action::Remove, Action::Restore),
            (Action::Withdraw, Action::TakeBack),
        ] {
            assert!(!done.is_revert() && back.is_revert(), "{back:?}");
        }
        // What the transparency page counts is never taken for a reversal.
        for counted in [Action::Approve, Action::Redact, Action::PublishDirectly, Action::RequestChanges] {
            assert!(!counted.is_revert(), "{counted:?}");
        }
    }
}
