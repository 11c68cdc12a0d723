//! What can be done with a text, when, and by whom. Pure: tables of tests go through all of it.

use crate::{Actor, Permission, codes::codes, content::Kind};

codes! {
    /// Where the work on a text stands. What readers get meanwhile is another matter.
    State {
        /// Being written.
        Draft = "draft",
        /// Somebody else reads it.
        InReview = "in_review",
        /// She who read it asks for something.
        ChangesRequested = "changes_requested",
        /// May go before readers.
        Approved = "approved",
        /// Will, at its time.
        Scheduled = "scheduled",
        /// Is before readers.
        Published = "published",
        /// Was, and is not any more.
        Archived = "archived",
        /// Was taken away: it was wrong.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// What is done with a text.
    Act {
        /// Save what was written as a revision.
        Save = "save",
        /// Ask somebody else to read it.
        Submit = "submit",
        /// Ask for changes.
        RequestChanges = "request_changes",
        /// Let it go before readers.
        Approve = "approve",
        /// Put it before readers now.
        Publish = "publish",
        /// Put it before them at a time.
        Schedule = "schedule",
        /// Call that off.
        CallOff = "call_off",
        /// Put it out of readers' sight: its time is over.
        Archive = "archive",
        /// Take it away: it is wrong.
        Withdraw = "withdraw",
        /// Begin to work on it again.
        Reopen = "reopen",
        /// Bring an older revision back as the newest.
        Restore = "restore",
        /// Take back that somebody else is to read it.
        TakeBack = "take_back",
    }
}

/// What a text becomes by an act; nothing where the act has no place.
pub fn next(state: State, act: Act) -> Option<State> {
    use State::{Approved, Archived, ChangesRequested, Draft, InReview, Published, Scheduled, Withdrawn};
    match (act, state) {
        // Whoever writes on begins anew: what was approved was another text. What waits for its time is called off first.
        (Act::Save | Act::Restore, Draft | ChangesRequested | Approved | Published | Archived | Withdrawn) => {
            Some(Draft)
        }
        (Act::Submit, Draft | ChangesRequested) => Some(InReview),
        (Act::TakeBack, InReview) => Some(Draft),
        (Act::RequestChanges, InReview | Approved) => Some(ChangesRequested),
        (Act::Approve, InReview) => Some(Approved),
        (Act::Publish, Approved) => Some(Published),
        (Act::Schedule, Approved) => Some(Scheduled),
        (Act::CallOff, Scheduled) => Some(Approved),
        (Act::Archive, Published) => Some(Archived),
        (Act::Withdraw, Published | Archived) => Some(Withdrawn),
        // What readers get goes; what is written meanwhile stays where it stands.
        (Act::Archive | Act::Withdraw, Draft | InReview | ChangesRequested | Approved) => Some(state),
        (Act::Reopen, Approved | Archived | Withdrawn) => Some(Draft),
        _ => None,
    }
}

impl Act {
    /// What she must be allowed for it.
    pub fn needs(self) -> Permission {
        match self {
            Self::Save | Self::Submit | Self::TakeBack | Self::Reopen | Self::Restore => Permission::ContentEdit,
            Self::RequestChanges
            | Self::Approve
            | Self::Publish
            | Self::Schedule
            | Self::CallOff
            | Self::Archive
            | Self::Withdraw => Permission::ContentPublish,
        }
    }

    /// Whether she must say why.
    pub fn needs_comment(self) -> bool {
        matches!(self, Self::RequestChanges | Self::Withdraw)
    }

    /// Whether nobody does it with a text that she wrote herself.
    pub fn needs_second_person(self) -> bool {
        self == Self::Approve
    }

    /// Whether readers lose the text by it. Sections and standing pages are always there.
    pub fn takes_away(self) -> bool {
        matches!(self, Self::Archive | Self::Withdraw)
    }

    /// Whether it is done with a text of this kind.
    pub fn is_for(self, kind: Kind) -> bool {
        !self.takes_away() || matches!(kind, Kind::Article | Kind::Procedure)
    }
}

/// Acts that somebody may do now, in the order in which they are offered. `live`: readers get something now. `own`: she
/// wrote what is to be approved, or asked for the review, and the team is not so small that she may.
pub fn offered(actor: &Actor, kind: Kind, state: State, live: bool, own: bool) -> Vec<Act> {
    Act::ALL
        .iter()
        .copied()
        .filter(|act| next(state, *act).is_some() && act.is_for(kind))
        .filter(|act| live || state == State::Archived || !act.takes_away())
        .filter(|act| !(own && act.needs_second_person()))
        .filter(|act| crate::permission::permits(actor, act.needs(), None))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::actor};

    #[test]
    fn every_act_has_its_place_and_no_other() {
        use Act as A;
        use State as S;
        let table: [(S, &[(A, S)]); 8] = [
            (
                S::Draft,
                &[
                    (A::Save, S::Draft),
                    (A::Submit, S::InReview),
                    (A::Restore, S::Draft),
                    (A::Archive, S::Draft),
                    (A::Withdraw, S::Draft),
                ],
            ),
            (
                S::InReview,
                &[
                    (A::RequestChanges, S::ChangesRequested),
                    (A::Approve, S::Approved),
                    (A::TakeBack, S::Draft),
                    (A::Archive, S::InReview),
                    (A::Withdraw, S::InReview),
                ],
            ),
            (
                S::ChangesRequested,
                &[
                    (A::Save, S::Draft),
                    (A::Submit, S::InReview),
                    (A::Restore, S::Draft),
                    (A::Archive, S::ChangesRequested),
                    (A::Withdraw, S::ChangesRequested),
                ],
            ),
            (
                S::Approved,
                &[
                    (A::Save, S::Draft),
                    (A::RequestChanges, S::ChangesRequested),
                    (A::Publish, S::Published),
                    (A::Schedule, S::Scheduled),
                    (A::Reopen, S::Draft),
                    (A::Restore, S::Draft),
                    (A::Archive, S::Approved),
                    (A::Withdraw, S::Approved),
                ],
            ),
            (S::Scheduled, &[(A::CallOff, S::Approved)]),
            (
                S::Published,
                &[
                    (A::Save, S::Draft),
                    (A::Archive, S::Archived),
                    (A::Withdraw, S::Withdrawn),
                    (A::Restore, S::Draft),
                ],
            ),
            (
                S::Archived,
                &[
                    (A::Save, S::Draft),
                    (A::Withdraw, S::Withdrawn),
                    (A::Reopen, S::Draft),
                    (A::Restore, S::Draft),
                ],
            ),
            (S::Withdrawn, &[(A::Save, S::Draft), (A::Reopen, S::Draft), (A::Restore, S::Draft)]),
        ];
        assert_eq!(table.len(), State::ALL.len());
        for (state, acts) in table {
            for act in Act::ALL {
                let expected = acts.iter().find(|(one, _)| one == act).map(|(_, after)| *after);
                assert_eq!(next(state, *act), expected, "{state:?} {act:?}");
            }
        }
    }

    #[test]
    fn only_those_who_write_are_offered_anything() {
        for role in Role::ALL {
            let someone = actor("m", role);
            let writes = matches!(role, Role::Editor | Role::Admin);
            for state in State::ALL {
                for kind in [Kind::Section, Kind::Article, Kind::Procedure, Kind::Page] {
                    let acts = offered(&someone, kind, *state, true, false);
                    assert_eq!(!acts.is_empty(), writes, "{role:?} {state:?} {kind:?}");
                    assert!(matches!(kind, Kind::Article | Kind::Procedure) || !acts.iter().any(|a| a.takes_away()));
                    assert!(!offered(&someone, kind, *state, true, true).contains(&Act::Approve));
                }
            }
        }
        assert!(offered(&Actor::Guest, Kind::Article, State::Draft, true, false).is_empty());
        let editor = actor("m", Role::Editor);
        let acts = |state, live| offered(&editor, Kind::Article, state, live, false);
        assert!(acts(State::InReview, false).contains(&Act::Approve));
        assert!(acts(State::Draft, true).contains(&Act::Withdraw));
        assert!(!acts(State::Draft, false).contains(&Act::Withdraw));
        assert!(acts(State::Archived, false).contains(&Act::Withdraw));
    }
}
