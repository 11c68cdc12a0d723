//! Who sees what. The only place that knows: every list, counter, page and search asks here, either the
//! function or the condition, and a test holds the two together.

use contract::ids::MemberId;
use entity::forum::{category, post, topic};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::{
    PostState,
    rules::{Audience, is_team, third_published},
};
use crate::{
    Actor, Member, Permission,
    moderation::{known_to, opened_by_known},
    permission::{Reach, permits, reach},
};

/// Whether this person sees a post (or topic) in this state, in a category that she reads ([`Audience::admits`]),
/// written by `author`.
pub fn can_see(actor: &Actor, state: PostState, category: &str, author: Option<&MemberId>) -> bool {
    match state {
        PostState::Published => true,
        PostState::Vanished | PostState::Purged => false,
        PostState::Pending
        | PostState::ChangesRequested
        | PostState::Rejected
        | PostState::Held
        | PostState::Removed
        | PostState::Withdrawn => {
            permits(actor, Permission::ReviewQueue, Some(category))
                || actor.member_id().is_some_and(|member| Some(member) == author)
        }
    }
}

/// The state as a literal, not a parameter: only so can the planner match the partial indexes.
pub(crate) fn literal(state: PostState) -> SimpleExpr {
    Expr::Constant(state.as_str().into())
}

/// Everything, own texts, or what lies where she reviews; `inside` makes a condition of categories.
fn condition<C: IntoSimpleExpr + Copy>(
    actor: &Actor,
    state: C,
    author: C,
    inside: impl FnOnce(&[String]) -> SimpleExpr,
) -> Condition {
    let state = || state.into_simple_expr();
    let published = state().eq(literal(PostState::Published));
    let Some(member) = actor.member() else { return Condition::all().add(published) };
    let kept = || state().is_not_in([literal(PostState::Vanished), literal(PostState::Purged)]);
    let own = Condition::all().add(author.into_simple_expr().eq(member.id.as_str())).add(kept());
    let some = Condition::any().add(published).add(own);
    if !permits(actor, Permission::ReviewQueue, None) {
        return some;
    }
    match reach(member, Permission::ReviewQueue) {
        Reach::Everywhere => Condition::all().add(kept()),
        Reach::Only(slugs) => some.add(Condition::all().add(inside(&slugs)).add(kept())),
        Reach::But(slugs) => some.add(Condition::all().add(inside(&slugs).not()).add(kept())),
    }
}

fn topics_inside(slugs: &[String]) -> SimpleExpr {
    topic::Column::Category.into_simple_expr().is_in(slugs)
}

/// The post's topic lies in one of the categories; the query need not join `topic`.
fn posts_inside(slugs: &[String]) -> SimpleExpr {
    // Asked of each post: as a list, SQLite reads all topics first.
    let its_topic = topic::Entity::find()
        .select_only()
        .expr(Expr::value(1))
        .filter(topic::Column::Id.into_simple_expr().eq(post::Column::TopicId.into_simple_expr()))
        .filter(topics_inside(slugs))
        .into_query();
    Expr::exists(its_topic)
}

/// Posts that this person reviews, whatever their state: those of her scope. Nothing is a permission by itself:
/// the caller asked for one.
#[allow(
    dead_code,
    reason = "the queue asks `moderation::sight`; rooms that look at posts themselves ask this"
)]
pub(crate) fn reviewed_posts(actor: &Actor) -> Condition {
    match actor.member().map(|member| reach(member, Permission::ReviewQueue)) {
        Some(Reach::Everywhere) => Condition::all(),
        Some(Reach::Only(slugs)) => Condition::all().add(posts_inside(&slugs)),
        Some(Reach::But(slugs)) => Condition::all().add(posts_inside(&slugs).not()),
        None => Condition::all().add(Expr::cust("1 = 0")),
    }
}

