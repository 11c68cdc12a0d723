//! How often a member searches (S19). It is counted in the memory of each server and goes within a minute: a search writes
//! nothing, and nowhere is kept that somebody searched. Guests are not counted here, for behind one address may sit a
//! whole class; addresses are slowed by whoever speaks HTTP.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use contract::ErrorCode;

use crate::{Actor, DomainError, DomainResult, Services};

const WINDOW_MS: i64 = 60_000;
/// Searches of a member within a minute.
pub const SEARCHES: usize = 30;
/// Lists of titles while she types, several for each search; none once she searched as often as she may.
pub const OFFERS_ASKED: usize = 120;
/// With so many members in it, those who did not search within a minute are forgotten.
const MOST_MEMBERS: usize = 1_000;

#[derive(Debug, Default)]
struct Hers {
    searches: VecDeque<i64>,
    offers: VecDeque<i64>,
}

impl Hers {
    /// Forgets what is older than a minute; also what is still to come, by a clock that was set back.
    fn forget(&mut self, now: i64) {
        for times in [&mut self.searches, &mut self.offers] {
            times.retain(|at| *at > now - WINDOW_MS && *at <= now);
        }
    }

    fn is_empty(&self) -> bool {
        self.searches.is_empty() && self.offers.is_empty()
    }
}

/// When each member searched within the last minute.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<HashMap<String, Hers>>);

impl Pace {
    /// Counts a search, or a list of titles, unless it is one too many; what is refused is not counted.
    fn take(&self, member: &str, is_search: bool, now: i64) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_MEMBERS {
            all.retain(|_, hers| {
                hers.forget(now);
                !hers.is_empty()
            });
        }
        let hers = all.entry(member.to_owned()).or_default();
        hers.forget(now);
        if hers.searches.len() >= SEARCHES || (!is_search && hers.offers.len() >= OFFERS_ASKED) {
            return false;
        }
        let times = if is_search { &mut hers.searches } else { &mut hers.offers };
        times.push_back(now);
        true
    }
}

fn counted(services: &Services, actor: &Actor, is_search: bool) -> DomainResult<()> {
    let Some(member) = actor.member() else { return Ok(()) };
    if services.pace().take(member.id.as_str(), is_search, services.now_ms()) {
        Ok(())
    } else {
        Err(DomainError::new(ErrorCode::TooManyRequests))
    }
}

/// Counts a search of hers.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`] for a member who searched thirty times within a minute.
pub fn search_again(services: &Services, actor: &Actor) -> DomainResult<()> {
    counted(services, actor, true)
}

/// Counts a list of titles while she types.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`] once she may not search either, and beyond [`OFFERS_ASKED`] within a minute.
pub fn offer_again(services: &Services, actor: &Actor) -> DomainResult<()> {
    counted(services, actor, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_within_any_minute_and_each_member_for_herself() {
        let pace = Pace::default();
        for n in 0..30 {
            assert!(pace.take("a", true, 1_000 * n), "{n}");
        }
        assert!(!pace.take("a", true, 30_000) && !pace.take("a", false, 30_000));
        assert!(pace.take("b", true, 30_000));
        // A minute after the first of them there is room for one, what was refused does not count.
        assert!(pace.take("a", true, 60_000) && !pace.take("a", true, 60_500));
        assert!(pace.take("a", true, 61_000));
        assert!(pace.take("a", true, 500_000) && pace.take("a", true, 0), "nor a clock that was set back");
    }

    #[test]
    fn titles_are_counted_for_themselves() {
        let pace = Pace::default();
        for _ in 0..OFFERS_ASKED {
            assert!(pace.take("a", false, 0));
        }
        assert!(!pace.take("a", false, 0) && pace.take("a", true, 0));
    }

    #[test]
    fn who_does_not_search_is_forgotten() {
        let pace = Pace::default();
        for n in 0..5_000 {
            assert!(pace.take(&format!("member {n}"), true, 100 * n));
        }
        assert!(pace.0.lock().unwrap().len() <= MOST_MEMBERS);
    }
}
