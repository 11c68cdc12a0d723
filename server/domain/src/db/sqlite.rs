//! Connections to SQLite's file, and whether it is sound.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, Statement,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
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
