//! What kind of thing waits, and how urgent it is.

use crate::Permission;

/// What kind of thing waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// A new topic or reply.
    Post,
    /// A change of a published text.
    Edit,
    /// A change that was published at once and is looked at afterwards.
    Check,
    /// A case of reports.
    Report,
    /// An appeal against a decision.
    Appeal,
    /// Somebody may be in danger.
    Safety,
}

impl ItemKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Post, Self::Edit, Self::Check, Self::Report, Self::Appeal, Self::Safety];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Edit => "edit",
            Self::Check => "check",
            Self::Report => "report",
            Self::Appeal => "appeal",
            Self::Safety => "safety",
        }
    }

    /// Reads a stored or chosen kind.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The verb of whoever sees it in the queue. What it is about is guarded by its own page besides.
    pub fn permission(self) -> Permission {
        match self {
            Self::Post | Self::Edit | Self::Check | Self::Appeal => Permission::ReviewQueue,
            Self::Report => Permission::HandleReports,
            Self::Safety => Permission::SafetyCase,
        }
    }
}

/// How urgent it is. The queue shows the urgent classes first, and the oldest first within a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Somebody is in danger now.
    Danger,
    /// Reveals who somebody is, a threat, a minor.
    Severe,
    /// Other reports, appeals.
    Report,
    /// New texts and changes.
    Queue,
    /// What is public already.
    Check,
}

impl Class {
    /// All classes, the most urgent first.
    pub const ALL: [Self; 5] = [Self::Danger, Self::Severe, Self::Report, Self::Queue, Self::Check];

    /// As stored.
    pub fn as_number(self) -> i32 {
        match self {
            Self::Danger => 0,
            Self::Severe => 1,
            Self::Report => 2,
            Self::Queue => 3,
            Self::Check => 4,
        }
    }

    /// Whether reading it is hard on whoever does.
    pub fn is_hard(self) -> bool {
        matches!(self, Self::Danger | Self::Severe)
    }

    /// Reads a stored class; one that is not known is urgent, so that somebody looks at it.
    pub fn of(number: i32) -> Self {
        Self::ALL.into_iter().find(|class| class.as_number() == number).unwrap_or(Self::Danger)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_classes_read_back_what_they_write() {
        for kind in ItemKind::ALL {
            assert_eq!(ItemKind::parse(kind.as_str()), Some(kind));
        }
        for class in Class::ALL {
            assert_eq!(Class::of(class.as_number()), class);
        }
        assert_eq!(ItemKind::parse("letter"), None);
        assert_eq!(Class::of(9), Class::Danger);
        assert!(Class::Danger < Class::Severe && Class::Queue < Class::Check);
    }
}
