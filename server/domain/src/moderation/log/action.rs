//! What a line of the log says that was done.

use crate::{codes::codes, forum::PostState};

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

    pub(super) fn leads_to(self) -> &'static str {
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
