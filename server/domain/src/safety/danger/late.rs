//! Cases that wait longer than somebody said they would: nobody took one in hand in the time that was promised, or the
//! next step was due and nobody did anything.

use std::collections::BTreeMap;

use entity::safety::{safety_case, safety_log};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{OPEN, Step};
use crate::DomainResult;

/// A line of a case's log, as far as it says what is due.
struct Done {
    step: Option<Step>,
    at: i64,
    next_at: Option<i64>,
}

/// Since when a case waits too long, if it does. `log`: oldest first.
fn since(due_at: Option<i64>, acknowledged: bool, log: &[Done], now: i64) -> Option<i64> {
    let promised = due_at.filter(|due| !acknowledged && *due < now);
    // What is noted last counts, and whatever was done after the hour was the step. That somebody looked is none.
    let step = log.iter().rev().find(|line| line.step == Some(Step::Noted)).and_then(|line| line.next_at);
    let step = step.filter(|due| *due < now);
    let step = step.filter(|due| {
        !log.iter().any(|line| line.at >= *due && line.step.is_some_and(|step| step != Step::ContactRead))
    });
    Ord::max(promised, step)
}

/// Open cases that wait too long, with since when.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn late<C: ConnectionTrait>(db: &C, now: i64) -> DomainResult<BTreeMap<String, i64>> {
    let open: Vec<(String, Option<i64>, Option<i64>)> = safety_case::Entity::find()
        .select_only()
        .columns([safety_case::Column::Id, safety_case::Column::DueAt, safety_case::Column::AcknowledgedAt])
        .filter(safety_case::Column::State.eq(OPEN))
        .into_tuple()
        .all(db)
        .await?;
    if open.is_empty() {
        return Ok(BTreeMap::new());
    }
    let lines: Vec<(String, String, i64, Option<i64>)> = safety_log::Entity::find()
        .select_only()
        .columns([
            safety_log::Column::CaseId,
            safety_log::Column::Action,
            safety_log::Column::At,
            safety_log::Column::NextAt,
        ])
        .filter(safety_log::Column::CaseId.is_in(open.iter().map(|(id, ..)| id.as_str())))
        .order_by_asc(safety_log::Column::At)
        .order_by_asc(safety_log::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let mut logs: BTreeMap<String, Vec<Done>> = BTreeMap::new();
    for (case, step, at, next_at) in lines {
        logs.entry(case).or_default().push(Done { step: Step::parse(&step), at, next_at });
    }
    let waits = |(id, due_at, acknowledged_at): (String, Option<i64>, Option<i64>)| {
        let log = logs.remove(&id).unwrap_or_default();
        Some((id, since(due_at, acknowledged_at.is_some(), &log, now)?))
    };
    Ok(open.into_iter().filter_map(waits).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_and_a_step_are_due_until_somebody_did_something() {
        let noted = |at, next_at| Done { step: Some(Step::Noted), at, next_at };
        let done = |step, at| Done { step: Some(step), at, next_at: None };
        let table = [
            // promised until, in hand, log, since when too long
            (Some(30), false, vec![], 30, None),
            (Some(30), false, vec![], 31, Some(30)),
            (Some(30), true, vec![], 31, None),
            (None, false, vec![], 99, None),
            (None, true, vec![noted(1, Some(60))], 60, None),
            (None, true, vec![noted(1, Some(60))], 61, Some(60)),
            (None, true, vec![noted(1, Some(60)), done(Step::ContactRead, 61)], 62, Some(60)),
            (None, true, vec![noted(1, Some(60)), done(Step::Levelled, 59)], 62, Some(60)),
            (None, true, vec![noted(1, Some(60)), done(Step::Levelled, 61)], 62, None),
            (None, true, vec![noted(1, Some(60)), noted(2, None)], 62, None),
            (None, true, vec![noted(1, Some(60)), noted(61, Some(90))], 91, Some(90)),
            (Some(30), false, vec![noted(1, Some(60))], 61, Some(60)),
        ];
        for (n, (due, in_hand, log, now, expected)) in table.into_iter().enumerate() {
            assert_eq!(since(due, in_hand, &log, now), expected, "row {n}");
        }
    }
}
