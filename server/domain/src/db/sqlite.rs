//! Connections to SQLite's file, and whether it is sound.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
    sqlx::{
        Connection,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};

/// Whether a file holds every page and index in order, and no row that refers to one that is not there.
///
/// # Errors
/// What was found first, or that it could not be looked at.
pub async fn examine(db: &DatabaseConnection) -> Result<(), DbErr> {
    let ask = |sql: &str| Statement::from_string(DatabaseBackend::Sqlite, sql.to_owned());
    let damaged = |what: String| Err(DbErr::Custom(format!("the database is damaged: {what}")));
    let row = db.query_one_raw(ask("PRAGMA integrity_check(1)")).await?;
    let said = row.map(|row| row.try_get_by_index::<String>(0)).transpose()?.unwrap_or_default();
    if said != "ok" {
        return damaged(said);
    }
    let loose = db.query_all_raw(ask("PRAGMA foreign_key_check")).await?;
    if loose.is_empty() {
        Ok(())
    } else {
        damaged(format!("{} rows refer to rows that are not there", loose.len()))
    }
}

/// Carries what the log holds over into the file, as far as nobody is in the way; whoever writes then need not do it.
///
/// # Errors
/// When the file cannot be written.
pub(super) async fn checkpoint(db: &DatabaseConnection) -> Result<(), DbErr> {
    let sql = "PRAGMA wal_checkpoint(PASSIVE)".to_owned();
    db.query_all_raw(Statement::from_string(DatabaseBackend::Sqlite, sql)).await.map(drop)
}

/// Has SQLite count anew what its plans go by, in the tables that grew much since.
///
/// # Errors
/// When the file cannot be written.
pub(super) async fn optimize(db: &DatabaseConnection) -> Result<(), DbErr> {
    // Also tables that this connection has not asked; a sample of each is enough.
    count(db, "PRAGMA optimize(0x10012)").await
}

/// The same in all tables, to the last row.
///
/// # Errors
/// When the file cannot be written.
pub(super) async fn analyze(db: &DatabaseConnection) -> Result<(), DbErr> {
    count(db, "ANALYZE").await
}

async fn count(db: &DatabaseConnection, how: &str) -> Result<(), DbErr> {
    let plain = |sql: &str| Statement::from_string(DatabaseBackend::Sqlite, sql.to_owned());
    // In one: no connection that opens meanwhile finds the samples.
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let tx = db.begin_with_options(options).await?;
    tx.query_all_raw(plain(how)).await?;
    // Where single values are sampled, SQLite plans a prepared statement anew for each value that is put into it: also
    // those by which FTS5 looks for every word in every part of its index, thousands of times for one search.
    if tx.query_one_raw(plain("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'")).await?.is_some() {
        tx.execute_unprepared("DELETE FROM sqlite_stat4").await?;
    }
    tx.commit().await?;
    // This connection has them in memory.
    db.execute_unprepared("ANALYZE sqlite_schema").await.map(drop)
}

/// The one connection beside the pools, opened when it is needed.
pub(super) fn beside(url: &str) -> ConnectOptions {
    let mut options = options(url, 1);
    options.connect_lazy(true);
    options
}

/// A pool of so many connections.
pub(super) fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        // A file does not hang up: nothing is asked before a query but the query.
        .test_before_acquire(false)
        .sqlx_logging(false)
        // SQLite takes a transaction back by itself when the disk is full or fails. The driver counts it on, and whatever
        // begins there afterwards would be part of it, never committed: such a connection is closed.
        .map_sqlx_sqlite_before_acquire(|connection, _| {
            let whole = !connection.is_in_transaction();
            Box::pin(std::future::ready(Ok(whole)))
        })
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // NORMAL may lose an acknowledged post at a power cut, the ordinary fault in El Kef.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .statement_cache_capacity(256)
                // Rows come from a thread of their own: with the usual fifty it and whoever reads wake each other all the time.
                .row_buffer_size(512)
                .pragma("secure_delete", "ON")
                .pragma("journal_size_limit", "67108864")
                .pragma("cache_size", "-16384")
                .pragma("mmap_size", "268435456")
                .pragma("temp_store", "MEMORY")
                .pragma("trusted_schema", "OFF")
        });
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
        let statement = Statement::from_string(DatabaseBackend::Sqlite, sql.to_owned());
        let row = db.query_one_raw(statement).await.expect("an answer").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    async fn opened(folder: &std::path::Path) -> Db {
        let url = format!("sqlite://{}?mode=rwc", folder.join("x.sqlite").display());
        Db::connect(&url, 2).await.expect("a database")
    }

    #[tokio::test]
    async fn a_power_cut_takes_nothing_that_was_acknowledged() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = opened(folder.path()).await;
        for (pool, connection) in [("read", db.read()), ("write", db.writer()), ("beside", db.watching())] {
            // 2 is FULL: NORMAL would not wait for the disk at each commit.
            assert_eq!(number(connection, "PRAGMA synchronous").await, 2, "{pool}");
            assert_eq!(number(connection, "PRAGMA foreign_keys").await, 1, "{pool}");
            assert_eq!(number(connection, "PRAGMA secure_delete").await, 1, "{pool}");
            let statement = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA journal_mode".to_owned());
            let row = connection.query_one_raw(statement).await.expect("an answer").expect("a row");
            assert_eq!(row.try_get_by_index::<String>(0).expect("a word"), "wal", "{pool}");
        }
        db.close().await;
    }

    #[tokio::test]
    async fn what_was_written_is_looked_at_while_every_reader_is_busy() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = opened(folder.path()).await;
        // A statement that runs holds its connection: both readers count for a second or so.
        let long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) \
                    SELECT count(*) FROM n";
        let busy: Vec<_> = (0..2)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { number(db.read(), long).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(number(db.watching(), "SELECT 1").await, 1);
        assert!(busy.iter().any(|one| !one.is_finished()), "it waited for the readers");
        for one in busy {
            assert_eq!(one.await.expect("a reader"), 3_000_000);
        }
        db.close().await;
    }

    #[tokio::test]
    async fn what_stands_in_the_log_alone_is_carried_over() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = opened(folder.path()).await;
        for sql in ["CREATE TABLE t (x BLOB)", "INSERT INTO t VALUES (zeroblob(300000))"] {
            db.writer().execute_unprepared(sql).await.expect("written");
        }
        let size = || std::fs::metadata(folder.path().join("x.sqlite")).expect("the file").len();
        let before = size();
        assert!(before < 300_000, "SQLite carried it over by itself");
        db.checkpoint().await.expect("carried over");
        assert!(size() > 300_000, "{before} {}", size());
        db.optimize().await.expect("counted");
        db.close().await;
    }

    #[tokio::test]
    async fn no_values_are_sampled() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = opened(folder.path()).await;
        let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) \
                    INSERT INTO t SELECT i, i % 7 FROM n";
        for sql in ["CREATE TABLE t (x INTEGER PRIMARY KEY, y INTEGER)", "CREATE INDEX ty ON t (y)", fill] {
            db.writer().execute_unprepared(sql).await.expect("written");
        }
        db.optimize().await.expect("counted");
        assert!(
            number(db.read(), "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 't'").await > 0,
            "nothing was counted"
        );
        let samples = "SELECT COUNT(*) FROM sqlite_master AS m WHERE m.name = 'sqlite_stat4'";
        assert_eq!(number(db.read(), samples).await, 1, "this SQLite takes no samples: nothing is tested");
        assert_eq!(number(db.read(), "SELECT COUNT(*) FROM sqlite_stat4").await, 0);
        db.close().await;
    }
}
