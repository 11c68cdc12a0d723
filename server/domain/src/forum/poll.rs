//! A question with a choice of answers, one for a topic at most. Who chose what is nobody's business: numbers are
//! shown after one's own vote or at the end, and never while fewer than [`SHOWN_FROM`] have voted.

use std::collections::BTreeSet;

use contract::{ErrorCode, FieldCode, ids::TopicId};
use entity::forum::{poll, poll_option, poll_vote, post, topic};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, FromQueryResult, JoinType,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};

use super::{
    PostState,
    new_poll::{labels, put_labels},
    visibility::visible_topics,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    moderation::log::{self, Action, Entry},
    permission::{permits, require},
    services::day_of,
};

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

#[derive(FromQueryResult)]
struct Row {
    multiple: bool,
    can_change: bool,
    days: Option<i32>,
    poll_closed: Option<i64>,
    voters: i64,
    n: i32,
    label: String,
    votes: i64,
    mine: bool,
    state: String,
    category: String,
    author_id: Option<String>,
    closed_at: Option<i64>,
    published_at: Option<i64>,
}

/// What decides who may do what with a poll.
struct Standing {
    state: PostState,
    is_author: bool,
    moderates: bool,
    over: bool,
    voters: i64,
}

impl Standing {
    fn can_close(&self) -> bool {
        self.state == PostState::Published && !self.over && (self.is_author || self.moderates)
    }

    /// Before the first vote: its author while nobody else sees it, a moderator always.
    fn can_edit(&self) -> bool {
        let still_waits = matches!(self.state, PostState::Pending | PostState::ChangesRequested);
        self.voters == 0 && !self.over && (self.moderates || (self.is_author && still_waits))
    }
}

fn standing(actor: &Actor, row: &Row, now: i64) -> Standing {
    let ends = end_of(row.days, row.published_at);
    Standing {
        state: PostState::parse(&row.state),
        is_author: row.author_id.is_some()
            && actor.member_id().map(|id| id.as_str()) == row.author_id.as_deref(),
        moderates: permits(actor, Permission::Arrange, Some(&row.category)),
        over: row.poll_closed.is_some() || row.closed_at.is_some() || ends.is_some_and(|end| end <= now),
        voters: row.voters,
    }
}

/// The end counts from the publication: a text may wait for some days.
fn end_of(days: Option<i32>, published_at: Option<i64>) -> Option<i64> {
    days.zip(published_at).map(|(days, at)| at + i64::from(days) * DAY_MS)
}

/// Whether a topic has a poll, as a column of a query on topics.
pub(super) fn exists() -> SimpleExpr {
    Expr::exists(
        poll::Entity::find()
            .select_only()
            .expr(Expr::cust("1"))
            .filter(
                Expr::col((poll::Entity, poll::Column::TopicId))
                    .eq(Expr::col((topic::Entity, topic::Column::Id))),
            )
            .into_query(),
    )
}

async fn rows<C: ConnectionTrait>(db: &C, actor: &Actor, topic: &TopicId) -> DomainResult<Vec<Row>> {
    let option = |column| Expr::col((poll_option::Entity, column));
    let mine = actor.member().map_or_else(
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
    );
    Ok(poll_option::Entity::find()
        .select_only()
        .columns([poll_option::Column::N, poll_option::Column::Label, poll_option::Column::Votes])
        .columns([poll::Column::Multiple, poll::Column::CanChange, poll::Column::Days, poll::Column::Voters])
        .column_as(poll::Column::ClosedAt, "poll_closed")
        .columns([
            topic::Column::State,
            topic::Column::Category,
            topic::Column::AuthorId,
            topic::Column::ClosedAt,
        ])
        .column(post::Column::PublishedAt)
        .expr_as(mine, "mine")
        .join(
            JoinType::InnerJoin,
            poll_option::Entity::belongs_to(poll::Entity)
                .from(poll_option::Column::TopicId)
                .to(poll::Column::TopicId)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            poll_option::Entity::belongs_to(topic::Entity)
                .from(poll_option::Column::TopicId)
                .to(topic::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            topic::Entity::belongs_to(post::Entity)
                .from(topic::Column::OpeningPostId)
                .to(post::Column::Id)
                .into(),
        )
        .filter(poll_option::Column::TopicId.eq(topic.as_str()))
        .filter(visible_topics(actor))
        .order_by_asc(poll_option::Column::N)
        .into_model::<Row>()
        .all(db)
        .await?)
}

/// The poll of a topic that this person sees; one query.
pub(super) async fn read<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    topic: &TopicId,
    now: i64,
) -> DomainResult<Option<PollView>> {
    let rows = rows(db, actor, topic).await?;
    Ok(rows.first().map(|first| {
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
    }))
}

/// A poll under its lock, with who asks.
async fn locked<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    topic: &TopicId,
    now: i64,
) -> DomainResult<(&'a Member, Vec<Row>, Standing)> {
    let member = actor.require_member()?;
    poll::Entity::find_by_id(topic.as_str()).lock_exclusive().one(tx).await?;
    let rows = rows(tx, actor, topic).await?;
    let first = rows.first().ok_or_else(DomainError::not_found)?;
    let standing = standing(actor, first, now);
    Ok((member, rows, standing))
}

