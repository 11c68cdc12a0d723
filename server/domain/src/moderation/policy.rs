//! Who may decide what: pure functions.

use contract::{ErrorCode, ids::MemberId};

use crate::{Actor, DomainError, DomainResult, Member};

/// Whether this person may decide on a text written by `author`: a moderator, and never on her own.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] for a guest, [`ErrorCode::Forbidden`] for everybody else who may not.
pub fn can_decide<'a>(actor: &'a Actor, author: Option<&MemberId>) -> DomainResult<&'a Member> {
    let member = actor.require_moderator()?;
    if author == Some(&member.id) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    Ok(member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    #[test]
    fn moderators_decide_but_not_on_their_own() {
        let author = MemberId::trusted("author");
        let actor = |id: &str, role| Actor::Member(Member::new(MemberId::trusted(id), id, role));
        let code = |actor: &Actor| can_decide(actor, Some(&author)).err().map(|error| error.code);
        assert_eq!(code(&Actor::Guest), Some(ErrorCode::SignInNeeded));
        assert_eq!(code(&actor("other", Role::Member)), Some(ErrorCode::Forbidden));
        assert_eq!(code(&actor("author", Role::Member)), Some(ErrorCode::Forbidden));
        for role in [Role::Moderator, Role::Admin] {
            assert_eq!(code(&actor("other", role)), None);
            assert_eq!(code(&actor("author", role)), Some(ErrorCode::Forbidden));
            assert!(can_decide(&actor("other", role), None).is_ok());
        }
    }
}
