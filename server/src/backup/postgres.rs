//! PostgreSQL through its own programs. The password goes to them in the environment: a command line is seen by everybody
//! on the machine.

use std::{io::ErrorKind, path::Path, process::Stdio};

use anyhow::{Context, bail};
use percent_encoding::percent_decode_str;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};
use tokio::process::Command;

/// The schema that everything is in.
const SCHEMA: &str = "public";
/// Where the old tables wait until the new ones are complete.
const OLD: &str = "replaced_by_restore";
/// Settings of an address that PostgreSQL's programs know too; others are those of our driver.
const KNOWN: [&str; 9] =
    ["host", "port", "dbname", "user", "sslmode", "sslrootcert", "sslcert", "sslkey", "options"];

/// An address for programs: without the password, which stands beside it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    url: String,
    password: Option<String>,
}

impl Address {
    /// Takes the address of the configuration apart.
    pub fn of(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, given) = match user.split_once(':') {
            Some((user, password)) => (user, Some(password)),
            None => (user, None),
        };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let mut password = given.map(decoded);
        let mut kept = Vec::new();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let name = match name {
                "ssl-mode" => "sslmode",
                "ssl-root-cert" | "ssl-ca" => "sslrootcert",
                name => name,
            };
            if name == "password" {
                password = Some(decoded(value));
            } else if KNOWN.contains(&name) {
                kept.push(format!("{name}={value}"));
            }
        }
        let at = if user.is_empty() { "" } else { "@" };
        let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
        Self { url: format!("{scheme}://{user}{at}{host}/{database}{query}"), password }
    }

    async fn run(&self, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .arg("--dbname")
            .arg(&self.url)
            .arg("--no-password")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        ended(program, command.output().await)
    }
}

/// What a program came to, in one line.
fn ended(program: &str, output: std::io::Result<std::process::Output>) -> anyhow::Result<()> {
    let output = match output {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("{program} is not installed (Debian's postgresql-client brings it)")
        }
        output => output.with_context(|| format!("{program} cannot be started"))?,
    };
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let first: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).take(2).collect();
    bail!("{program}: {}", first.join("; "))
}

/// Writes what a transaction sees, which exported its view under this name.
///
/// # Errors
/// The program is not there or fails.
pub async fn dump(url: &str, view: &str, to: &Path) -> anyhow::Result<()> {
    let (view, file) = (format!("--snapshot={view}"), format!("--file={}", to.display()));
    // What is compressed is the whole file of the backup.
    let how = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-sync"];
    let arguments: Vec<&str> = how.into_iter().chain([view.as_str(), file.as_str()]).collect();
    Address::of(url).run("pg_dump", &arguments).await
}

/// Whether a dump can be read; nothing is said where the program is not there.
///
/// # Errors
/// It cannot.
pub async fn examine(dump: &Path) -> anyhow::Result<()> {
    let mut command = Command::new("pg_restore");
    command.arg("--list").arg(dump).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    match command.kill_on_drop(true).output().await {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        output => ended("pg_restore", output),
    }
}

/// One connection and no more.
///
/// # Errors
/// The server is away.
pub async fn connect(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let shown = crate::config::Secret(url.to_owned()).masked();
    Database::connect(options).await.with_context(|| format!("the database {shown} cannot be opened"))
}

async fn number(db: &DatabaseConnection, sql: String) -> anyhow::Result<i64> {
    let row = db.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    Ok(row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or_default())
}

/// How many others are connected to this database.
///
/// # Errors
/// The server is away.
pub async fn others(db: &DatabaseConnection) -> anyhow::Result<i64> {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
               AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    number(db, sql.to_owned()).await
}

/// How many tables there are.
///
/// # Errors
/// The server is away.
pub async fn tables(db: &DatabaseConnection) -> anyhow::Result<i64> {
    let sql = format!("SELECT count(*) FROM information_schema.tables WHERE table_schema = '{SCHEMA}'");
    number(db, sql).await
}

/// Puts the old tables out of the way, in one transaction as every line of several statements: they come back when something fails. What a broken-off restore left goes.
///
/// # Errors
/// The server is away, or may not be changed.
pub async fn set_aside(db: &DatabaseConnection) -> anyhow::Result<()> {
    let first = if old_wait(db).await? {
        // The old ones wait still; those in their place are half of another restore.
        format!("DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    } else {
        format!("ALTER SCHEMA {SCHEMA} RENAME TO {OLD}")
    };
    db.execute_unprepared(&format!("{first}; CREATE SCHEMA {SCHEMA}")).await?;
    Ok(())
}

async fn old_wait(db: &DatabaseConnection) -> anyhow::Result<bool> {
    let sql = format!("SELECT count(*) FROM pg_namespace WHERE nspname = '{OLD}'");
    Ok(number(db, sql).await? > 0)
}

/// The old tables again, if they were put out of the way.
///
/// # Errors
/// The server is away.
pub async fn put_back(db: &DatabaseConnection) -> anyhow::Result<()> {
    if !old_wait(db).await? {
        return Ok(());
    }
    let sql = format!("DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; ALTER SCHEMA {OLD} RENAME TO {SCHEMA}");
    db.execute_unprepared(&sql).await?;
    Ok(())
}

/// Nobody needs the old tables any more.
///
/// # Errors
/// The server is away.
pub async fn forget(db: &DatabaseConnection) -> anyhow::Result<()> {
    db.execute_unprepared(&format!("DROP SCHEMA IF EXISTS {OLD} CASCADE")).await?;
    Ok(())
}

/// Puts a dump into a database without tables, all of it or nothing.
///
/// # Errors
/// The program is not there or fails.
pub async fn restore(url: &str, dump: &Path) -> anyhow::Result<()> {
    let file = dump.to_str().context("the path of the data folder is no text")?;
    let how = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", file];
    Address::of(url).run("pg_restore", &how).await
}

/// The view of a transaction, under a name that `pg_dump` can use while it lasts.
///
/// # Errors
/// The server is away.
pub async fn export_view<C: ConnectionTrait>(tx: &C) -> anyhow::Result<String> {
    let statement = Statement::from_string(DatabaseBackend::Postgres, "SELECT pg_export_snapshot()");
    let row = tx.query_one_raw(statement).await?.context("the database exports no view")?;
    Ok(row.try_get_by_index(0)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_stands_in_an_address_for_programs() {
        for (url, without, password) in [
            ("postgres://u:p%40ss@h:5432/d", "postgres://u@h:5432/d", Some("p@ss")),
            ("postgres://u:a@b@h/d?sslmode=require", "postgres://u@h/d?sslmode=require", Some("a@b")),
            ("postgresql://h/d", "postgresql://h/d", None),
            (
                "postgres:///d?host=/run/pg&password=x&statement-cache-capacity=3&ssl-mode=disable",
                "postgres:///d?host=/run/pg&sslmode=disable",
                Some("x"),
            ),
        ] {
            let address = Address::of(url);
            assert_eq!((address.url.as_str(), address.password.as_deref()), (without, password), "{url}");
        }
    }
}