/// Votes, or votes anew: what she chose before is replaced. The same vote twice is one.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a poll that she may not know of; `Forbidden` when it is over or her vote stays;
/// refused choices.
pub async fn vote(
    services: &Services,
    actor: &Actor,
    topic: &TopicId,
    chosen: &[String],
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, rows, standing) = locked(&tx, actor, topic, now).await?;
    let Some(first) = rows.first() else { return Err(DomainError::not_found()) };
    require(actor, Permission::Poll, Some(&first.category))?;
    let chosen: BTreeSet<i32> = chosen
        .iter()
        .map(|text| text.parse().ok().filter(|n| rows.iter().any(|row| row.n == *n)))
        .collect::<Option<_>>()
        .ok_or_else(|| DomainError::field("choice", FieldCode::UnknownChoice))?;
    match chosen.len() {
        0 => return Err(DomainError::field("choice", FieldCode::Required)),
        1 => {}
        _ if first.multiple => {}
        _ => return Err(DomainError::field("choice", FieldCode::UnknownChoice)),
    }
    let before: BTreeSet<i32> = rows.iter().filter(|row| row.mine).map(|row| row.n).collect();
    if before == chosen {
        return Ok(());
    }
    if standing.state != PostState::Published || standing.over || (!before.is_empty() && !first.can_change) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    poll_vote::Entity::delete_many()
        .filter(poll_vote::Column::TopicId.eq(topic.as_str()))
        .filter(poll_vote::Column::MemberId.eq(member.id.as_str()))
        .exec(&tx)
        .await?;
    let votes = chosen.iter().map(|n| poll_vote::ActiveModel {
        topic_id: Set(topic.as_str().to_owned()),
        member_id: Set(member.id.as_str().to_owned()),
        n: Set(*n),
    });
    poll_vote::Entity::insert_many(votes).exec_without_returning(&tx).await?;
    for n in before.symmetric_difference(&chosen) {
        let more = if chosen.contains(n) { 1 } else { -1 };
        poll_option::Entity::update_many()
            .col_expr(poll_option::Column::Votes, Expr::col(poll_option::Column::Votes).add(more))
            .filter(poll_option::Column::TopicId.eq(topic.as_str()))
            .filter(poll_option::Column::N.eq(*n))
            .exec(&tx)
            .await?;
    }
    if before.is_empty() {
        poll::Entity::update_many()
            .col_expr(poll::Column::Voters, Expr::col(poll::Column::Voters).add(1))
            .filter(poll::Column::TopicId.eq(topic.as_str()))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends a poll: its author, or a moderator of its category. Closing twice is closing once.
///
/// # Errors
/// `SignInNeeded`; `NotFound`; `Forbidden`.
pub async fn close_poll(services: &Services, actor: &Actor, topic: &TopicId) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, rows, standing) = locked(&tx, actor, topic, now).await?;
    if !standing.is_author && !standing.moderates {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if !standing.can_close() {
        return Ok(());
    }
    poll::Entity::update_many()
        .col_expr(poll::Column::ClosedAt, Expr::value(now))
        .filter(poll::Column::TopicId.eq(topic.as_str()))
        .exec(&tx)
        .await?;
    if let Some(row) = rows.first().filter(|_| !standing.is_author) {
        let entry = Entry::of_topic(topic.as_str(), &row.category, Action::ClosePoll, "open");
        log::record(&tx, member, &entry, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Puts other answers into a poll for which nobody has voted yet.
///
/// # Errors
/// `SignInNeeded`; `NotFound`; `Forbidden` after the first vote, or when it is not hers to change; refused answers.
pub async fn change_poll(
    services: &Services,
    actor: &Actor,
    topic: &TopicId,
    choices: &str,
) -> DomainResult<()> {
    let now = services.now_ms();
    actor.require_voice()?;
    let mut errors = Vec::new();
    let tx = services.db.begin().await?;
    let (member, rows, standing) = locked(&tx, actor, topic, now).await?;
    if !standing.can_edit() {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let labels = labels("choices", choices, &mut errors);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    poll_option::Entity::delete_many()
        .filter(poll_option::Column::TopicId.eq(topic.as_str()))
        .exec(&tx)
        .await?;
    put_labels(&tx, topic.as_str(), labels).await?;
    if let Some(row) = rows.first().filter(|_| !standing.is_author) {
        let entry = Entry::of_topic(topic.as_str(), &row.category, Action::ChangePoll, "open");
        log::record(&tx, member, &entry, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The answers of the polls of these topics, for whoever reads them before they are public.
pub(crate) async fn choices_of<C: ConnectionTrait>(
    db: &C,
    topics: &[String],
) -> DomainResult<std::collections::HashMap<String, Vec<String>>> {
    let mut all: std::collections::HashMap<String, Vec<String>> = std::collections::HashMap::new();
    if topics.is_empty() {
        return Ok(all);
    }
    let rows = poll_option::Entity::find()
        .filter(poll_option::Column::TopicId.is_in(topics.iter().map(String::as_str)))
        .order_by_asc(poll_option::Column::TopicId)
        .order_by_asc(poll_option::Column::N)
        .all(db)
        .await?;
    for row in rows {
        all.entry(row.topic_id).or_default().push(row.label);
    }
    Ok(all)
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
