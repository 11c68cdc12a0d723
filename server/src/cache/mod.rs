//! Finished pages for everybody, in memory: body and coded body once, a strong tag, one drawing however many ask.
//!
//! A page stands here by its address alone (path, language, page number), and only as somebody who brings nothing with
//! her gets it: `middleware::cached` decides that. What it was made from and whether that still stands is known to
//! [`domain::fresh`]. Beyond that, nothing outlives ten seconds of the portal's clock: what people set to begin or to
//! end, and the day, change at full minutes.

mod entry;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    Services,
    fresh::{Blind, Ledger, Reads, Since},
};
use moka::sync::Cache;

pub use entry::{Entry, Made};

/// Marks the answer of a page that depends on nothing but its address, what the database holds, and who asks. A handler
/// that reads other headers must not set it.
#[derive(Clone, Copy, Debug)]
pub struct Storable;

/// Nothing is kept beyond the next full ten seconds.
const STRETCH_MS: i64 = 10_000;
/// How long nobody waits for somebody else's page after one could not be made.
const REST_MS: i64 = 1_000;
/// How many addresses are remembered whose pages cannot be kept, until then.
const REFUSED_MOST: u64 = 10_000;

/// What was found under an address.
#[derive(Debug)]
pub enum Found {
    /// The page.
    Page(Arc<Entry>),
    /// Nothing that stands; a page may be made and kept.
    Nothing(Start),
    /// Nothing, and what is made now is not to be kept.
    NotNow,
}

/// The moment at which a page begins to be made.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    since: Since,
    now: i64,
}

/// Who makes a page makes it for all that wait here.
type Turn = Arc<tokio::sync::Mutex<()>>;

/// The pages.
pub struct PageCache {
    kept: Option<Cache<String, Arc<Entry>>>,
    /// Until when it is known that an address has no page to keep.
    refused: Cache<String, i64>,
    turns: Mutex<HashMap<String, Turn>>,
    ledger: Arc<Ledger>,
}

impl PageCache {
    /// Room for so many bytes; none: nothing is kept.
    pub fn new(bytes: u64) -> Self {
        let kept = (bytes > 0).then(|| {
            Cache::builder()
                .max_capacity(bytes)
                .weigher(|key: &String, entry: &Arc<Entry>| {
                    u32::try_from(key.len() + entry.weight()).unwrap_or(u32::MAX)
                })
                .build()
        });
        let refused = Cache::builder().max_capacity(REFUSED_MOST).build();
        Self { kept, refused, turns: Mutex::default(), ledger: Arc::default() }
    }

    /// Whether anything is kept at all.
    pub fn is_on(&self) -> bool {
        self.kept.is_some()
    }

    /// What is known of writes.
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// Looks for a page. Afterwards [`PageCache::turn`] says who makes it.
    pub async fn find(&self, services: &Services, key: &str) -> Found {
        let Some(kept) = &self.kept else { return Found::NotNow };
        let looked = self.ledger.look(services).await;
        let now = services.now_ms();
        if let Some(entry) = kept.get(key) {
            let made = entry.made();
            let lasts = match looked {
                Ok(()) => (made.at..made.until).contains(&now),
                Err(blind) => is_trusted(blind, key),
            };
            if lasts && self.ledger.stands(services, made.since, &made.tables) {
                return Found::Page(entry);
            }
        }
        match looked {
            Ok(()) => Found::Nothing(Start { since: self.ledger.since(services), now }),
            Err(_) => Found::NotNow,
        }
    }

    /// What stood under an address, when a page cannot be made just now because the database does not answer: nothing that
    /// was written since, as far as that can be known.
    pub fn spare(&self, services: &Services, key: &str) -> Option<Arc<Entry>> {
        let blind = self.ledger.doubt(services);
        let entry = self.before(key).filter(|_| is_trusted(blind, key))?;
        let made = entry.made();
        self.ledger.stands(services, made.since, &made.tables).then_some(entry)
    }

    /// Whether it was seen just now that an address has no page to keep.
    pub fn is_refused(&self, services: &Services, key: &str) -> bool {
        self.refused.get(key).is_some_and(|until| services.now_ms() < until)
    }

