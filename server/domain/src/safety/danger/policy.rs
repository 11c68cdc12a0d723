//! What holds for cases of danger: pure functions.

use contract::{ErrorCode, ids::MemberId};
use entity::safety::disclosure;

use crate::{DomainError, DomainResult};

/// Within which time somebody should have a case in hand, while somebody is there who may act on it.
pub const ACKNOWLEDGE_MS: i64 = 30 * 60_000;
/// How long a request to tell somebody outside waits for a second person.
const WAITS_MS: i64 = 24 * 3_600_000;

/// How a case stands against its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Somebody has it in hand, in time or where no time was promised.
    InHand,
    /// Somebody has it in hand, later than promised.
    InHandLate,
    /// Nobody has; there are as many minutes left.
    Left(i64),
    /// Nobody has, and the time is over by as many minutes.
    Late(i64),
    /// Nobody has, and nobody who may act on it was there when it was opened: nothing was promised.
    Unstaffed,
}

/// How a case stands against its clock. All in UTC milliseconds.
pub fn clock(due_at: Option<i64>, acknowledged_at: Option<i64>, now: i64) -> Clock {
    match (due_at, acknowledged_at) {
        (Some(due), Some(at)) if at > due => Clock::InHandLate,
        (_, Some(_)) => Clock::InHand,
        (Some(due), None) if now > due => Clock::Late((now - due) / 60_000),
        (Some(due), None) => Clock::Left((due - now) / 60_000),
        (None, None) => Clock::Unstaffed,
    }
}

/// How a request to tell somebody outside stands. It counts only once it is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosureState {
    /// It waits for a second person.
    Waiting,
    /// Nobody confirmed it within a day.
    Lapsed,
    /// It was refused, or taken back.
    Refused,
    /// Two persons stand behind it.
    Confirmed,
}

impl DisclosureState {
    /// How a request stands at this moment.
    pub fn of(row: &disclosure::Model, now: i64) -> Self {
        match (row.confirmed_at, row.refused_at) {
            (Some(_), _) => Self::Confirmed,
            (None, Some(_)) => Self::Refused,
            (None, None) if now - row.asked_at <= WAITS_MS => Self::Waiting,
            (None, None) => Self::Lapsed,
        }
    }
}

/// Whether this person may be the second one.
///
/// # Errors
/// [`ErrorCode::Conflict`] when it does not wait; [`ErrorCode::Forbidden`] for whoever asked, and where nobody knows
/// any more who that was.
pub fn may_confirm(row: &disclosure::Model, me: &MemberId, now: i64) -> DomainResult<()> {
    if DisclosureState::of(row, now) != DisclosureState::Waiting {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    match row.asked_by.as_deref() {
        Some(first) if first != me.as_str() => Ok(()),
        _ => Err(DomainError::new(ErrorCode::Forbidden)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_only_where_somebody_was_there() {
        const MINUTE: i64 = 60_000;
        let table = [
            (Some(30), None, 0, Clock::Left(30)),
            (Some(30), None, 30, Clock::Left(0)),
            (Some(30), None, 31, Clock::Late(1)),
            (Some(30), Some(30), 90, Clock::InHand),
            (Some(30), Some(31), 90, Clock::InHandLate),
            (None, None, 600, Clock::Unstaffed),
            (None, Some(600), 600, Clock::InHand),
        ];
        for (due, acknowledged, now, expected) in table {
            let ms = |minutes: Option<i64>| minutes.map(|minutes| minutes * MINUTE);
            assert_eq!(
                clock(ms(due), ms(acknowledged), now * MINUTE),
                expected,
                "{due:?} {acknowledged:?} {now}"
            );
        }
    }

    #[test]
    fn two_different_persons_within_a_day() {
        let row = disclosure::Model {
            id: "d".into(),
            case_id: "c".into(),
            to_whom: "rescue".into(),
            reason: "life_in_danger".into(),
            basis: "vital_interest".into(),
            asked_by: Some("first".into()),
            asked_at: 0,
            confirmed_by: None,
            confirmed_at: None,
            refused_at: None,
        };
        let code = |row: &disclosure::Model, who: &str, now| {
            may_confirm(row, &MemberId::trusted(who), now).err().map(|error| error.code)
        };
        assert_eq!(code(&row, "second", 1), None);
        assert_eq!(code(&row, "first", 1), Some(ErrorCode::Forbidden));
        assert_eq!(code(&row, "second", WAITS_MS + 1), Some(ErrorCode::Conflict));
        let refused = disclosure::Model { refused_at: Some(1), ..row.clone() };
        assert_eq!(code(&refused, "second", 1), Some(ErrorCode::Conflict));
        let done = disclosure::Model { confirmed_at: Some(1), ..row.clone() };
        assert_eq!(code(&done, "second", 1), Some(ErrorCode::Conflict));
        let nobody = disclosure::Model { asked_by: None, ..row };
        assert_eq!(code(&nobody, "second", 1), Some(ErrorCode::Forbidden));
    }
}