/// Categories that are closed to this person by their audience; nothing when none is.
fn closed_to(actor: &Actor) -> Option<Condition> {
    if is_team(actor) {
        return None;
    }
    let audience = || category::Column::Audience.into_simple_expr();
    let named = |audience: Audience| Expr::Constant(audience.as_str().into());
    Some(match actor.member() {
        None => Condition::all().add(audience().ne(named(Audience::Public))),
        Some(member) => Condition::all()
            .add(audience().is_not_in([named(Audience::Public), named(Audience::Members)]))
            .add(
                Condition::any()
                    .add(audience().ne(named(Audience::Approved)))
                    .add(Expr::exists(third_published(member)).not()),
            ),
    })
}

/// Categories that this person reads.
pub fn readable_categories(actor: &Actor) -> Condition {
    closed_to(actor).map_or_else(Condition::all, Condition::not)
}

/// Topics that lie in a category that this person reads, whatever their state. What is closed is excluded, so
/// that no index is walked category by category.
fn inside_audience(actor: &Actor) -> Option<SimpleExpr> {
    let closed = category::Entity::find()
        .select_only()
        .column(category::Column::Slug)
        .filter(closed_to(actor)?)
        .into_query();
    Some(topic::Column::Category.not_in_subquery(closed))
}

/// Topics in whose category this person reads, whatever their state: for what is told even of erased things.
pub(crate) fn in_audience(actor: &Actor) -> Condition {
    Condition::all().add_option(inside_audience(actor))
}

/// Somebody of the team who reads what others do not read yet, or not any more.
fn reviewer(actor: &Actor) -> Option<&Member> {
    actor.member().filter(|_| permits(actor, Permission::ReviewQueue, None))
}

/// Whether she said that she knows who wrote a post, as a column of the query that reads it: then she reads of it what
/// everybody reads (S6).
pub(crate) fn post_is_known(actor: &Actor) -> SimpleExpr {
    reviewer(actor)
        .map_or_else(|| Expr::cust("(1 = 0)"), |member| post::Column::Id.in_subquery(known_to(member)))
}

/// The same of who opened a topic.
pub(crate) fn topic_is_known(actor: &Actor) -> SimpleExpr {
    reviewer(actor).map_or_else(
        || Expr::cust("(1 = 0)"),
        |member| topic::Column::Id.in_subquery(opened_by_known(member)),
    )
}

/// Topics with which this person may do something for the team: not those that were opened by whom she knows.
pub(crate) fn of_strangers(actor: &Actor) -> Condition {
    let known = actor.member().map(opened_by_known);
    Condition::all().add_option(known.map(|known| topic::Column::Id.not_in_subquery(known)))
}

/// Posts that this person sees, as far as the post itself goes (see [`visible_in_forum`]).
pub fn visible_posts(actor: &Actor) -> Condition {
    let seen = condition(actor, post::Column::State, post::Column::AuthorId, posts_inside);
    let Some(member) = reviewer(actor) else { return seen };
    let published = post::Column::State.into_simple_expr().eq(literal(PostState::Published));
    let others = post::Column::Id.not_in_subquery(known_to(member));
    Condition::all().add(seen).add(Condition::any().add(published).add(others))
}

/// Topics that this person sees: by their state, and by the audience of their category.
pub fn visible_topics(actor: &Actor) -> Condition {
    let state = condition(actor, topic::Column::State, topic::Column::AuthorId, topics_inside);
    let others = reviewer(actor).map(|member| {
        let published = topic::Column::State.into_simple_expr().eq(literal(PostState::Published));
        let others = topic::Column::Id.not_in_subquery(opened_by_known(member));
        Condition::any().add(published).add(others)
    });
    Condition::all().add(state).add_option(inside_audience(actor)).add_option(others)
}

/// Topics that are published, for whoever reads their category.
pub(crate) fn published_topics() -> Condition {
    Condition::all().add(topic::Column::State.into_simple_expr().eq(literal(PostState::Published)))
}

/// Posts that this person sees in topics that she sees; the query joins `topic`.
pub fn visible_in_forum(actor: &Actor) -> Condition {
    Condition::all().add(visible_posts(actor)).add(visible_topics(actor))
}

