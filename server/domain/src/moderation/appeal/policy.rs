//! When an appeal is possible, and who decides it: pure functions.

use contract::{ErrorCode, ids::MemberId};

use super::Decision;
use crate::{DomainError, DomainResult};

/// How long after a decision she may appeal: 30 days.
pub const WITHIN_MS: i64 = 30 * 86_400_000;
/// By when she has an answer: 7 days.
pub const ANSWERED_MS: i64 = 7 * 86_400_000;
/// How long a text may be hidden before that itself can be appealed against.
pub const HELD_MS: i64 = 86_400_000;

/// Whether something that was decided at `at` can be appealed against `now`. What is hidden still is decided on still:
/// that can be appealed against for as long as it is.
pub fn may_appeal(decision: Decision, at: i64, appealed: bool, now: i64) -> bool {
    let age = now - at;
    let in_time = if decision == Decision::Held { age > HELD_MS } else { age <= WITHIN_MS };
    !appealed && in_time
}

/// Until when, where that has an end.
pub fn appeal_ends(decision: Decision, at: i64) -> Option<i64> {
    (decision != Decision::Held).then_some(at + WITHIN_MS)
}

/// Whether an appeal had to be answered before now.
pub fn is_overdue(due_at: i64, decided_at: Option<i64>, now: i64) -> bool {
    decided_at.unwrap_or(now) > due_at
}

/// Whether somebody may decide on an appeal: not whose it is, nor anybody who took part in the decision (who decided,
/// who confirmed, who reported, who asked not to see it).
///
/// # Errors
/// [`ErrorCode::NotFound`] for whoever appealed: at the desk she knows of nothing; [`ErrorCode::Forbidden`].
pub fn may_decide(me: &MemberId, author: &str, took_part: &[String]) -> DomainResult<()> {
    if me.as_str() == author {
        return Err(DomainError::not_found());
    }
    if took_part.iter().any(|one| one == me.as_str()) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_days_once_and_a_day_for_what_is_only_hidden() {
        let day = 86_400_000;
        for decision in [Decision::Sanction, Decision::Removal, Decision::Rejection] {
            // age in days, appealed before, may she
            for (age, appealed, may) in
                [(0, false, true), (30, false, true), (31, false, false), (1, true, false)]
            {
                assert_eq!(may_appeal(decision, 5, appealed, 5 + age * day), may, "{decision:?} {age}");
            }
        }
        for (age, may) in [(0, false), (HELD_MS, false), (HELD_MS + 1, true), (WITHIN_MS + 1, true)] {
            assert_eq!(may_appeal(Decision::Held, 0, false, age), may, "held {age}");
            assert!(!may_appeal(Decision::Held, 0, true, age), "once");
        }
        assert_eq!(appeal_ends(Decision::Held, 5), None, "as long as it is hidden");
        assert_eq!(appeal_ends(Decision::Removal, 5), Some(5 + WITHIN_MS));
    }

    #[test]
    fn seven_days_for_an_answer() {
        for (decided, now, overdue) in
            [(None, 10, false), (None, 11, true), (Some(10), 99, false), (Some(11), 99, true)]
        {
            assert_eq!(is_overdue(10, decided, now), overdue, "{decided:?} {now}");
        }
    }

    #[test]
    fn nobody_decides_who_took_part() {
        let code = |me: &str, took: &[&str]| {
            let took: Vec<String> = took.iter().map(|one| (*one).to_owned()).collect();
            may_decide(&MemberId::trusted(me), "her", &took).err().map(|error| error.code)
        };
        for (me, took, expected) in [
            ("lead", &[][..], None),
            ("lead", &["other"][..], None),
            ("lead", &["other", "lead"][..], Some(ErrorCode::Forbidden)),
            ("her", &[][..], Some(ErrorCode::NotFound)),
            ("her", &["her"][..], Some(ErrorCode::NotFound)),
        ] {
            assert_eq!(code(me, took), expected, "{me} {took:?}");
        }
    }
}
