//! A poll as its reader sees it, and what decides who may do what with it.

use entity::forum::{poll, poll_option, poll_vote, post, topic};
use sea_orm::{
    DatabaseBackend, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationDef, Select,
    sea_query::{Expr, SimpleExpr},
};

use super::PostState;
use crate::{Actor, DomainResult, Permission, json, permission::permits, services::day_of};

/// From how many voters numbers are shown.
pub const SHOWN_FROM: i64 = 5;
const DAY_MS: i64 = 86_400_000;

/// An answer as this reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its number, from 1.
    pub n: i32,
    /// The answer.
    pub label: String,
    /// How many chose it, when that is shown.
    pub votes: Option<u64>,
    /// Whether the reader chose it.
    pub mine: bool,
}

/// A poll as this reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollView {
    /// The answers.
    pub choices: Vec<Choice>,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// Whether a vote may be changed.
    pub can_change: bool,
    /// ISO day after which nobody votes, once it is known.
    pub last_day: Option<String>,
    /// Whether nobody votes any more.
    pub over: bool,
    /// Whether the reader voted.
    pub voted: bool,
    /// How many voted, when that is shown.
    pub voters: Option<u64>,
    /// Whether numbers would be shown to her, were there enough of them.
    pub counted: bool,
    /// Whether she may vote now.
    pub can_vote: bool,
    /// Whether she may close it.
    pub can_close: bool,
    /// Whether she may change the answers.
    pub can_edit: bool,
}

/// An answer with its poll and its topic.
#[derive(FromQueryResult)]
pub(super) struct Row {
    pub multiple: bool,
    pub can_change: bool,
    pub days: Option<i32>,
    pub poll_closed: Option<i64>,
    pub voters: i64,
    pub n: i32,
    pub label: String,
    pub votes: i64,
    pub mine: bool,
    pub state: String,
    pub category: String,
    pub author_id: Option<String>,
    pub closed_at: Option<i64>,
    pub published_at: Option<i64>,
    /// Whether the reader is of the team and said that she knows who opened the topic.
    pub knows: bool,
}

/// What decides who may do what with a poll.
pub(super) struct Standing {
    pub state: PostState,
    pub is_author: bool,
    pub moderates: bool,
    pub over: bool,
    pub voters: i64,
}

impl Standing {
    pub fn can_close(&self) -> bool {
        self.state == PostState::Published && !self.over && (self.is_author || self.moderates)
    }

    /// Before the first vote: its author while nobody else sees it, a moderator always.
    pub fn can_edit(&self) -> bool {
        let still_waits = matches!(self.state, PostState::Pending | PostState::ChangesRequested);
        self.voters == 0 && !self.over && (self.moderates || (self.is_author && still_waits))
    }
}

/// How somebody stands to a poll.
pub(super) fn standing(actor: &Actor, row: &Row, now: i64) -> Standing {
    let ends = end_of(row.days, row.published_at);
    Standing {
        state: PostState::parse(&row.state),
        is_author: row.author_id.is_some()
            && actor.member_id().map(|id| id.as_str()) == row.author_id.as_deref(),
        moderates: !row.knows && permits(actor, Permission::Arrange, Some(&row.category)),
        over: row.poll_closed.is_some() || row.closed_at.is_some() || ends.is_some_and(|end| end <= now),
        voters: row.voters,
    }
}

/// The end counts from the publication: a text may wait for some days.
fn end_of(days: Option<i32>, published_at: Option<i64>) -> Option<i64> {
    days.zip(published_at).map(|(days, at)| at + i64::from(days) * DAY_MS)
}

/// The poll of a topic, with the topic's own query.
#[derive(FromQueryResult)]
pub(super) struct Beside {
    poll_multiple: Option<bool>,
    poll_change: Option<bool>,
    poll_days: Option<i32>,
    poll_closed: Option<i64>,
    poll_voters: Option<i64>,
    poll_choices: Option<String>,
    asked_at: Option<i64>,
    state: String,
    category: String,
    author_id: Option<String>,
    closed_at: Option<i64>,
    knows: bool,
}

