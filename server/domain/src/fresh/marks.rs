//! What this process itself changed: counted, so that the next reader looks before she is given something kept.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// Counters of one database's handles.
#[derive(Debug, Default)]
pub struct Marks {
    writes: AtomicU64,
    memory: AtomicU64,
}

impl Marks {
    /// Something was written, or may have been, here or elsewhere.
    pub fn wrote(&self) {
        self.writes.fetch_add(1, Ordering::SeqCst);
    }

    /// How often something was.
    pub(super) fn writes(&self) -> u64 {
        self.writes.load(Ordering::SeqCst)
    }

    /// What is kept in memory for every page (menu, helplines, roster, rules) was read anew. Called after it stands there.
    pub(crate) fn remembered(&self) {
        self.memory.fetch_add(1, Ordering::SeqCst);
    }

    /// How often it was.
    pub(super) fn memory(&self) -> u64 {
        self.memory.load(Ordering::SeqCst)
    }
}

/// Lives as long as a transaction: whatever its end was, what is kept is looked at again after it. It is the last thing
/// that a committed transaction lets go, before whoever committed goes on.
pub(crate) struct Ends(pub(crate) Arc<Marks>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.wrote();
    }
}
