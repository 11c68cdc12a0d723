//! Questions that wait too long: half an hour where somebody may be in danger, else as long as anything else that the team
//! has to read.

use std::collections::HashMap;

use entity::ask::{ask_message, ask_question};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr,
};

use super::{OPEN, key::is_for_few};
use crate::{
    DomainResult,
    duty::{Roster, is_overdue},
};

/// For how long a question in which somebody may be in danger may wait.
const DANGER_MS: i64 = 30 * 60_000;
/// Questions of each kind in one go.
const MOST: u64 = 1_000;

/// A question that waits too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Late {
    /// Identifier.
    pub(crate) id: String,
    /// Whether somebody may be in danger.
    pub(crate) danger: bool,
    /// Whether few of the team read it.
    pub(crate) for_few: bool,
    /// When the team was reminded since it waits.
    pub(crate) reminded_at: Option<i64>,
    /// What is noted, also of an earlier time that it waited.
    noted: Option<i64>,
}

/// Since when somebody waits. `said`: whether the team said it, and when. Where somebody may be in danger an answer
/// counts from the moment at which that was known.
fn since(waits: bool, danger_at: Option<i64>, said: &[(bool, i64)]) -> Option<i64> {
    let answered = said.iter().filter(|(team, _)| *team).map(|(_, at)| *at).max();
    let hers = said.iter().filter(|(team, at)| !team && answered.is_none_or(|answered| *at >= answered));
    let word = hers.map(|(_, at)| *at).min().filter(|_| waits);
    match danger_at {
        Some(danger) if waits => Some(word.map_or(danger, |word| Ord::max(word, danger))),
        Some(danger) => answered.is_none_or(|answered| answered < danger).then_some(danger),
        None => word,
    }
}

fn open() -> Select<ask_question::Entity> {
    ask_question::Entity::find()
        .filter(ask_question::Column::State.eq(OPEN))
        .order_by_asc(ask_question::Column::LastAt)
        .limit(MOST)
}

/// Questions that wait too long, those first in which somebody may be in danger. No text is read.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn late<C: ConnectionTrait>(db: &C, roster: &Roster, now: i64) -> DomainResult<Vec<Late>> {
    // By themselves: however many others are older, these do not stand behind them.
    let mut rows = open().filter(ask_question::Column::DangerAt.is_not_null()).all(db).await?;
    let quiet = open().filter(ask_question::Column::DangerAt.is_null());
    rows.extend(quiet.filter(ask_question::Column::Waits.eq(true)).all(db).await?);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let lines: Vec<(String, bool, i64)> = ask_message::Entity::find()
        .select_only()
        .columns([ask_message::Column::QuestionId, ask_message::Column::FromTeam, ask_message::Column::At])
        .filter(ask_message::Column::QuestionId.is_in(rows.iter().map(|row| row.id.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    let mut said: HashMap<String, Vec<(bool, i64)>> = HashMap::new();
    for (question, from_team, at) in lines {
        said.entry(question).or_default().push((from_team, at));
    }
    let is_late = |row: ask_question::Model| {
        let lines = said.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let since = since(row.waits, row.danger_at, lines)?;
        let danger = row.danger_at.is_some();
        let for_few = is_for_few(&row);
        let late = if danger { now - since > DANGER_MS } else { is_overdue(roster, since, now) };
        late.then(|| Late {
            id: row.id,
            danger,
            for_few,
            reminded_at: row.nagged_at.filter(|at| *at >= since),
            noted: row.nagged_at,
        })
    };
    Ok(rows.into_iter().filter_map(is_late).collect())
}

/// Notes that the team is reminded of one now. Answers whether no other server was faster.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn note_reminder<C: ConnectionTrait>(tx: &C, one: &Late, now: i64) -> DomainResult<bool> {
    let as_before = match one.noted {
        Some(at) => ask_question::Column::NaggedAt.eq(at),
        None => ask_question::Column::NaggedAt.is_null(),
    };
    let noted = ask_question::Entity::update_many()
        .col_expr(ask_question::Column::NaggedAt, Expr::value(now))
        .filter(ask_question::Column::Id.eq(one.id.as_str()))
        .filter(as_before)
        .exec(tx)
        .await?;
    Ok(noted.rows_affected > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether it waits, since when there is danger, who said something when; since when she waits.
    type Row = (bool, Option<i64>, &'static [(bool, i64)], Option<i64>);

    #[test]
    fn she_waits_since_her_first_word_that_nobody_answered() {
        const HER: bool = false;
        const TEAM: bool = true;
        let table: [Row; 9] = [
            (true, None, &[(HER, 1)], Some(1)),
            (true, None, &[(HER, 1), (HER, 5)], Some(1)),
            (false, None, &[(HER, 1), (TEAM, 5)], None),
            (true, None, &[(HER, 1), (TEAM, 5), (HER, 7), (HER, 9)], Some(7)),
            (true, Some(1), &[(HER, 1)], Some(1)),
            (true, Some(4), &[(HER, 1)], Some(4)),
            // Answered before anybody knew of the danger.
            (false, Some(9), &[(HER, 1), (TEAM, 5)], Some(9)),
            (false, Some(1), &[(HER, 1), (TEAM, 5)], None),
            (true, Some(1), &[(HER, 1), (TEAM, 5), (HER, 7)], Some(7)),
        ];
        for (n, (waits, danger, said, expected)) in table.into_iter().enumerate() {
            assert_eq!(since(waits, danger, said), expected, "row {n}");
        }
    }
}
