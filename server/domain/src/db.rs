//! The database: two pools on SQLite (many readers, one writer), one on PostgreSQL.

use std::{fmt, sync::Arc, time::Duration};

use sea_orm::metric::Info;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    DbErr, EntityTrait, FromQueryResult, QueryTrait, Select, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::fresh::{self, Ends, Marks};

/// Handles to the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// Looks at what was written: no statement of it is counted or written down, and on PostgreSQL no crowd of readers
    /// takes its connections.
    watching: DatabaseConnection,
    marks: Arc<Marks>,
    watcher: Watcher,
}

/// Who else sees every statement of transactions; tests only.
#[derive(Clone, Default)]
struct Watcher(Option<Arc<dyn Fn(&Info<'_>) + Send + Sync>>);

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watcher(…)" } else { "Watcher" })
    }
}

impl Watcher {
    fn see(&self, info: &Info<'_>) {
        fresh::note(&info.statement.sql);
        if let Some(see) = &self.0 {
            see(info);
        }
    }
}

impl Db {
    /// Connects to `sqlite://…` or `postgres://…`. `readers` is the size of the reading pool.
    pub async fn connect(url: &str, readers: u32) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let read = Database::connect(sqlite_options(url, readers)).await?;
            // One writer: writers queue in the pool, in order, instead of fighting for the file lock.
            let write = Database::connect(sqlite_options(url, 1)).await?;
            Ok(Self::new(read.clone(), write, read))
        } else {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(readers.max(4) + 4)
                .acquire_timeout(Duration::from_secs(3))
                .connect_timeout(Duration::from_secs(3))
                .idle_timeout(Duration::from_secs(300))
                // Not before every query: only what lay idle may have been cut off meanwhile.
                .test_before_acquire_if_idle_for(Duration::from_secs(5))
                .sqlx_logging(false);
            let mut watching = options.clone();
            watching.max_connections(2).min_connections(0).connect_lazy(true);
            let pool = Database::connect(options).await?;
            Ok(Self::new(pool.clone(), pool, Database::connect(watching).await?))
        }
    }

    fn new(read: DatabaseConnection, write: DatabaseConnection, watching: DatabaseConnection) -> Self {
        let mut db = Self { read, write, watching, marks: Arc::default(), watcher: Watcher::default() };
        db.see_reads(Watcher::default());
        db.see_writes(Watcher::default());
        db
    }

    fn see_reads(&mut self, watcher: Watcher) {
        self.read.set_metric_callback(move |info| watcher.see(info));
    }

    /// Statements of transactions, and those that stand alone: each of these has been committed when it is seen.
    fn see_writes(&mut self, watcher: Watcher) {
        self.watcher = watcher.clone();
        let marks = self.marks.clone();
        self.write.set_metric_callback(move |info| {
            watcher.see(info);
            marks.wrote();
        });
    }

    /// What this process changed.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// For looking at what was written.
    pub(crate) fn watching(&self) -> &DatabaseConnection {
        &self.watching
    }

    /// For queries.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a writing transaction (`BEGIN IMMEDIATE` on SQLite: a deferred upgrade from reading to writing
    /// fails at once, whatever the busy timeout). Dropped without `commit`, it rolls back.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        // A handle of its own: the transaction drops what it calls when it is over, after the commit and before
        // whoever committed goes on.
        let mut own = self.write.clone();
        let (ends, watcher) = (Ends(self.marks.clone()), self.watcher.clone());
        own.set_metric_callback(move |info| {
            let _until_it_is_over = &ends;
            watcher.see(info);
        });
        if self.is_sqlite() {
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            };
            own.begin_with_options(options).await
        } else {
            own.begin().await
        }
    }

    /// Counts the queries of the reading pool from now on; for tests that hold a page to its budget.
    #[cfg(feature = "testing")]
    pub fn count_queries(&mut self) -> Arc<std::sync::atomic::AtomicUsize> {
        let (count, watcher) = counting();
        self.see_reads(watcher);
        count
    }

    /// Counts every statement from now on, also those of transactions; for tests that compare two ways.
    #[cfg(feature = "testing")]
    pub fn count_statements(&mut self) -> Arc<std::sync::atomic::AtomicUsize> {
        let (count, watcher) = counting();
        self.see_reads(watcher.clone());
        self.see_writes(watcher);
        count
    }

    /// Keeps every statement of the reading pool from now on; for tests that look at their plans.
    #[cfg(feature = "testing")]
    pub fn keep_statements(&mut self) -> Arc<std::sync::Mutex<Vec<sea_orm::Statement>>> {
        let kept = Arc::<std::sync::Mutex<Vec<sea_orm::Statement>>>::default();
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
    #[cfg(feature = "testing")]
    pub fn keep_all_statements(&mut self) -> Arc<std::sync::Mutex<Vec<(sea_orm::Statement, Duration)>>> {
        let kept = Arc::<std::sync::Mutex<Vec<(sea_orm::Statement, Duration)>>>::default();
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

    /// The connection that migrations use, and statements that need no transaction.
    pub fn writer(&self) -> &DatabaseConnection {
        // What is sent unprepared is seen by nobody: whoever takes this is about to write.
        self.marks.wrote();
        &self.write
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DatabaseBackend {
        self.read.get_database_backend()
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.backend() == DatabaseBackend::Sqlite
    }

    /// Closes all connections; everything after answers [`contract::ErrorCode::Unavailable`].
    pub async fn close(&self) {
        let _ = self.read.close_by_ref().await;
        let _ = self.write.close_by_ref().await;
        let _ = self.watching.close_by_ref().await;
    }
}

/// A count, and who counts.
#[cfg(feature = "testing")]
fn counting() -> (Arc<std::sync::atomic::AtomicUsize>, Watcher) {
    let count = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = count.clone();
    let watcher = Watcher(Some(Arc::new(move |_: &Info<'_>| {
        counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    })));
    (count, watcher)
}

/// The first rows of a query, their number written into it. As a value, PostgreSQL would not know it while it makes
/// one plan for all values, take that plan for dear, and make a new one each time (a fifth of a category's page).
pub(crate) async fn first_rows<E, R, C>(query: Select<E>, rows: u64, db: &C) -> Result<Vec<R>, DbErr>
where
    E: EntityTrait,
    R: FromQueryResult,
    C: ConnectionTrait,
{
    let mut statement = query.build(db.get_database_backend());
    statement.sql.push_str(&format!(" LIMIT {rows}"));
    R::find_by_statement(statement).all(db).await
}

fn sqlite_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        // A file does not hang up: nothing is asked before a query but the query.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // NORMAL may lose an acknowledged post at a power cut, the ordinary fault in El Kef.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .statement_cache_capacity(256)
                .pragma("secure_delete", "ON")
                .pragma("journal_size_limit", "67108864")
                .pragma("cache_size", "-16384")
                .pragma("mmap_size", "268435456")
                .pragma("temp_store", "MEMORY")
                .pragma("trusted_schema", "OFF")
        });
    options
}
