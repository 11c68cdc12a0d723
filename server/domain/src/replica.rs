//! A second PostgreSQL server that follows the first one, for what everybody may read. It is asked only while it is known
//! to be no further behind than was allowed: what a moderator takes away must be gone everywhere within a second.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DbErr, Statement,
};

/// The second server. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Replica {
    pool: DatabaseConnection,
    most: Duration,
    begun: Instant,
    /// Milliseconds since `begun` until which it may be asked.
    fresh_until: Arc<AtomicU64>,
}

impl Replica {
    /// A pool of `readers` connections to `postgres://…`, none of which is opened yet: a second server that is away keeps
    /// nobody from starting. `most` is how far behind an answer may be.
    ///
    /// # Errors
    /// When the address is none.
    pub async fn connect(url: &str, readers: u32, most: Duration) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(readers.max(4))
            .acquire_timeout(Duration::from_secs(1))
            .connect_timeout(Duration::from_secs(1))
            .idle_timeout(Duration::from_secs(300))
            .test_before_acquire(true)
            .sqlx_logging(false)
            .connect_lazy(true);
        Ok(Self::over(Database::connect(options).await?, most))
    }

    /// Around a pool that is there.
    pub fn over(pool: DatabaseConnection, most: Duration) -> Self {
        Self { pool, most, begun: Instant::now(), fresh_until: Arc::default() }
    }

    /// How long to wait between two looks.
    pub fn pause(&self) -> Duration {
        self.most / 4
    }

    /// Whether it may be asked now.
    pub fn is_fresh(&self) -> bool {
        self.since(Instant::now()) < self.fresh_until.load(Ordering::Acquire)
    }

    pub(crate) fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    /// Looks how far it is, and remembers until when it may be asked. No clock of another machine counts: what the first
    /// server had written at the moment of the question is there, so an answer is at most as old as that moment.
    ///
    /// # Errors
    /// When one of the two does not answer.
    pub async fn look(&self, first: &DatabaseConnection) -> Result<bool, DbErr> {
        let asked = Instant::now();
        let there = tokio::time::timeout(self.most, self.has_what_is_written(first)).await;
        let there = there.map_err(|_| DbErr::Custom("too slow".to_owned()))??;
        if there {
            self.fresh_from(asked);
        }
        Ok(there)
    }

    /// At this moment it had everything.
    pub fn fresh_from(&self, asked: Instant) {
        self.fresh_until.store(self.since(asked + self.most), Ordering::Release);
    }

    async fn has_what_is_written(&self, first: &DatabaseConnection) -> Result<bool, DbErr> {
        const WRITTEN: &str = "SELECT pg_current_wal_lsn()::text AS at";
        // A server that follows nobody (any more) has a history of its own.
        const THERE: &str = "SELECT pg_is_in_recovery() \
                             AND coalesce(pg_last_wal_replay_lsn() >= $1::text::pg_lsn, false) AS there";
        let postgres = DatabaseBackend::Postgres;
        let row = first.query_one_raw(Statement::from_string(postgres, WRITTEN)).await?;
        let Some(row) = row else { return Ok(false) };
        let at: String = row.try_get("", "at")?;
        let ask = Statement::from_sql_and_values(postgres, THERE, [at.into()]);
        match self.pool.query_one_raw(ask).await? {
            Some(row) => row.try_get("", "there"),
            None => Ok(false),
        }
    }

    fn since(&self, moment: Instant) -> u64 {
        u64::try_from(moment.saturating_duration_since(self.begun).as_millis()).unwrap_or(u64::MAX)
    }
}
