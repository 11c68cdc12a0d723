//! Of what somebody is told.

/// Of what somebody is told. Later ones win when several hold for the same event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A new topic in a category that she follows.
    NewTopic,
    /// An answer in a topic that she follows.
    ReplyFollowed,
    /// An answer to her question, or to what she wrote.
    ReplyToMe,
    /// Somebody named her.
    Mention,
    /// Her text is published.
    Approved,
    /// Her text is not published.
    Refused,
    /// The team asks her to change her text.
    Changes,
    /// The team would like to answer her text in private.
    PrivateOffer,
    /// A change of her text is not published.
    EditRefused,
    /// The team asks her to change a change of her text.
    EditChanges,
    /// Her text is being looked at.
    Held,
    /// The team took her text away.
    Removed,
    /// Her text can be read again.
    Restored,
    /// The team wrote to her.
    TeamMessage,
    /// The team decided something about her, or answered her appeal.
    Decision,
    /// The team looked at what she reported.
    ReportDecided,
    /// Something waits for her as one of the team.
    Duty,
    /// Something waits on which nobody of the team may decide: she can give the role to somebody from outside.
    Outside,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 18] = [
        Self::NewTopic,
        Self::ReplyFollowed,
        Self::ReplyToMe,
        Self::Mention,
        Self::Approved,
        Self::Refused,
        Self::Changes,
        Self::PrivateOffer,
        Self::EditRefused,
        Self::EditChanges,
        Self::Held,
        Self::Removed,
        Self::Restored,
        Self::TeamMessage,
        Self::Decision,
        Self::ReportDecided,
        Self::Duty,
        Self::Outside,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewTopic => "new_topic",
            Self::ReplyFollowed => "reply_followed",
            Self::ReplyToMe => "reply_to_me",
            Self::Mention => "mention",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Changes => "changes",
            Self::PrivateOffer => "private_offer",
            Self::EditRefused => "edit_refused",
            Self::EditChanges => "edit_changes",
            Self::Held => "held",
            Self::Removed => "removed",
            Self::Restored => "restored",
            Self::TeamMessage => "team_message",
            Self::Decision => "decision",
            Self::ReportDecided => "report_decided",
            Self::Duty => "duty",
            Self::Outside => "outside",
        }
    }

    /// Reads a stored kind.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it tells of what others write in the forum. That is closed to whoever is suspended.
    pub(super) fn is_of_others(self) -> bool {
        matches!(self, Self::NewTopic | Self::ReplyFollowed | Self::ReplyToMe | Self::Mention)
    }

    /// The line of the list in which it is shown: answers by topic, questions by category, everything else alone.
    pub(super) fn group(self, category: &str, topic: &str, alone: &str) -> String {
        let by = match self {
            Self::NewTopic => category,
            Self::ReplyFollowed | Self::ReplyToMe => topic,
            Self::Mention
            | Self::Approved
            | Self::Refused
            | Self::Changes
            | Self::PrivateOffer
            | Self::EditRefused
            | Self::EditChanges
            | Self::Held
            | Self::Removed
            | Self::Restored
            | Self::TeamMessage
            | Self::Decision
            | Self::ReportDecided
            | Self::Duty
            | Self::Outside => alone,
        };
        format!("{}:{by}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn reads_back_what_it_writes_and_groups() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::parse("like"), None);
        assert_eq!(Kind::NewTopic.group("unions", "t", "p"), "new_topic:unions");
        assert_eq!(Kind::ReplyToMe.group("unions", "t", "p"), "reply_to_me:t");
        assert_eq!(Kind::Mention.group("unions", "t", "p"), "mention:p");
        assert!(Kind::Mention > Kind::ReplyToMe && Kind::ReplyToMe > Kind::ReplyFollowed);
    }
}
