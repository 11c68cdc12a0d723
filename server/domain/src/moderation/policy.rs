//! Who may decide what: pure functions.

use contract::{ErrorCode, ids::MemberId};

use crate::{
    Actor, DomainError, DomainResult, Member, Permission,
    permission::{permits, require},
};

/// Whether this person may decide on a text of a category, written by `author`: who reviews there, and never on
/// her own.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] for a guest, [`ErrorCode::SecondFactorNeeded`]; [`ErrorCode::NotFound`] for a
/// moderator outside of her categories (she may not know of it); [`ErrorCode::Forbidden`] for everybody else who
/// may not.
pub fn can_decide<'a>(
    actor: &'a Actor,
    category: &str,
    author: Option<&MemberId>,
) -> DomainResult<&'a Member> {
    let member = require(actor, Permission::ReviewQueue, None)?;
    if !permits(actor, Permission::ReviewQueue, Some(category)) {
        return Err(DomainError::not_found());
    }
    if author == Some(&member.id) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    Ok(member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, Scope, testing::actor};

    #[test]
    fn moderators_decide_but_not_on_their_own() {
        let author = MemberId::trusted("author");
        let code = |actor: &Actor| can_decide(actor, "unions", Some(&author)).err().map(|error| error.code);
        assert_eq!(code(&Actor::Guest), Some(ErrorCode::SignInNeeded));
        for role in Role::ALL {
            let team = matches!(role, Role::Moderator | Role::LeadModerator | Role::Admin);
            assert_eq!(code(&actor("other", role)), (!team).then_some(ErrorCode::Forbidden), "{role:?}");
            assert_eq!(code(&actor("author", role)), Some(ErrorCode::Forbidden), "{role:?}");
            assert_eq!(can_decide(&actor("other", role), "unions", None).is_ok(), team);
        }
        let member = actor("other", Role::Moderator).member().cloned().expect("a member");
        let scoped = |slug: &str| {
            Actor::Member(Member { scope: Scope::Categories(vec![slug.into()]), ..member.clone() })
        };
        assert_eq!(code(&scoped("unions")), None);
        assert_eq!(code(&scoped("poverty")), Some(ErrorCode::NotFound));
        let once = Member { session: None, ..member.clone() };
        assert_eq!(code(&Actor::Member(once)), Some(ErrorCode::SecondFactorNeeded));
    }
}
