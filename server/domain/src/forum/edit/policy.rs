//! Who may change a text, and what becomes of the change: pure functions.

use contract::{ErrorCode, ids::MemberId};

use crate::{Actor, DomainError, DomainResult, Member, forum::PostState};

/// For how long a small change right after publication is not told to readers.
pub const GRACE_MS: i64 = 5 * 60_000;
/// Characters that such a change may take out and put in.
pub const GRACE_CHARACTERS: usize = 100;
/// For how long after publication texts that need no review may be changed without one.
pub const WINDOW_MS: i64 = 24 * 3_600_000;
/// A text of which fewer characters are left than this is withdrawn instead.
pub const LEAST_LEFT: usize = 20;

/// The member, if the text is hers and can be changed as it stands. What was refused is corrected and sent again
/// as a new text; what she withdrew she takes back first.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`]; [`ErrorCode::NotFound`] for a text of somebody else, whoever asks: not even the
/// team writes in an author's name; [`ErrorCode::Forbidden`] for a text of hers in another state.
pub fn may_edit<'a>(
    actor: &'a Actor,
    state: PostState,
    author: Option<&MemberId>,
) -> DomainResult<&'a Member> {
    let member = actor.require_member()?;
    let own = author == Some(&member.id) && !matches!(state, PostState::Vanished | PostState::Purged);
    match state {
        _ if !own => Err(DomainError::not_found()),
        PostState::Pending | PostState::Published | PostState::Held => Ok(member),
        _ => Err(DomainError::new(ErrorCode::Forbidden)),
    }
}

/// What a change is made to, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// State of the text.
    pub state: PostState,
    /// UTC milliseconds of its publication.
    pub published_at: Option<i64>,
    /// Whether what she writes there needs no review.
    pub free: bool,
    /// Whether she is of the team there: no window holds for her.
    pub team: bool,
    /// Whether text and title stay, or only lose something.
    pub only_removes: bool,
    /// UTC milliseconds.
    pub now: i64,
}

/// What becomes of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It takes the place of the text that waits.
    Replace,
    /// It takes the place of the text at once.
    Publish,
    /// The text stays, the change waits.
    Wait,
}

/// What becomes of a change. Taking something out never waits.
pub fn way(facts: &Facts) -> Way {
    let in_window = facts.published_at.is_some_and(|at| facts.now - at <= WINDOW_MS);
    match facts.state {
        PostState::Pending => Way::Replace,
        _ if facts.only_removes => Way::Publish,
        // What is being looked at stays as it is until somebody has looked.
        PostState::Published if facts.free && (facts.team || in_window) => Way::Publish,
        _ => Way::Wait,
    }
}

/// Whether readers are not told of a change: a small one, right after publication, that nobody answered, quoted or
/// reported meanwhile.
pub fn is_quiet(published_at: Option<i64>, characters: usize, touched: bool, now: i64) -> bool {
    published_at.is_some_and(|at| now - at <= GRACE_MS) && characters <= GRACE_CHARACTERS && !touched
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::actor};

    #[test]
    fn she_alone_changes_what_is_hers() {
        use ErrorCode::{Forbidden, NotFound, SignInNeeded};
        let author = MemberId::trusted("author");
        // state, then the author
        let table = [
            (PostState::Pending, None),
            (PostState::ChangesRequested, Some(Forbidden)),
            (PostState::Rejected, Some(Forbidden)),
            (PostState::Published, None),
            (PostState::Held, None),
            (PostState::Removed, Some(Forbidden)),
            (PostState::Withdrawn, Some(Forbidden)),
            (PostState::Vanished, Some(NotFound)),
            (PostState::Purged, Some(NotFound)),
        ];
        assert_eq!(table.map(|row| row.0), PostState::ALL);
        for (state, own) in table {
            let code = |actor: &Actor| may_edit(actor, state, Some(&author)).err().map(|error| error.code);
            assert_eq!(code(&Actor::Guest), Some(SignInNeeded));
            for role in Role::ALL {
                assert_eq!(code(&actor("author", role)), own, "{role:?} {state:?}");
                assert_eq!(code(&actor("other", role)), Some(NotFound), "{role:?} {state:?}");
            }
            let other = actor("other", Role::Member);
            let orphan = may_edit(&other, state, None);
            assert_eq!(orphan.err().map(|error| error.code), Some(NotFound), "{state:?}");
        }
    }

    #[test]
    fn what_waits_and_what_does_not() {
        const HOUR: i64 = 3_600_000;
        let facts = |state, age: i64, free, team, only_removes| Facts {
            state,
            published_at: Some(0),
            free,
            team,
            only_removes,
            now: age * HOUR,
        };
        use PostState::{Held, Pending, Published};
        // state, hours since publication, free, team, only removes, expected
        let table = [
            (Pending, 0, false, false, false, Way::Replace),
            (Pending, 0, true, true, true, Way::Replace),
            (Published, 0, false, false, false, Way::Wait),
            (Published, 0, false, false, true, Way::Publish),
            (Published, 500, false, false, true, Way::Publish),
            (Published, 24, true, false, false, Way::Publish),
            (Published, 25, true, false, false, Way::Wait),
            (Published, 25, true, true, false, Way::Publish),
            (Published, 25, false, true, false, Way::Wait),
            (Held, 0, true, true, false, Way::Wait),
            (Held, 0, false, false, true, Way::Publish),
        ];
        for (state, age, free, team, only_removes, expected) in table {
            let row = facts(state, age, free, team, only_removes);
            assert_eq!(way(&row), expected, "{row:?}");
        }
        let never = Facts { published_at: None, ..facts(Published, 0, true, false, false) };
        assert_eq!(way(&never), Way::Wait);
    }

    #[test]
    fn small_changes_right_after_publication_are_quiet() {
        // published, characters, touched, now, expected
        let table = [
            (Some(0), 0, false, GRACE_MS, true),
            (Some(0), GRACE_CHARACTERS, false, 1, true),
            (Some(0), GRACE_CHARACTERS + 1, false, 1, false),
            (Some(0), 1, false, GRACE_MS + 1, false),
            (Some(0), 1, true, 1, false),
            (None, 1, false, 1, false),
        ];
        for (published, characters, touched, now, expected) in table {
            assert_eq!(is_quiet(published, characters, touched, now), expected);
        }
    }
}
