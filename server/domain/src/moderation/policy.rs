//! Who may decide what: pure functions.

use contract::{ErrorCode, ids::MemberId};

use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role,
    permission::{permits, require},
};

/// Who wrote a text, as far as it matters who decides on it. Nobody, when the link to her was cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Her account.
    pub id: MemberId,
    /// Her role at this moment.
    pub role: Role,
}

/// Whether this person may decide on a text of a category, written by `author`: who reviews there, never on her own,
/// and on a text of an administrator only as one (S1).
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] for a guest, [`ErrorCode::SecondFactorNeeded`]; [`ErrorCode::NotFound`] for a
/// moderator outside of her categories (she may not know of it); [`ErrorCode::Forbidden`] for everybody else who
/// may not.
pub fn can_decide<'a>(actor: &'a Actor, category: &str, author: Option<&Author>) -> DomainResult<&'a Member> {
    can_act(actor, Permission::ReviewQueue, category, author)
}

/// The same of what is decided on with another verb.
///
/// # Errors
/// As [`can_decide`].
pub fn can_act<'a>(
    actor: &'a Actor,
    verb: Permission,
    category: &str,
    author: Option<&Author>,
) -> DomainResult<&'a Member> {
    let member = require(actor, verb, None)?;
    if !permits(actor, verb, Some(category)) {
        return Err(DomainError::not_found());
    }
    let above = |author: &Author| author.role == Role::Admin && member.role != Role::Admin;
    if author.is_some_and(|author| author.id == member.id || above(author)) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    Ok(member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scope, testing::actor};

    #[test]
    fn moderators_decide_but_not_on_their_own() {
        let author = Author { id: MemberId::trusted("author"), role: Role::Member };
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
        // Whoever decides, and whose text it is.
        for role in Role::ALL {
            let written = Author { role, ..author.clone() };
            let decides = |by: Role| can_decide(&actor("other", by), "unions", Some(&written)).is_ok();
            let over = role != Role::Admin;
            assert_eq!(
                [Role::Moderator, Role::LeadModerator, Role::Admin].map(decides),
                [over, over, true],
                "{role:?}"
            );
        }
        let once = Member { session: None, ..member.clone() };
        assert_eq!(code(&Actor::Member(once)), Some(ErrorCode::SecondFactorNeeded));
    }
}