    /// Remembers that.
    pub fn refuse(&self, start: Start, key: &str) {
        self.refused.insert(key.to_owned(), until(start.now));
    }

    /// The same for a moment only: the page could not be made just now.
    pub fn rest(&self, start: Start, key: &str) {
        self.refused.insert(key.to_owned(), start.now.saturating_add(REST_MS));
    }

    /// The place where all wait that ask for the same page.
    pub fn turn(&self, key: &str) -> Turn {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.entry(key.to_owned()).or_default().clone()
    }

    /// Leaves it; the last one clears it away.
    pub fn leave(&self, key: &str, turn: Turn) {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        drop(turn);
        if turns.get(key).is_some_and(|turn| Arc::strong_count(turn) == 1) {
            turns.remove(key);
        }
    }

    /// What a page that began then was made from; nothing when that cannot be known.
    pub fn made(&self, start: Start, reads: &Reads) -> Option<Made> {
        let tables = self.ledger.depends_on(reads)?;
        Some(Made { since: start.since, at: start.now, until: until(start.now), tables })
    }

    /// What was kept under an address, however old: its coded body is of use when the text is still the same.
    pub fn before(&self, key: &str) -> Option<Arc<Entry>> {
        self.kept.as_ref()?.get(key)
    }

    /// Keeps a page.
    pub fn keep(&self, key: &str, entry: Arc<Entry>) {
        if let Some(kept) = &self.kept {
            kept.insert(key.to_owned(), entry);
        }
    }

    /// How many bytes are kept, about.
    pub fn bytes(&self) -> u64 {
        self.kept.as_ref().map_or(0, |kept| {
            kept.run_pending_tasks();
            kept.weighted_size()
        })
    }

    /// Forgets every page, for tests that want one made.
    pub fn forget(&self) {
        if let Some(kept) = &self.kept {
            kept.invalidate_all();
        }
    }

    /// Every kept page with its address, for tests that look for what must not be in any.
    pub fn all(&self) -> Vec<(String, Arc<Entry>)> {
        let Some(kept) = &self.kept else { return Vec::new() };
        kept.iter().map(|(key, entry)| ((*key).clone(), entry)).collect()
    }
}

/// Whether a page may be shown while nobody says what was written. What people write in the forum may have been taken away
/// meanwhile, on a node that reaches the database.
fn is_trusted(blind: Blind, key: &str) -> bool {
    let path = key.split('?').next().unwrap_or_default();
    if path.split('/').nth(2) == Some("forum") { blind.closely } else { blind.trusted }
}

fn until(now: i64) -> i64 {
    now.div_euclid(STRETCH_MS).saturating_add(1).saturating_mul(STRETCH_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outlives_a_full_minute_or_the_day() {
        for (now, expected) in [(0, 10_000), (1, 10_000), (9_999, 10_000), (10_000, 20_000), (-1, 0)] {
            assert_eq!(until(now), expected);
        }
        // Midnight in Tunisia is 23:00 UTC.
        let midnight = 1_795_042_800_000;
        assert_eq!((midnight + 3_600_000) % 86_400_000, 0);
        assert_eq!(until(midnight - 1), midnight);
    }

    #[test]
    fn what_people_write_is_trusted_for_less_long() {
        let blind = Blind { trusted: true, closely: false };
        for (key, shown) in [
            ("/ar", true),
            ("/fr/library?page=2", true),
            ("/ar/a/abc-forum", true),
            ("/ar/forum", false),
            ("/ar/forum?page=2", false),
            ("/en/forum/t/abc", false),
        ] {
            assert_eq!(is_trusted(blind, key), shown, "{key}");
            assert!(!is_trusted(Blind { trusted: false, closely: false }, key), "{key}");
        }
    }

    #[test]
    fn whoever_waits_last_clears_the_place_away() {
        let cache = PageCache::new(1);
        let (one, two) = (cache.turn("/ar"), cache.turn("/ar"));
        assert!(Arc::ptr_eq(&one, &two));
        cache.leave("/ar", one);
        assert_eq!(cache.turns.lock().unwrap_or_else(PoisonError::into_inner).len(), 1);
        cache.leave("/ar", two);
        assert!(cache.turns.lock().unwrap_or_else(PoisonError::into_inner).is_empty());
    }
}
