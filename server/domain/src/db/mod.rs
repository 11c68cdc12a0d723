//! The database: two pools (on SQLite many readers and one writer; on PostgreSQL one with little patience for pages and one
//! for the rest, or one for both), a few connections beside them, and perhaps a pool to a server that follows it.

mod postgres;
pub mod sqlite;
mod together;
mod watcher;

use std::{sync::Arc, time::Duration};

use sea_orm::{
    ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    FromQueryResult, QueryTrait, Select, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::{
    Replica,
    fresh::{self, Ends, Marks},
};
use postgres::PROBE;
use together::Group;
use watcher::Watcher;

pub use together::{GroupCommits, Together};

/// How long SQLite may take to say that it is there: a disk that is busy answers late.
const SQLITE_PROBE: Duration = Duration::from_secs(3);

/// Handles to the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// Asked whether the database is there and what was written: no statement of it is counted or written down, and
    /// nothing waits there behind a crowd of readers.
    beside: DatabaseConnection,
    /// Asked by nobody but [`Db::for_everybody`].
    replica: Option<Replica>,
    /// Connections of the reading pool.
    connections: u32,
    /// PostgreSQL: whether what is written has a pool of its own.
    apart: bool,
    marks: Arc<Marks>,
    /// SQLite: who shares a commit.
    group: Arc<Group>,
    watcher: Watcher,
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
        Self::connect_for_pages(url, readers, longest, longest).await
    }

    /// The same; what is read outside of transactions, as pages are, ends after `pages`, all else after `longest`.
    pub async fn connect_for_pages(
        url: &str,
        readers: u32,
        pages: Duration,
        longest: Duration,
    ) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let read = Database::connect(sqlite::options(url, readers)).await?;
            // One writer: writers queue in the pool, in order, instead of fighting for the file lock.
            let write = Database::connect(sqlite::options(url, 1)).await?;
            let beside = Database::connect(sqlite::beside(url)).await?;
            Ok(Self::new(read, write, beside, readers))
        } else {
            let beside = Database::connect(postgres::beside(url)).await?;
            let (reading, writing) = (readers.max(4), 4);
            if pages == longest {
                let pool = Database::connect(postgres::options(url, reading + writing, longest)).await?;
                return Ok(Self::new(pool.clone(), pool, beside, reading + writing));
            }
            // Of a connection, not of a statement: the limit costs no round trip.
            let read = Database::connect(postgres::options(url, reading, pages)).await?;
            let write = Database::connect(postgres::options(url, writing, longest)).await?;
            Ok(Self { apart: true, ..Self::new(read, write, beside, reading) })
        }
    }

    fn new(
        read: DatabaseConnection,
        write: DatabaseConnection,
        beside: DatabaseConnection,
        connections: u32,
    ) -> Self {
        let (marks, group, watcher) = (Arc::default(), Arc::default(), Watcher::default());
        let mut db =
            Self { read, write, beside, replica: None, connections, apart: false, marks, group, watcher };
        db.see_reads(Watcher::default());
        db.see_writes(Watcher::default());
        db
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
    /// it always goes, and a transaction reads there too. What is to be kept is read from the first one: the second may
    /// not have yet what is known to be written.
    #[must_use]
    pub fn for_everybody(&self) -> Self {
        match &self.replica {
            Some(replica) if replica.is_fresh() && !fresh::is_recording() => {
                Self { read: replica.pool().clone(), replica: None, ..self.clone() }
            }
            _ => self.clone(),
        }
    }

    /// The same for work that nobody waits for: it reads with the patience with which it writes.
    #[must_use]
    pub fn for_work(&self) -> Self {
        if !self.apart {
            return self.clone();
        }
        let mut db = Self { read: self.write.clone(), ..self.clone() };
        // What is read is not counted as written.
        db.see_reads(self.watcher.clone());
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
        &self.beside
    }

    /// Whether the database answers at all. A pool of PostgreSQL that is merely busy does not hide it.
    pub async fn is_there(&self) -> bool {
        // Twice: a connection that broke while nobody asked says nothing about the database.
        let ask = async { self.beside.ping().await.is_ok() || self.beside.ping().await.is_ok() };
        let within = if self.is_sqlite() { SQLITE_PROBE } else { PROBE };
        tokio::time::timeout(within, ask).await.unwrap_or(false)
    }

    /// Goes through the pools once, so that what broke while the database was away is met by no request.
    pub async fn renew(&self) {
        let through = |pool, connections: u32| {
            let asks = (0..connections).map(move |_| tokio::time::timeout(PROBE, ping(pool)));
            futures::future::join_all(asks)
        };
        through(&self.read, self.connections).await;
        if self.apart {
            through(&self.write, self.connections).await;
        }
    }

    /// SQLite: carries over what stands in the log alone. PostgreSQL does that by itself.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn checkpoint(&self) -> Result<(), DbErr> {
        if self.is_sqlite() { sqlite::checkpoint(&self.read).await } else { Ok(()) }
    }

    /// SQLite: counts anew what plans go by. PostgreSQL does that by itself.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn optimize(&self) -> Result<(), DbErr> {
        if self.is_sqlite() { sqlite::optimize(self.writer()).await } else { Ok(()) }
    }

    /// Has the database count anew what its plans go by, in all tables: after so much was written that it should know.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn analyze(&self) -> Result<(), DbErr> {
        match self.is_sqlite() {
            true => sqlite::analyze(self.writer()).await,
            false => self.writer().execute_unprepared("ANALYZE").await.map(drop),
        }
    }

    /// Whether SQLite finds its file in order. PostgreSQL looks after its own.
    ///
    /// # Errors
    /// What it found first, or that it could not look.
    pub async fn examine(&self) -> Result<(), DbErr> {
        if self.is_sqlite() { sqlite::examine(&self.beside).await } else { Ok(()) }
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
        if self.is_sqlite() || self.apart {
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
        // A handle of its own: the transaction drops what it calls when it is over, after the commit and before
        // whoever committed goes on.
        let mut own = self.write.clone();
        let (ends, watcher) = (Ends(self.marks.clone()), self.watcher.clone());
        own.set_metric_callback(move |info| {
            let _until_it_is_over = &ends;
            watcher.see(info);
        });
        let begun = if self.is_sqlite() {
            let options = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            };
            own.begin_with_options(options).await
        } else {
            own.begin().await
        };
        crate::failpoint::hit("transaction");
        begun
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
        let _ = self.beside.close_by_ref().await;
        if let Some(replica) = &self.replica {
            let _ = replica.pool().close_by_ref().await;
        }
    }
}

async fn ping(pool: &DatabaseConnection) -> Result<(), DbErr> {
    pool.ping().await
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
