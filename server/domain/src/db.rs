//! The database: two pools on SQLite (many readers, one writer), one on PostgreSQL, and perhaps one more to a server that
//! follows it.

use std::{io, time::Duration};

use sea_orm::sqlx::{
    self, Connection, PgConnection,
    sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    DbErr, EntityTrait, FromQueryResult, QueryTrait, Select, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

use crate::Replica;

/// How long PostgreSQL may take to say that it is there before a connection that rested is used again.
const RESTED_PING: Duration = Duration::from_millis(700);
/// A connection that rested no longer than this is not asked: that would be a round trip for each query.
const FRESH: Duration = Duration::from_secs(1);
/// The same when a connection comes back. sqlx itself waits for ever there: a network that swallows everything
/// would take the whole pool.
const RETURNED_PING: Duration = Duration::from_secs(2);
/// How long a transaction of a serving portal may stand and do nothing.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(60);
/// How long the answer to "are you there?" may take on a connection of its own.
const PROBE: Duration = Duration::from_secs(1);

/// Handles to the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// Asked by nobody but [`Db::for_everybody`].
    replica: Option<Replica>,
    /// PostgreSQL, asked whether it is there; opened when it is asked. A pool that is merely busy does not hide behind it.
    probe: Option<DatabaseConnection>,
    /// Connections of the pool of PostgreSQL.
    connections: u32,
}

/// How full a pool of connections is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// `read`, `write` or `replica`.
    pub name: &'static str,
    /// Connections that are open.
    pub open: u64,
    /// Those of them that wait for work.
    pub idle: u64,
}

impl Db {
    /// Connects to `sqlite://…` or `postgres://…`. `readers` is the size of the reading pool.
    pub async fn connect(url: &str, readers: u32) -> Result<Self, DbErr> {
        Self::connect_within(url, readers, Duration::ZERO).await
    }

