//! Who may sanction whom, for how long, and what usually comes next: pure functions.

use chrono::{Days, NaiveDate};
use contract::{ErrorCode, FieldCode, ids::MemberId};

use super::Kind;
use crate::{DomainError, DomainResult, Role, services::day_of};

/// For how many days a warning counts.
const WARNING_DAYS: i32 = 90;
/// From how many days on a sanction is one for good: ten years.
const FOR_GOOD_DAYS: i64 = 3_653;
/// Tunisia is an hour ahead of UTC all the year.
const HOUR_MS: i64 = 3_600_000;

/// How long a sanction holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// It has no duration.
    None,
    /// Through the end of the day so many days from now.
    Days(i32),
    /// For good.
    ForGood,
}

impl Span {
    /// The instant at which it ends when it begins `now`, in UTC milliseconds: midnight in Tunisia. Warnings count to
    /// the instant.
    pub fn end(self, now: i64) -> Option<i64> {
        let Self::Days(days) = self else { return None };
        let day = NaiveDate::parse_from_str(&day_of(now), "%Y-%m-%d").ok()?;
        let after = day.checked_add_days(Days::new(u64::try_from(days).ok()? + 1))?;
        Some(after.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis() - HOUR_MS)
    }

    /// As stored.
    pub fn days(self) -> Option<i32> {
        match self {
            Self::Days(days) => Some(days),
            Self::None | Self::ForGood => None,
        }
    }

    /// Of a stored sanction.
    pub fn stored(kind: Kind, days: Option<i32>) -> Self {
        match (kind, days) {
            (_, Some(days)) => Self::Days(days),
            (Kind::Suspend | Kind::RemoveAccount, None) => Self::ForGood,
            _ => Self::None,
        }
    }
}

/// The fewest and most days of a kind; nothing: as many as one likes, and for good.
fn limits(kind: Kind) -> Option<(i64, Option<i64>)> {
    match kind {
        Kind::Notice | Kind::Warning | Kind::RemoveAccount => None,
        Kind::ReviewAll => Some((7, Some(90))),
        Kind::Silence => Some((1, Some(30))),
        Kind::Suspend => Some((1, None)),
    }
}

/// How long a sanction of this kind holds: `last` is its last day as the form has it (ISO, empty for none),
/// `for_good` whether it has no end.
///
/// # Errors
/// Why the day is refused: missing, no day, over, too near, too far.
pub fn span(kind: Kind, last: &str, for_good: bool, now: i64) -> Result<Span, FieldCode> {
    let days_of = |days: i64| usize::try_from(days).unwrap_or_default();
    match kind {
        Kind::Notice => return Ok(Span::None),
        Kind::Warning => return Ok(Span::Days(WARNING_DAYS)),
        Kind::RemoveAccount => return Ok(Span::ForGood),
        Kind::ReviewAll | Kind::Silence | Kind::Suspend => {}
    }
    let Some((least, most)) = limits(kind) else { return Ok(Span::None) };
    if for_good {
        return most.map_or(Ok(Span::ForGood), |most| Err(FieldCode::MoreDays(days_of(most))));
    }
    if last.is_empty() {
        return Err(FieldCode::Required);
    }
    let read = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let (Some(last), Some(today)) = (read(last), read(&day_of(now))) else {
        return Err(FieldCode::UnknownChoice);
    };
    let days = (last - today).num_days();
    if days < 0 {
        return Err(FieldCode::InThePast);
    }
    if days < least {
        return Err(FieldCode::FewerDays(days_of(least)));
    }
    match most {
        Some(most) if days > most => Err(FieldCode::MoreDays(days_of(most))),
        None if days >= FOR_GOOD_DAYS => Ok(Span::ForGood),
        _ => i32::try_from(days).map(Span::Days).map_err(|_| FieldCode::UnknownChoice),
    }
}

/// The last day of something that ends at this instant.
pub(crate) fn last_day(ends: i64) -> String {
    day_of(ends - 1)
}

/// Whether a sanction against somebody with this role needs a second person.
pub fn needs_second(target: Role) -> bool {
    target.is_staff()
}

/// Whether somebody with this role may begin a sanction against another. Nobody is sanctioned by her peers: the team
/// by an administrator alone. Behind an alias nobody is told that it is one of the team: what a lead begins there
/// waits for an administrator.
///
/// # Errors
/// [`ErrorCode::Forbidden`].
pub fn may_begin(mine: Role, target: Role, behind_alias: bool) -> DomainResult<()> {
    if !needs_second(target) || mine == Role::Admin || behind_alias {
        return Ok(());
    }
    Err(DomainError::new(ErrorCode::Forbidden))
}

/// Whether somebody may be the second person: not whoever began it, and one of the two is an administrator; against an
/// administrator, and behind an alias, the second one is.
///
/// # Errors
/// [`ErrorCode::Forbidden`].
pub fn may_confirm(
    began: (Option<&MemberId>, bool),
    me: (&MemberId, Role),
    target: Role,
    behind_alias: bool,
) -> DomainResult<()> {
    let (first, first_is_admin) = began;
    let second_is_admin = me.1 == Role::Admin;
    // Once her account is gone nobody can be told apart from her.
    let another = first.is_some_and(|first| first != me.0);
    let strict = behind_alias || target == Role::Admin;
    if another && (second_is_admin || (first_is_admin && !strict)) {
        return Ok(());
    }
    Err(DomainError::new(ErrorCode::Forbidden))
}

