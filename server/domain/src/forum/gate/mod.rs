//! The gate: whether a new text is read before it appears, and why. The decision is a pure function over facts; what
//! the facts are is in [`judge`]. Messages to the team, drafts, reports and appeals never come here.

mod care;
mod judge;
pub mod limits;
pub mod quiet;
mod signals;
pub mod sweep;

pub(crate) use care::pass;
pub use care::{Care, Finding, Look, Mark, look, look_with_poll, masked};
pub(super) use judge::{Case, judge, of_change};
pub use signals::Signal;

/// Why a text waits. The order is that in which they are asked: the first that holds is the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gate {
    /// The team reads everything of this member for a while.
    Sanctioned,
    /// The category says so.
    ReviewMode,
    /// Too few of her texts were published yet.
    NewMember,
    /// Her first text before these readers.
    FirstInAudience,
    /// Her name is hidden.
    Anonymous,
    /// A word that the team watches.
    WatchedWord,
    /// It may tell who somebody is, and she sent it as it is.
    PersonalData,
    /// A link of somebody whom the team does not know well.
    Link,
    /// It comes too fast, or was said before.
    Suspicious,
    /// Replies of this topic are read first.
    TopicReview,
    /// Nobody of the team reads now.
    QuietHours,
}

impl Gate {
    /// All reasons, in their order.
    pub const ALL: [Self; 11] = [
        Self::Sanctioned,
        Self::ReviewMode,
        Self::NewMember,
        Self::FirstInAudience,
        Self::Anonymous,
        Self::WatchedWord,
        Self::PersonalData,
        Self::Link,
        Self::Suspicious,
        Self::TopicReview,
        Self::QuietHours,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sanctioned => "sanctioned",
            Self::ReviewMode => "review_mode",
            Self::NewMember => "new_member",
            Self::FirstInAudience => "first_in_audience",
            Self::Anonymous => "anonymous",
            Self::WatchedWord => "watched_word",
            Self::PersonalData => "personal_data",
            Self::Link => "link",
            Self::Suspicious => "suspicious",
            Self::TopicReview => "topic_review",
            Self::QuietHours => "quiet_hours",
        }
    }

    /// Reads a stored reason.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.as_str() == text)
    }
}

/// What is asked, each as it is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// She publishes for the team here: only a hidden name is read first.
    pub staff: bool,
    /// Somebody whom the team knows well.
    pub trusted: bool,
    /// A decision of the team puts everything of hers before its eyes.
    pub sanctioned: bool,
    /// What the category says to this text.
    pub review_mode: bool,
    /// The category asks for known members, and she is none yet.
    pub new_member: bool,
    /// She never published before these readers.
    pub first_in_audience: bool,
    /// Her name is hidden.
    pub anonymous: bool,
    /// A watched word holds it.
    pub watched: bool,
    /// It holds personal data.
    pub personal: bool,
    /// It holds a link.
    pub link: bool,
    /// The signals of advertising are too many.
    pub suspicious: bool,
    /// Replies of this topic are read first.
    pub topic_review: bool,
    /// Nobody of the team reads now.
    pub quiet: bool,
}

/// Why a text waits; nothing when it does not.
pub fn decide(facts: &Facts) -> Option<Gate> {
    let Facts { staff, trusted, .. } = *facts;
    Gate::ALL.into_iter().find(|gate| match gate {
        Gate::Sanctioned => facts.sanctioned,
        // What stands under no name is read first, whoever wrote it.
        Gate::Anonymous => facts.anonymous,
        // To the team's own texts the rest says nothing; personal data is a warning for them.
        _ if staff => false,
        Gate::ReviewMode => facts.review_mode,
        Gate::NewMember => facts.new_member,
        Gate::FirstInAudience => facts.first_in_audience,
        Gate::WatchedWord => facts.watched,
        Gate::PersonalData => facts.personal,
        Gate::Link => facts.link && !trusted,
        Gate::Suspicious => facts.suspicious,
        Gate::TopicReview => facts.topic_review,
        Gate::QuietHours => facts.quiet && !trusted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(gate: Gate) -> Facts {
        let none = Facts::default();
        match gate {
            Gate::Sanctioned => Facts { sanctioned: true, ..none },
            Gate::ReviewMode => Facts { review_mode: true, ..none },
            Gate::NewMember => Facts { new_member: true, ..none },
            Gate::FirstInAudience => Facts { first_in_audience: true, ..none },
            Gate::Anonymous => Facts { anonymous: true, ..none },
            Gate::WatchedWord => Facts { watched: true, ..none },
            Gate::PersonalData => Facts { personal: true, ..none },
            Gate::Link => Facts { link: true, ..none },
            Gate::Suspicious => Facts { suspicious: true, ..none },
            Gate::TopicReview => Facts { topic_review: true, ..none },
            Gate::QuietHours => Facts { quiet: true, ..none },
        }
    }

    /// Everything from this reason on.
    fn from(first: Gate) -> Facts {
        Facts {
            staff: false,
            trusted: false,
            sanctioned: first <= Gate::Sanctioned,
            review_mode: first <= Gate::ReviewMode,
            new_member: first <= Gate::NewMember,
            first_in_audience: first <= Gate::FirstInAudience,
            anonymous: first <= Gate::Anonymous,
            watched: first <= Gate::WatchedWord,
            personal: first <= Gate::PersonalData,
            link: first <= Gate::Link,
            suspicious: first <= Gate::Suspicious,
            topic_review: first <= Gate::TopicReview,
            quiet: true,
        }
    }

    #[test]
    fn the_first_reason_in_the_order_of_the_specification_wins() {
        assert_eq!(decide(&Facts::default()), None);
        for gate in Gate::ALL {
            assert_eq!(decide(&only(gate)), Some(gate), "alone");
            assert_eq!(decide(&from(gate)), Some(gate), "with all that come later");
            assert_eq!(Gate::parse(gate.as_str()), Some(gate));
        }
        let codes = Gate::ALL.map(Gate::as_str);
        assert_eq!((codes[0], codes[10]), ("sanctioned", "quiet_hours"));
    }

    #[test]
    fn the_team_and_trusted_members_pass_where_they_may() {
        for gate in Gate::ALL {
            let staff = Facts { staff: true, trusted: true, ..only(gate) };
            let waits = matches!(gate, Gate::Sanctioned | Gate::Anonymous).then_some(gate);
            assert_eq!(decide(&staff), waits, "staff: {gate:?}");
            let trusted = Facts { trusted: true, ..only(gate) };
            let waits = (!matches!(gate, Gate::Link | Gate::QuietHours)).then_some(gate);
            assert_eq!(decide(&trusted), waits, "trusted: {gate:?}");
        }
    }
}