    /// The same; PostgreSQL ends a statement that takes longer than `longest` (zero: never). Whoever goes away takes the
    /// request with her, not what the database does for it.
    pub async fn connect_within(url: &str, readers: u32, longest: Duration) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let read = Database::connect(sqlite_options(url, readers)).await?;
            // One writer: writers queue in the pool, in order, instead of fighting for the file lock.
            let write = Database::connect(sqlite_options(url, 1)).await?;
            Ok(Self { read, write, replica: None, probe: None, connections: 1 })
        } else {
            let connections = readers.max(4) + 4;
            let pool = Database::connect(postgres_options(url, connections, longest)).await?;
            let mut lazy = postgres_options(url, 3, PROBE);
            lazy.acquire_timeout(PROBE).connect_lazy(true);
            let probe = Some(Database::connect(lazy).await?);
            Ok(Self { read: pool.clone(), write: pool, replica: None, probe, connections })
        }
    }

    /// Whether the database answers at all, asked beside the pool. SQLite is a file of ours: it is there.
    pub async fn is_there(&self) -> bool {
        let Some(probe) = &self.probe else { return true };
        // Twice: a connection that broke while nobody asked says nothing about the database.
        let ask = async { probe.ping().await.is_ok() || probe.ping().await.is_ok() };
        tokio::time::timeout(PROBE, ask).await.unwrap_or(false)
    }

    /// Goes through the pool once, so that what broke while the database was away is met by no request.
    pub async fn renew(&self) {
        let asks = (0..self.connections).map(|_| tokio::time::timeout(PROBE, self.read.ping()));
        futures::future::join_all(asks).await;
    }

    /// Whether SQLite finds every page and index of its file in order. PostgreSQL looks after its own.
    ///
    /// # Errors
    /// What it found first, or that it could not look.
    pub async fn examine(&self) -> Result<(), DbErr> {
        if !self.is_sqlite() {
            return Ok(());
        }
        let statement = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA integrity_check(1)");
        let row = self.read.query_one_raw(statement).await?;
        let found: String = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        if found == "ok" { Ok(()) } else { Err(DbErr::Custom(format!("the database is damaged: {found}"))) }
    }

    /// With a second server that follows the first.
    #[must_use]
    pub fn with_replica(self, replica: Replica) -> Self {
        Self { replica: Some(replica), ..self }
    }

    /// The second server, when there is one.
    pub fn replica(&self) -> Option<&Replica> {
        self.replica.as_ref()
    }

    /// The same, for what everybody may read: queries go to the second server while it is fresh. What is written goes where
    /// it always goes, and a transaction reads there too.
    #[must_use]
    pub fn for_everybody(&self) -> Self {
        match &self.replica {
            Some(replica) if replica.is_fresh() => {
                Self { read: replica.pool().clone(), replica: None, ..self.clone() }
            }
            _ => self.clone(),
        }
    }

    /// How full the pools are.
    pub fn pools(&self) -> Vec<Pool> {
        let of = |name, connection: &DatabaseConnection| {
            let (open, idle) = match connection.get_database_backend() {
                DatabaseBackend::Sqlite => {
                    let pool = connection.get_sqlite_connection_pool();
                    (pool.size(), pool.num_idle())
                }
                _ => {
                    let pool = connection.get_postgres_connection_pool();
                    (pool.size(), pool.num_idle())
                }
            };
            Pool { name, open: u64::from(open), idle: u64::try_from(idle).unwrap_or(u64::MAX) }
        };
        let mut pools = vec![of("read", &self.read)];
        if self.is_sqlite() {
            pools.push(of("write", &self.write));
        }
        pools.extend(self.replica.as_ref().map(|replica| of("replica", replica.pool())));
        pools
    }

    /// For queries.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a writing transaction (`BEGIN IMMEDIATE` on SQLite: a deferred upgrade from reading to writing
    /// fails at once, whatever the busy timeout). Dropped without `commit`, it rolls back.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let begun = if self.is_sqlite() {
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            };
            self.write.begin_with_options(options).await
        } else {
            self.write.begin().await
        };
        crate::failpoint::hit("transaction");
        begun
    }

    /// Counts the queries of the reading pool from now on; for tests that hold a page to its budget.
    #[cfg(feature = "testing")]
    pub fn count_queries(&mut self) -> std::sync::Arc<std::sync::atomic::AtomicUsize> {
        let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counter = count.clone();
        self.read.set_metric_callback(move |_| {
            counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        });
        count
    }

    /// Counts every statement from now on, also those of transactions; for tests that compare two ways.
    #[cfg(feature = "testing")]
    pub fn count_statements(&mut self) -> std::sync::Arc<std::sync::atomic::AtomicUsize> {
        let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        for connection in [&mut self.read, &mut self.write] {
            let counter = count.clone();
            connection.set_metric_callback(move |_| {
                counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            });
        }
        count
    }

    /// Keeps every statement of the reading pool from now on; for tests that look at their plans.
    #[cfg(feature = "testing")]
    pub fn keep_statements(&mut self) -> std::sync::Arc<std::sync::Mutex<Vec<sea_orm::Statement>>> {
        let kept = std::sync::Arc::<std::sync::Mutex<Vec<sea_orm::Statement>>>::default();
        let keeper = kept.clone();
        self.read.set_metric_callback(move |info| {
            if let Ok(mut all) = keeper.lock() {
                all.push(info.statement.clone());
            }
        });
        kept
    }

    /// Keeps every statement from now on, also those of transactions, with the time that it took; for tests that
    /// look at the plans of what is read and noted in one transaction.
    #[cfg(feature = "testing")]
    pub fn keep_all_statements(
        &mut self,
    ) -> std::sync::Arc<std::sync::Mutex<Vec<(sea_orm::Statement, Duration)>>> {
        let kept = std::sync::Arc::<std::sync::Mutex<Vec<(sea_orm::Statement, Duration)>>>::default();
        for connection in [&mut self.read, &mut self.write] {
            let keeper = kept.clone();
            connection.set_metric_callback(move |info| {
                if let Ok(mut all) = keeper.lock() {
                    all.push((info.statement.clone(), info.elapsed));
                }
            });
        }
        kept
    }

    /// The connection that migrations use.
    pub fn writer(&self) -> &DatabaseConnection {
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
        if let Some(replica) = &self.replica {
            let _ = replica.pool().close_by_ref().await;
        }
        if let Some(probe) = &self.probe {
            let _ = probe.close_by_ref().await;
        }
    }
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

fn postgres_options(url: &str, connections: u32, longest: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(3))
        .connect_timeout(Duration::from_secs(3))
        .idle_timeout(Duration::from_secs(300))
        .sqlx_logging(false)
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.test_before_acquire(false)
                .before_acquire(|connection, seen| {
                    Box::pin(async move {
                        if seen.idle_for < FRESH { Ok(true) } else { answers(connection, RESTED_PING).await }
                    })
                })
                .after_release(|connection, _| Box::pin(answers(connection, RETURNED_PING)))
        });
    if !longest.is_zero() {
        options.statement_timeout(longest);
        // A node that vanished in the middle keeps no lock from the others.
        let idle = longest.max(IDLE_IN_TRANSACTION).as_millis();
        options.map_sqlx_postgres_opts(move |own| {
            own.options([("idle_in_transaction_session_timeout", idle.to_string())])
        });
    }
    options
}

/// Whether the other side answers in time. An error: what does not is not even told good-bye.
async fn answers(connection: &mut PgConnection, within: Duration) -> Result<bool, sqlx::Error> {
    match tokio::time::timeout(within, connection.ping()).await {
        Ok(Ok(())) => Ok(true),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into())),
    }
}

fn sqlite_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
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