/// What there was before, as far as it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Private messages.
    pub notices: u64,
    /// Warnings that count.
    pub warnings: u64,
    /// Whether everything of hers was read first at some time.
    pub reviewed: bool,
    /// Whether she was silenced at some time.
    pub silenced: bool,
    /// Whether she was suspended at some time.
    pub suspended: bool,
}

/// What usually comes next. It is advice: nothing happens by itself, and nobody must follow it.
pub fn advice(before: Before) -> Kind {
    match before {
        Before { suspended: true, .. } | Before { silenced: true, .. } => Kind::Suspend,
        Before { reviewed: true, .. } => Kind::Silence,
        Before { warnings: 2.., .. } => Kind::ReviewAll,
        Before { warnings: 1, .. } | Before { notices: 1.., .. } => Kind::Warning,
        Before { .. } => Kind::Notice,
    }
}

/// An instant that tests and messages can read.
#[cfg(test)]
fn at(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text).expect("an instant").timestamp_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long() {
        use FieldCode::{FewerDays, InThePast, MoreDays, Required, UnknownChoice};
        use Kind::*;
        let now = at("2026-11-27T22:30:00Z"); // 23:30 on the 27th in Tunisia
        let table = [
            (Notice, "", false, Ok(Span::None)),
            (Warning, "", false, Ok(Span::Days(90))),
            (Warning, "2020-01-01", false, Ok(Span::Days(90))),
            (RemoveAccount, "", false, Ok(Span::ForGood)),
            (Silence, "", false, Err(Required)),
            (Silence, "soon", false, Err(UnknownChoice)),
            (Silence, "2026-11-26", false, Err(InThePast)),
            (Silence, "2026-11-27", false, Err(FewerDays(1))),
            (Silence, "2026-11-28", false, Ok(Span::Days(1))),
            (Silence, "2026-12-27", false, Ok(Span::Days(30))),
            (Silence, "2026-12-28", false, Err(MoreDays(30))),
            (Silence, "", true, Err(MoreDays(30))),
            (ReviewAll, "2026-12-03", false, Err(FewerDays(7))),
            (ReviewAll, "2026-12-04", false, Ok(Span::Days(7))),
            (ReviewAll, "2027-02-25", false, Ok(Span::Days(90))),
            (ReviewAll, "2027-02-26", false, Err(MoreDays(90))),
            (Suspend, "", true, Ok(Span::ForGood)),
            (Suspend, "2027-11-27", false, Ok(Span::Days(365))),
            (Suspend, "2036-11-27", false, Ok(Span::ForGood)),
            (Suspend, "2200-01-01", false, Ok(Span::ForGood)),
        ];
        for (kind, last, for_good, expected) in table {
            assert_eq!(span(kind, last, for_good, now), expected, "{kind:?} {last} {for_good}");
        }
        let end = Span::Days(1).end(now).expect("an end");
        assert_eq!(end, at("2026-11-28T23:00:00Z"), "midnight in Tunisia after the last day");
        assert_eq!(last_day(end), "2026-11-28");
        assert_eq!(Span::ForGood.end(now), None);
        for kind in Kind::ALL {
            for days in [None, Some(3)] {
                assert_eq!(Span::stored(*kind, days).days(), days);
            }
        }
    }

    #[test]
    fn the_team_is_sanctioned_by_two_of_whom_one_keeps_accounts() {
        let (a, b) = (MemberId::trusted("a"), MemberId::trusted("b"));
        let leads = [Role::LeadModerator, Role::Admin];
        for target in Role::ALL {
            for mine in leads {
                let fine = !target.is_staff() || mine == Role::Admin;
                assert_eq!(may_begin(mine, target, false).is_ok(), fine, "{mine:?} {target:?}");
                assert!(may_begin(mine, target, true).is_ok(), "nobody learns that it is one of the team");
            }
        }
        // began by an administrator, second is one, target, behind an alias: may she
        let table = [
            (true, Role::LeadModerator, Role::Moderator, false, true),
            (true, Role::Admin, Role::Moderator, false, true),
            (false, Role::Admin, Role::Moderator, true, true),
            (false, Role::LeadModerator, Role::Moderator, true, false),
            (true, Role::LeadModerator, Role::Moderator, true, false),
            (true, Role::LeadModerator, Role::Admin, false, false),
            (true, Role::Admin, Role::Admin, false, true),
        ];
        for (first_is_admin, second, target, alias, fine) in table {
            let may =
                |first: Option<&MemberId>| may_confirm((first, first_is_admin), (&b, second), target, alias);
            assert_eq!(may(Some(&a)).is_ok(), fine, "{first_is_admin} {second:?} {target:?} {alias}");
            assert!(may(Some(&b)).is_err(), "not whoever began it");
            assert!(may(None).is_err(), "nor when nobody knows who did");
        }
    }

    #[test]
    fn the_ladder_is_advice() {
        let table = [
            (Before::default(), Kind::Notice),
            (Before { notices: 1, ..Before::default() }, Kind::Warning),
            (Before { warnings: 1, ..Before::default() }, Kind::Warning),
            (Before { warnings: 2, notices: 5, ..Before::default() }, Kind::ReviewAll),
            (Before { reviewed: true, ..Before::default() }, Kind::Silence),
            (Before { reviewed: true, silenced: true, ..Before::default() }, Kind::Suspend),
            (Before { suspended: true, ..Before::default() }, Kind::Suspend),
        ];
        for (before, next) in table {
            assert_eq!(advice(before), next, "{before:?}");
        }
    }
}
