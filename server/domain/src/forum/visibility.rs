//! Who sees what. The only place that knows: every list, counter, page and search asks here, either the
//! function or the condition, and a test holds the two together.

use contract::ids::MemberId;
use entity::forum::{post, topic};
use sea_orm::{
    Condition, ExprTrait, IntoSimpleExpr,
    sea_query::{Expr, SimpleExpr},
};

use super::PostState;
use crate::Actor;

/// Whether this person sees a post (or topic) in this state, written by `author`.
pub fn can_see(actor: &Actor, state: PostState, author: Option<&MemberId>) -> bool {
    match state {
        PostState::Published => true,
        PostState::Purged => false,
        PostState::Pending
        | PostState::ChangesRequested
        | PostState::Rejected
        | PostState::Held
        | PostState::Removed
        | PostState::Withdrawn => {
            actor.is_moderator() || actor.member_id().is_some_and(|member| Some(member) == author)
        }
    }
}

/// The state as a literal, not a parameter: only so can the planner match the partial indexes.
pub(crate) fn literal(state: PostState) -> SimpleExpr {
    Expr::Constant(state.as_str().into())
}

fn condition<C: IntoSimpleExpr + Copy>(actor: &Actor, state: C, author: C) -> Condition {
    let state = || state.into_simple_expr();
    let published = state().eq(literal(PostState::Published));
    let Some(member) = actor.member() else { return Condition::all().add(published) };
    let kept = state().ne(literal(PostState::Purged));
    if actor.is_moderator() {
        return Condition::all().add(kept);
    }
    let own = Condition::all().add(author.into_simple_expr().eq(member.id.as_str())).add(kept);
    Condition::any().add(published).add(own)
}

/// Posts that this person sees, as far as the post itself goes (see [`visible_in_forum`]).
pub fn visible_posts(actor: &Actor) -> Condition {
    condition(actor, post::Column::State, post::Column::AuthorId)
}

/// Topics that this person sees.
pub fn visible_topics(actor: &Actor) -> Condition {
    condition(actor, topic::Column::State, topic::Column::AuthorId)
}

/// Posts that this person sees in topics that she sees; the query joins `topic`.
pub fn visible_in_forum(actor: &Actor) -> Condition {
    Condition::all().add(visible_posts(actor)).add(visible_topics(actor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Member, Role};

    fn actor(id: &str, role: Role) -> Actor {
        Actor::Member(Member::new(MemberId::trusted(id), id, role))
    }

    #[test]
    fn the_whole_table() {
        use PostState::*;
        let author = MemberId::trusted("author");
        // state, guest, another member, the author, a moderator
        let table = [
            (Pending, false, false, true, true),
            (ChangesRequested, false, false, true, true),
            (Rejected, false, false, true, true),
            (Published, true, true, true, true),
            (Held, false, false, true, true),
            (Removed, false, false, true, true),
            (Withdrawn, false, false, true, true),
            (Purged, false, false, false, false),
        ];
        assert_eq!(table.len(), PostState::ALL.len());
        for (state, guest, other, own, moderator) in table {
            let seen = |actor: &Actor| can_see(actor, state, Some(&author));
            assert_eq!(seen(&Actor::Guest), guest, "guest {state:?}");
            assert_eq!(seen(&actor("other", Role::Member)), other, "other {state:?}");
            assert_eq!(seen(&actor("author", Role::Member)), own, "author {state:?}");
            assert_eq!(seen(&actor("reader", Role::Moderator)), moderator, "moderator {state:?}");
            assert_eq!(seen(&actor("admin", Role::Admin)), moderator, "admin {state:?}");
            assert_eq!(
                can_see(&actor("other", Role::Member), state, None),
                state == Published,
                "orphan {state:?}"
            );
        }
    }
}
