//! What the facets counted, kept for a minute: who leafs through a shelf has it counted once. Only counts may lag so:
//! what stands on the page is read anew for every reader.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use contract::Locale;

use super::{
    model::{Facets, Filter, Named},
    words::Readers,
};

const KEPT_MS: i64 = 60_000;
/// All that is held together.
const BYTES_MOST: usize = 1024 * 1024;

/// Language of the reader, what she may see, and what was chosen.
pub(super) type Key = (Locale, Readers, Filter);

/// Counts of this process.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    /// Rises with every change of an item: what was counted before it is not kept.
    changes: u64,
    bytes: usize,
    entries: HashMap<Key, Kept>,
}

#[derive(Debug)]
struct Kept {
    since: i64,
    bytes: usize,
    facets: Arc<Facets>,
}

impl Kept {
    fn is_fresh(&self, now: i64) -> bool {
        (self.since..self.since.saturating_add(KEPT_MS)).contains(&now)
    }
}

impl Cache {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was counted less than a minute ago; else how many changes there were, for [`Cache::keep`].
    pub(super) fn get(&self, key: &Key, now: i64) -> Result<Arc<Facets>, u64> {
        let held = self.held();
        let kept = held.entries.get(key).filter(|kept| kept.is_fresh(now));
        kept.map(|kept| kept.facets.clone()).ok_or(held.changes)
    }

    /// Keeps what was counted, unless something changed meanwhile.
    pub(super) fn keep(&self, key: Key, changes: u64, now: i64, facets: Arc<Facets>) {
        let bytes = size_of_entry(&key, &facets);
        let mut held = self.held();
        if held.changes != changes || bytes > BYTES_MOST {
            return;
        }
        if held.bytes + bytes > BYTES_MOST {
            held.entries.retain(|_, kept| kept.is_fresh(now));
            held.bytes = held.entries.values().map(|kept| kept.bytes).sum();
        }
        if held.bytes + bytes > BYTES_MOST {
            held.entries.clear();
            held.bytes = 0;
        }
        held.bytes += bytes;
        let before = held.entries.insert(key, Kept { since: now, bytes, facets });
        held.bytes -= before.map_or(0, |before| before.bytes);
    }

    /// Forgets everything: an item changed.
    pub(super) fn forget(&self) {
        let mut held = self.held();
        held.changes = held.changes.wrapping_add(1);
        held.bytes = 0;
        held.entries.clear();
    }
}

/// About what an entry takes.
fn size_of_entry((_, _, filter): &Key, facets: &Facets) -> usize {
    let named = |list: &[Named]| -> usize {
        list.iter().map(|one| size_of::<Named>() + one.name.len() + one.label.text.len()).sum()
    };
    let labels = [&facets.subject, &facets.collection].into_iter().flatten();
    size_of::<Key>()
        + size_of::<Kept>()
        + size_of::<Facets>()
        + [&filter.subject, &filter.collection].into_iter().flatten().map(String::len).sum::<usize>()
        + labels.map(|label| label.text.len()).sum::<usize>()
        + 16 * (facets.kinds.len() + facets.languages.len() + facets.decades.len() + facets.having.len())
        + named(&facets.subjects)
        + named(&facets.collections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_for_a_minute_until_something_changes_and_never_too_much() {
        let cache = Cache::default();
        let key = |n: i32| (Locale::Ar, Readers::Web, Filter { decade: Some(n), ..Filter::default() });
        let counted = Arc::new(Facets { total: 3, ..Facets::default() });
        assert_eq!(cache.get(&key(1), 5), Err(0));
        cache.keep(key(1), 0, 5, counted.clone());
        assert_eq!(cache.get(&key(1), 5 + KEPT_MS - 1), Ok(counted.clone()));
        assert_eq!(cache.get(&key(1), 5 + KEPT_MS), Err(0));
        assert_eq!(cache.get(&key(2), 5), Err(0));
        cache.forget();
        assert_eq!(cache.get(&key(1), 5), Err(1));
        cache.keep(key(1), 0, 5, counted.clone());
        assert_eq!(cache.get(&key(1), 5), Err(1), "it was counted before the change");
        for n in 0..20_000 {
            cache.keep(key(n), 1, 5, counted.clone());
            assert!(cache.held().bytes <= BYTES_MOST);
        }
        let held = cache.held();
        assert_eq!(held.bytes, held.entries.values().map(|kept| kept.bytes).sum::<usize>());
    }
}
