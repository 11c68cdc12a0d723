//! Texts that are taken away: by their author, by the team, or while they are looked at (S8).
//!
//! These are three marks on a post, and each side sets and clears its own alone. The state of the post follows from
//! them; what it is without them is kept in `base_state`. A topic whose opening post is taken away stays as long as
//! somebody's replies are there: its title goes with the post, and comes back with it.

mod all;
mod erase;
mod settle;
mod withdraw;

use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

pub use all::{Gone, withdraw_everything};
pub use erase::{KEPT_MS, sweep};
pub(crate) use settle::{has_visible_posts, put_title, settle, settle_without_title};
pub(crate) use withdraw::withdraw_in;
pub use withdraw::{UNDO_MS, may_undo, undo, withdraw};

use super::PostState;
use crate::{DomainResult, moderation::Reason};

/// What stands in the way of a text being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Its author has taken it away.
    Withdrawn,
    /// The team has.
    Removed,
    /// It is being looked at.
    Held,
}

/// The marks of a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub withdrawn: bool,
    pub removed: bool,
    pub held: bool,
}

impl Marks {
    /// As they are stored. A state without its mark counts as one: whoever set it may not have known them.
    pub(crate) fn of(post: &post::Model) -> Self {
        let state = PostState::parse(&post.state);
        Self {
            withdrawn: post.withdrawn_at.is_some() || state == PostState::Withdrawn,
            removed: post.removed_at.is_some() || state == PostState::Removed,
            held: post.held_at.is_some() || state == PostState::Held,
        }
    }

    fn with(self, mark: Mark, on: bool) -> Self {
        match mark {
            Mark::Withdrawn => Self { withdrawn: on, ..self },
            Mark::Removed => Self { removed: on, ..self },
            Mark::Held => Self { held: on, ..self },
        }
    }

    fn any(self) -> bool {
        self.withdrawn || self.removed || self.held
    }

    /// The state of a text with these marks. What its author took away is hers to have taken away, whatever the
    /// team did: that is what readers are told.
    pub(crate) fn state(self, base: PostState) -> PostState {
        match self {
            Self { withdrawn: true, .. } => PostState::Withdrawn,
            Self { removed: true, .. } => PostState::Removed,
            Self { held: true, .. } => PostState::Held,
            _ => base,
        }
    }
}

/// The state of a post without its marks.
pub(crate) fn base_of(post: &post::Model) -> PostState {
    match post.base_state.as_deref() {
        Some(base) => PostState::parse(base),
        None if Marks::of(post).any() => PostState::Published,
        None => PostState::parse(&post.state),
    }
}

/// Sets or clears a mark, and brings the topic, the counters and the search index in line. The caller holds the
/// topic's lock. Answers the post as it is now.
pub(crate) async fn mark(
    tx: &DatabaseTransaction,
    (post, topic): (&post::Model, &topic::Model),
    (mark, on): (Mark, bool),
    now: i64,
) -> DomainResult<post::Model> {
    let base = base_of(post);
    let marks = Marks::of(post).with(mark, on);
    let at = |is: bool, before: Option<i64>| if is { Some(before.unwrap_or(now)) } else { None };
    let after = post::Model {
        state: marks.state(base).as_str().to_owned(),
        base_state: marks.any().then(|| base.as_str().to_owned()),
        withdrawn_at: at(marks.withdrawn, post.withdrawn_at),
        removed_at: at(marks.removed, post.removed_at),
        held_at: at(marks.held, post.held_at),
        version: post.version + 1,
        ..post.clone()
    };
    let mut update = post::Entity::update_many();
    if mark == Mark::Held && !on && !marks.removed {
        // Why it was held is over with it.
        update = update.col_expr(post::Column::TakenReason, Expr::value(Option::<String>::None));
    }
    update
        .col_expr(post::Column::State, Expr::value(after.state.as_str()))
        .col_expr(post::Column::BaseState, Expr::value(after.base_state.as_deref()))
        .col_expr(post::Column::WithdrawnAt, Expr::value(after.withdrawn_at))
        .col_expr(post::Column::RemovedAt, Expr::value(after.removed_at))
        .col_expr(post::Column::HeldAt, Expr::value(after.held_at))
        .col_expr(post::Column::Version, Expr::value(after.version))
        .filter(post::Column::Id.eq(post.id.as_str()))
        .exec(tx)
        .await?;
    settle(tx, &topic.id).await?;
    Ok(after)
}

/// Why the team took a text away, with its words to the author; nothing when it is given back.
pub(crate) async fn set_why<C: ConnectionTrait>(
    tx: &C,
    post: &str,
    why: Option<(Reason, Option<&str>)>,
) -> DomainResult<()> {
    post::Entity::update_many()
        .col_expr(post::Column::TakenReason, Expr::value(why.map(|(reason, _)| reason.as_str())))
        .col_expr(post::Column::Note, Expr::value(why.and_then(|(_, note)| note)))
        .filter(post::Column::Id.eq(post))
        .exec(tx)
        .await?;
    Ok(())
}

/// Says, or forgets, why a text is held; its author alone reads it. What was written to her stays.
pub(crate) async fn set_held_why<C: ConnectionTrait>(
    tx: &C,
    post: &str,
    why: Option<Reason>,
) -> DomainResult<()> {
    post::Entity::update_many()
        .col_expr(post::Column::TakenReason, Expr::value(why.map(Reason::as_str)))
        .filter(post::Column::Id.eq(post))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_clears_its_own_mark_alone() {
        use PostState::{Held, Pending, Published, Removed, Withdrawn};
        // withdrawn, removed, held, state over a published text
        let table = [
            (false, false, false, Published),
            (true, false, false, Withdrawn),
            (false, true, false, Removed),
            (false, false, true, Held),
            (true, true, false, Withdrawn),
            (true, false, true, Withdrawn),
            (false, true, true, Removed),
            (true, true, true, Withdrawn),
        ];
        for (withdrawn, removed, held, expected) in table {
            let marks = Marks { withdrawn, removed, held };
            assert_eq!(marks.state(Published), expected, "{marks:?}");
            // She takes back what she did, and nothing else.
            let hers = marks.with(Mark::Withdrawn, false);
            assert_eq!((hers.removed, hers.held), (removed, held));
            let theirs = marks.with(Mark::Removed, false);
            assert_eq!((theirs.withdrawn, theirs.held), (withdrawn, held));
            assert!(!withdrawn || theirs.state(Published) == Withdrawn, "{marks:?}");
        }
        assert_eq!(Marks::default().state(Pending), Pending);
    }
}