/// Published topics that stand in lists: those that the team did not take out. Lists, feeds, counters and the search
/// ask this besides what a person sees; an address opens a topic without it.
pub(crate) fn listed_topics() -> Condition {
    published_topics().add(listed())
}

/// The same without the state, for queries that ask who sees a topic.
pub(crate) fn listed() -> SimpleExpr {
    topic::Column::UnlistedAt.is_null()
}

/// The states of a text that was public and is taken away.
const TAKEN: [PostState; 3] = [PostState::Held, PostState::Removed, PostState::Withdrawn];

/// Posts that keep their place in a topic for everybody who reads it: what is published, and what is taken away, of
/// which others read a word about why (see [`can_see`] for who reads the text).
pub(crate) fn standing_posts() -> Condition {
    let states =
        [PostState::Published, PostState::Held, PostState::Removed, PostState::Withdrawn].map(literal);
    Condition::all().add(post::Column::State.into_simple_expr().is_in(states))
}

/// Whether the query that reads posts of a category may hand out the text of one, as a condition of it.
pub(crate) fn text_of(actor: &Actor, category: &str) -> SimpleExpr {
    let published = post::Column::State.into_simple_expr().eq(literal(PostState::Published));
    match actor.member() {
        Some(member) if permits(actor, Permission::ReviewQueue, Some(category)) => {
            published.or(post::Column::Id.not_in_subquery(known_to(member)))
        }
        Some(member) => published.or(post::Column::AuthorId.into_simple_expr().eq(member.id.as_str())),
        None => published,
    }
}

/// Topics that this person can open: those that she sees, and those that were public and of which nothing but a
/// word about why it is taken away is left.
pub(crate) fn standing_topics(actor: &Actor) -> Condition {
    let was_public = Condition::all()
        .add(topic::Column::State.into_simple_expr().is_in(TAKEN.map(literal)))
        .add(topic::Column::LastPosition.gt(0))
        .add_option(inside_audience(actor));
    Condition::any().add(visible_topics(actor)).add(was_public)
}

/// Posts that keep a place in a topic that this person can open; the query joins `topic`.
pub(crate) fn standing_in_forum(actor: &Actor) -> Condition {
    let in_place = standing_posts().add(post::Column::Position.is_not_null());
    Condition::any()
        .add(visible_in_forum(actor))
        .add(Condition::all().add(in_place).add(standing_topics(actor)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Member, Role, Scope, testing::actor};

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
            (Vanished, false, false, false, false),
            (Purged, false, false, false, false),
        ];
        assert_eq!(table.len(), PostState::ALL.len());
        for (state, guest, other, own, moderator) in table {
            let seen = |actor: &Actor| can_see(actor, state, "unions", Some(&author));
            let scoped = |slug: &str| {
                let member = actor("scoped", Role::Moderator).member().cloned().expect("a member");
                Actor::Member(Member { scope: Scope::Categories(vec![slug.into()]), ..member })
            };
            let once = Member::new(MemberId::trusted("once"), "once", Role::Moderator);
            assert_eq!(seen(&Actor::Guest), guest, "guest {state:?}");
            assert_eq!(seen(&actor("author", Role::Member)), own, "author {state:?}");
            for role in Role::ALL {
                let team = matches!(role, Role::Moderator | Role::LeadModerator | Role::Admin);
                assert_eq!(
                    seen(&actor("other", role)),
                    if team { moderator } else { other },
                    "{role:?} {state:?}"
                );
            }
            assert_eq!(seen(&scoped("unions")), moderator, "in her category {state:?}");
            assert_eq!(seen(&scoped("poverty")), other, "in another category {state:?}");
            assert_eq!(seen(&Actor::Member(once)), other, "without a second factor {state:?}");
            assert_eq!(
                can_see(&actor("other", Role::Member), state, "unions", None),
                state == Published,
                "orphan {state:?}"
            );
        }
    }
}
