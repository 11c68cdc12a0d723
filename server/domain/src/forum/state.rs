//! The states of a post, and which may follow which.

/// State of a post; a topic has that of its opening post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PostState {
    /// Waits for a moderator.
    Pending,
    /// A moderator asks the author to change something.
    ChangesRequested,
    /// Refused; the author keeps her text.
    Rejected,
    /// Everyone sees it.
    Published,
    /// Hidden while it is looked at.
    Held,
    /// Taken away by a moderator.
    Removed,
    /// Taken away by its author.
    Withdrawn,
    /// Hidden from everybody because its author disappeared; it may come back with her as it was.
    Vanished,
    /// Erased; only the tombstone is left.
    Purged,
}

impl PostState {
    /// All states.
    pub const ALL: [Self; 9] = [
        Self::Pending,
        Self::ChangesRequested,
        Self::Rejected,
        Self::Published,
        Self::Held,
        Self::Removed,
        Self::Withdrawn,
        Self::Vanished,
        Self::Purged,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::ChangesRequested => "changes_requested",
            Self::Rejected => "rejected",
            Self::Published => "published",
            Self::Held => "held",
            Self::Removed => "removed",
            Self::Withdrawn => "withdrawn",
            Self::Vanished => "vanished",
            Self::Purged => "purged",
        }
    }

    /// Reads a stored state. An unknown one is hidden from everybody, as if erased: never show by accident.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.as_str() == text).unwrap_or(Self::Purged)
    }

    /// Whether this state may follow `self`. Sending a corrected text makes a new post, so nothing but its author's
    /// taking it away leads out of `Rejected`. What she takes back is as it was before. Vanishing is no step of this
    /// way: the state is set aside, and comes back as it was.
    pub fn may_become(self, next: Self) -> bool {
        use PostState as S;
        if self == S::Withdrawn {
            return !matches!(next, S::Withdrawn | S::Vanished);
        }
        matches!(
            (self, next),
            (S::Pending, S::Published | S::ChangesRequested | S::Rejected | S::Withdrawn)
                | (S::ChangesRequested, S::Pending | S::Withdrawn)
                | (S::Rejected, S::Withdrawn)
                | (S::Published, S::Held | S::Removed | S::Withdrawn)
                | (S::Held, S::Published | S::Removed | S::Withdrawn)
                | (S::Removed, S::Published | S::Held | S::Withdrawn | S::Purged)
                | (S::Vanished, S::Purged)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::PostState::{self, *};

    #[test]
    fn follows_the_specified_machine_and_nothing_else() {
        let allowed = [
            (Pending, Published),
            (Pending, ChangesRequested),
            (Pending, Rejected),
            (Pending, Withdrawn),
            (ChangesRequested, Pending),
            (ChangesRequested, Withdrawn),
            (Rejected, Withdrawn),
            (Published, Held),
            (Published, Removed),
            (Published, Withdrawn),
            (Held, Published),
            (Held, Removed),
            (Held, Withdrawn),
            (Removed, Published),
            (Removed, Held),
            (Removed, Withdrawn),
            (Removed, Purged),
            (Withdrawn, Pending),
            (Withdrawn, ChangesRequested),
            (Withdrawn, Rejected),
            (Withdrawn, Published),
            (Withdrawn, Held),
            (Withdrawn, Removed),
            (Withdrawn, Purged),
            (Vanished, Purged),
        ];
        for from in PostState::ALL {
            for to in PostState::ALL {
                assert_eq!(from.may_become(to), allowed.contains(&(from, to)), "{from:?} -> {to:?}");
            }
        }
    }

    #[test]
    fn reads_back_what_it_writes_and_hides_what_it_does_not_know() {
        for state in PostState::ALL {
            assert_eq!(PostState::parse(state.as_str()), state);
        }
        assert_eq!(PostState::parse("visible"), Purged);
    }
}
