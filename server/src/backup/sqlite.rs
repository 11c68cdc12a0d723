//! SQLite: a copy while others write, one file without its log, and whether it is sound.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use anyhow::{Context, ensure};
use domain::Db;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement,
    sqlx::sqlite::SqliteConnectOptions,
};

/// The file of `sqlite://…`.
///
/// # Errors
/// It names none.
pub fn file_of(url: &str) -> anyhow::Result<PathBuf> {
    let options =
        SqliteConnectOptions::from_str(url).context("the address of the database cannot be read")?;
    Ok(options.get_filename().to_owned())
}

/// A URL of a file.
pub fn url_of(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

/// One connection to a file that is there, and no more.
///
/// # Errors
/// It is not there.
pub async fn connect(file: &Path) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rw", file.display()));
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(Duration::from_secs(1)).create_if_missing(false));
    Database::connect(options).await.with_context(|| format!("{} cannot be opened", file.display()))
}

/// Writes what is committed now into a new file. Whoever writes meanwhile goes on.
///
/// # Errors
/// The database is away, or no room is left.
pub async fn copy(db: &Db, to: &Path) -> anyhow::Result<()> {
    let to = to.to_str().context("the path of the data folder is no text")?;
    let statement = Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
    db.read().execute_raw(statement).await.context("the database cannot be copied")?;
    Ok(())
}

/// Brings everything into the one file, beside which no log lies then. It proves besides that nobody else has it open.
///
/// # Errors
/// Somebody has, or it is no sound database.
pub async fn settle(file: &Path) -> anyhow::Result<()> {
    let shown = file.display();
    let db = connect(file).await?;
    let statement = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA journal_mode = DELETE");
    let answer = db.query_one_raw(statement).await;
    db.close().await.ok();
    let mode = match answer {
        Ok(row) => row.and_then(|row| row.try_get_by_index::<String>(0).ok()).unwrap_or_default(),
        Err(error) if error.to_string().contains("locked") => String::new(),
        Err(error) => return Err(error).with_context(|| format!("the database {shown} cannot be read")),
    };
    ensure!(mode == "delete", "somebody has {shown} open: stop the portal first");
    Ok(())
}

/// Looks at every page, and at every reference.
///
/// # Errors
/// It is damaged.
pub async fn examine(file: &Path) -> anyhow::Result<()> {
    let db = connect(file).await?;
    let examined = domain::db::sqlite::examine(&db).await;
    db.close().await.ok();
    Ok(examined?)
}
