//! Who sees every statement: whoever writes down what a page is made from, and tests that count.

use std::{fmt, sync::Arc};

use sea_orm::metric::Info;

use crate::fresh;

type See = dyn Fn(&Info<'_>) + Send + Sync;

/// Who else sees them; tests only.
#[derive(Clone, Default)]
pub(super) struct Watcher(Option<Arc<See>>);

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watcher(…)" } else { "Watcher" })
    }
}

impl Watcher {
    pub(super) fn see(&self, info: &Info<'_>) {
        fresh::note(&info.statement.sql);
        if let Some(see) = &self.0 {
            see(info);
        }
    }
}

#[cfg(feature = "testing")]
mod counted {
    use std::{
        sync::{
            Arc, Mutex,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    use sea_orm::{Statement, metric::Info};

    use super::Watcher;
    use crate::Db;

    /// A count, and who counts.
    fn counting() -> (Arc<AtomicUsize>, Watcher) {
        let count = Arc::new(AtomicUsize::new(0));
        let counter = count.clone();
        let watcher = Watcher(Some(Arc::new(move |_: &Info<'_>| {
            counter.fetch_add(1, Ordering::Relaxed);
        })));
        (count, watcher)
    }

    impl Db {
        /// Counts the queries of the reading pool from now on; for tests that hold a page to its budget.
        pub fn count_queries(&mut self) -> Arc<AtomicUsize> {
            let (count, watcher) = counting();
            self.see_reads(watcher);
            count
        }

        /// Counts every statement from now on, also those of transactions; for tests that compare two ways.
        pub fn count_statements(&mut self) -> Arc<AtomicUsize> {
            let (count, watcher) = counting();
            self.see_reads(watcher.clone());
            self.see_writes(watcher);
            count
        }

        /// Keeps every statement of the reading pool from now on; for tests that look at their plans.
        pub fn keep_statements(&mut self) -> Arc<Mutex<Vec<Statement>>> {
            let kept = Arc::<Mutex<Vec<Statement>>>::default();
            let keeper = kept.clone();
            self.see_reads(Watcher(Some(Arc::new(move |info: &Info<'_>| {
                if let Ok(mut all) = keeper.lock() {
                    all.push(info.statement.clone());
                }
            }))));
            kept
        }

        /// Keeps every statement from now on, also those of transactions, with the time that it took; for tests that
        /// look at the plans of what is read and noted in one transaction.
        pub fn keep_all_statements(&mut self) -> Arc<Mutex<Vec<(Statement, Duration)>>> {
            let kept = Arc::<Mutex<Vec<(Statement, Duration)>>>::default();
            let keeper = kept.clone();
            let watcher = Watcher(Some(Arc::new(move |info: &Info<'_>| {
                if let Ok(mut all) = keeper.lock() {
                    all.push((info.statement.clone(), info.elapsed));
                }
            })));
            self.see_reads(watcher.clone());
            self.see_writes(watcher);
            kept
        }
    }
}
