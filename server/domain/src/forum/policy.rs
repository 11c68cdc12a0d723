//! Who may do what in the forum: pure functions.

use contract::{ErrorCode, ids::MemberId};

use super::{PostState, rules::Rules, visibility::can_see};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission,
    permission::{permits, require},
    rate::Limit,
};

/// Posts on one page of a topic.
pub const POSTS_PER_PAGE: u64 = 20;
/// Rows on one page of a list.
pub const ROWS_PER_PAGE: u64 = 20;
/// For how many days a refused reply stays on the topic's page for its author; later it is in her list only.
pub const REFUSED_SHOWN_DAYS: i64 = 30;

/// How fast one account may open topics: six at once, then one a minute.
pub const ASKING: Limit = Limit { action: "post", burst: 6.0, refill_ms: 60_000.0 };
/// How fast it may answer: six at once, then one every fifteen seconds.
pub const ANSWERING: Limit = Limit { action: "answer", burst: 6.0, refill_ms: 15_000.0 };

/// How fast one account may send what opens a topic, or an answer.
pub(super) fn pace(opening: bool) -> &'static Limit {
    if opening { &ASKING } else { &ANSWERING }
}

/// Whether what this person sends to a category is published at once whatever it holds: the texts of its
/// moderators are (see [`Rules::publishes_directly`]). `opening`: it opens a topic.
pub fn publishes_directly(actor: &Actor, opening: bool, category: &str) -> bool {
    let verb = if opening { Permission::StartWithoutReview } else { Permission::ReplyWithoutReview };
    let of_team = |member: &Member| member.role.is_staff() && !member.bounds.review_all();
    permits(actor, verb, Some(category)) && actor.member().is_some_and(of_team)
}

/// What administrators say of her texts in a category, whatever its mode: that they appear at once (the gate may still
/// hold one), or that they are read first. Nothing when they say nothing.
pub(super) fn said_of(actor: &Actor, opening: bool, category: &str) -> Option<bool> {
    let verb = if opening { Permission::StartWithoutReview } else { Permission::ReplyWithoutReview };
    let member = actor.member()?;
    if member.rules.forbids(category, member.role, verb) {
        return Some(false);
    }
    permits(actor, verb, Some(category)).then_some(true)
}

/// The member, if she may open topics or answer at all.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] for a guest, [`ErrorCode::Forbidden`] for a role that only reads.
pub fn can_write<'a>(actor: &'a Actor, opening: bool, category: &str) -> DomainResult<&'a Member> {
    require(actor, if opening { Permission::Start } else { Permission::Reply }, Some(category))
}

/// Whether this person may reply to a topic: to a published one every member; to her own while it waits, so
/// that she can add what she forgot.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] for a guest, [`ErrorCode::NotFound`] for a topic that she may not know of,
/// [`ErrorCode::TopicClosed`] when the team closed it, [`ErrorCode::Forbidden`] when nobody replies there.
pub fn can_reply(
    actor: &Actor,
    (state, closed): (PostState, bool),
    category: (&str, &Rules),
    author: Option<&MemberId>,
) -> DomainResult<()> {
    let (category, rules) = category;
    if !rules.admits(actor) || !can_see(actor, state, category, author) {
        return Err(DomainError::not_found());
    }
    let member = can_write(actor, false, category)?;
    let own = author == Some(&member.id);
    match state {
        PostState::Published if closed => Err(DomainError::new(ErrorCode::TopicClosed)),
        PostState::Published => Ok(()),
        PostState::Pending if own && !publishes_directly(actor, false, category) => Ok(()),
        _ => Err(DomainError::new(ErrorCode::Forbidden)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, Scope, testing::actor};

    #[test]
    fn replies_go_to_published_topics_and_to_ones_own_waiting_one() {
        use ErrorCode::*;
        let author = MemberId::trusted("author");
        let guest = Actor::Guest;
        let (own, other, team) =
            (actor("author", Role::Member), actor("other", Role::Member), actor("team", Role::Moderator));
        for state in PostState::ALL {
            let expected: [Option<ErrorCode>; 4] = match state {
                PostState::Published => [Some(SignInNeeded), None, None, None],
                PostState::Pending => [Some(NotFound), None, Some(NotFound), Some(Forbidden)],
                PostState::Vanished | PostState::Purged => [Some(NotFound); 4],
                _ => [Some(NotFound), Some(Forbidden), Some(NotFound), Some(Forbidden)],
            };
            for (who, expected) in [&guest, &own, &other, &team].into_iter().zip(expected) {
                let reply = |closed, audience: &str| {
                    let rules = Rules::of(audience, "all", (false, true), false);
                    let code = can_reply(who, (state, closed), ("unions", &rules), Some(&author));
                    code.err().map(|error| error.code)
                };
                assert_eq!(reply(false, "public"), expected, "{who:?} {state:?}");
                let closed = match (state, expected) {
                    (PostState::Published, None) => Some(TopicClosed),
                    _ => expected,
                };
                assert_eq!(reply(true, "public"), closed, "closed: {who:?} {state:?}");
                let is_team = who.member().is_some_and(|member| member.role == Role::Moderator);
                let hidden = if is_team { expected } else { Some(NotFound) };
                assert_eq!(reply(false, "staff"), hidden, "for the team alone: {who:?} {state:?}");
            }
        }
    }

    #[test]
    fn only_the_team_publishes_directly() {
        let scoped = Actor::Member(Member {
            scope: Scope::Categories(vec!["unions".into()]),
            ..actor("a", Role::Moderator).member().cloned().expect("a member")
        });
        for opening in [true, false] {
            assert!(!publishes_directly(&Actor::Guest, opening, "unions"));
            for role in Role::ALL {
                let team = matches!(role, Role::Moderator | Role::LeadModerator | Role::Admin);
                assert_eq!(publishes_directly(&actor("a", role), opening, "unions"), team, "{role:?}");
            }
            assert!(publishes_directly(&scoped, opening, "unions"));
            assert!(!publishes_directly(&scoped, opening, "poverty"));
        }
        assert!(can_write(&actor("a", Role::Auditor), true, "unions").is_err());
    }
}