impl Beside {
    /// Adds a topic's poll to a query on topics that has its state, category, author and end, and whether its author is
    /// known to the reader. What has no poll has no answers.
    pub(super) fn columns(
        query: Select<topic::Entity>,
        backend: DatabaseBackend,
        actor: &Actor,
    ) -> Select<topic::Entity> {
        let option = |column| Expr::col((poll_option::Entity, column));
        let id = || Expr::col((topic::Entity, topic::Column::Id));
        let choice = [
            option(poll_option::Column::N),
            option(poll_option::Column::Label),
            option(poll_option::Column::Votes),
            json::flag(mine(actor)),
        ];
        let choices = poll_option::Entity::find()
            .select_only()
            .expr(json::text_of(json::rows(backend, choice)))
            .filter(option(poll_option::Column::TopicId).eq(id()))
            .into_query();
        let asked_at = post::Entity::find()
            .select_only()
            .column(post::Column::PublishedAt)
            .filter(
                Expr::col((post::Entity, post::Column::Id))
                    .eq(Expr::col((topic::Entity, topic::Column::OpeningPostId))),
            )
            .into_query();
        let of_topic: RelationDef =
            topic::Entity::belongs_to(poll::Entity).from(topic::Column::Id).to(poll::Column::TopicId).into();
        query
            .join(JoinType::LeftJoin, of_topic)
            .column_as(poll::Column::Multiple, "poll_multiple")
            .column_as(poll::Column::CanChange, "poll_change")
            .column_as(poll::Column::Days, "poll_days")
            .column_as(poll::Column::ClosedAt, "poll_closed")
            .column_as(poll::Column::Voters, "poll_voters")
            .expr_as(SimpleExpr::SubQuery(None, Box::new(choices.into())), "poll_choices")
            .expr_as(SimpleExpr::SubQuery(None, Box::new(asked_at.into())), "asked_at")
    }

    /// The poll as this reader sees it.
    ///
    /// # Errors
    /// A defect of ours, when the answers cannot be read.
    pub(super) fn view(self, actor: &Actor, now: i64) -> DomainResult<Option<PollView>> {
        let (Some(multiple), Some(can_change), Some(voters)) =
            (self.poll_multiple, self.poll_change, self.poll_voters)
        else {
            return Ok(None);
        };
        let mut choices: Vec<(i32, String, i64, i32)> = json::read(self.poll_choices.as_deref())?;
        choices.sort_by_key(|choice| choice.0);
        let rows: Vec<Row> = choices
            .into_iter()
            .map(|(n, label, votes, mine)| Row {
                multiple,
                can_change,
                days: self.poll_days,
                poll_closed: self.poll_closed,
                voters,
                n,
                label,
                votes,
                mine: mine == 1,
                state: self.state.clone(),
                category: self.category.clone(),
                author_id: self.author_id.clone(),
                closed_at: self.closed_at,
                published_at: self.asked_at,
                knows: self.knows,
            })
            .collect();
        Ok(shown(&rows, actor, now))
    }
}

/// Whether whoever asks chose an answer, for the answer of the query around.
pub(super) fn mine(actor: &Actor) -> SimpleExpr {
    let option = |column| Expr::col((poll_option::Entity, column));
    actor.member().map_or_else(
        || Expr::cust("1 = 0"),
        |member| {
            let vote = |column| Expr::col((poll_vote::Entity, column));
            Expr::exists(
                poll_vote::Entity::find()
                    .select_only()
                    .expr(Expr::cust("1"))
                    .filter(vote(poll_vote::Column::TopicId).eq(option(poll_option::Column::TopicId)))
                    .filter(vote(poll_vote::Column::N).eq(option(poll_option::Column::N)))
                    .filter(vote(poll_vote::Column::MemberId).eq(member.id.as_str()))
                    .into_query(),
            )
        },
    )
}

/// The poll of a topic that this person sees, from its answers in their order.
fn shown(rows: &[Row], actor: &Actor, now: i64) -> Option<PollView> {
    rows.first().map(|first| {
        let standing = standing(actor, first, now);
        let voted = rows.iter().any(|row| row.mine);
        let counted = voted || standing.over;
        let shown = counted && first.voters >= SHOWN_FROM;
        let may_vote = permits(actor, Permission::Poll, Some(&first.category));
        PollView {
            choices: rows
                .iter()
                .map(|row| Choice {
                    n: row.n,
                    label: row.label.clone(),
                    votes: u64::try_from(row.votes).ok().filter(|_| shown),
                    mine: row.mine,
                })
                .collect(),
            multiple: first.multiple,
            can_change: first.can_change,
            last_day: end_of(first.days, first.published_at).map(day_of),
            over: standing.over,
            voted,
            voters: u64::try_from(first.voters).ok().filter(|_| shown),
            counted,
            can_vote: may_vote
                && standing.state == PostState::Published
                && !standing.over
                && (!voted || first.can_change),
            can_close: standing.can_close(),
            can_edit: standing.can_edit(),
        }
    })
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_freeze_with_the_first_vote() {
        let standing = |state, is_author, moderates, over, voters| Standing {
            state,
            is_author,
            moderates,
            over,
            voters,
        };
        use PostState::{Pending, Published};
        assert!(standing(Pending, true, false, false, 0).can_edit());
        assert!(!standing(Published, true, false, false, 0).can_edit());
        assert!(standing(Published, false, true, false, 0).can_edit());
        assert!(!standing(Published, false, true, false, 1).can_edit());
        assert!(!standing(Pending, false, false, false, 0).can_edit());
        assert!(standing(Published, true, false, false, 9).can_close());
        assert!(!standing(Published, false, false, false, 9).can_close());
        assert!(!standing(Published, true, true, true, 9).can_close());
    }
}
