//! Opens the data folder, the secrets, the database and the blob store, and puts the services together.

use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail};
use domain::{
    Db, Replica, Services,
    library::{ErasedLog, upload::Uploads},
    mail::Disposable,
    services::SystemClock,
};
use migrations::Standing;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use sea_orm_migration::MigratorTrait;
use serde::{Deserialize, Serialize};

use crate::{config::Config, shapes, store};

/// Name of the file in which it is written down what of the library was erased.
pub const ERASED: &str = "erased.log";
/// That a restore began and did not end: what is there may hold what was erased.
pub const UNFINISHED: &str = "restore-unfinished";
/// The portal's own number among the locks of a PostgreSQL database ("jusoor" in ASCII).
const TURN: i64 = 0x6a75_736f_6f72;

/// What is generated at the first start and must stay: the key of keyed hashes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// 32 random bytes, hexadecimal.
    pub key: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// The key as bytes, if it is what it must be.
    fn bytes(&self) -> Option<[u8; 32]> {
        if self.key.len() != 64 || !self.key.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(self.key.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(bytes)
    }
}

/// Where the secrets are.
pub fn secrets_path(data: &Path) -> PathBuf {
    data.join("secrets.toml")
}

/// Creates the data folder for its owner alone, and proves that it can be written.
///
/// # Errors
/// One sentence that names the folder and what is wrong with it.
pub fn prepare_folder(data: &Path) -> anyhow::Result<()> {
    let shown = data.display();
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data.join("blobs"))
        .with_context(|| format!("the data folder {shown} cannot be created or opened"))?;
    fs::read_dir(data).with_context(|| format!("the data folder {shown} cannot be read"))?;
    let probe = data.join(".written");
    fs::write(&probe, b"")
        .and_then(|()| fs::remove_file(&probe))
        .with_context(|| format!("the data folder {shown} cannot be written"))
}

/// Reads the secrets, or draws them at the first start. The file is its owner's alone.
///
/// # Errors
/// When it cannot be read or written, or does not hold what it must.
pub fn secrets(data: &Path) -> anyhow::Result<Secrets> {
    let path = secrets_path(data);
    let shown = path.display();
    match fs::read_to_string(&path) {
        Ok(text) => {
            let secrets: Secrets = toml::from_str(&text)
                .ok()
                .with_context(|| format!("{shown}: expected key = \"…\" with 64 hexadecimal digits"))?;
            if secrets.bytes().is_none() {
                bail!("{shown}: key: expected 64 hexadecimal digits");
            }
            if mode(&path).is_some_and(|mode| mode & 0o077 != 0) {
                tracing::warn!("{shown} could be read by others; that is corrected now");
                fs::set_permissions(&path, fs::Permissions::from_mode(0o600))
                    .with_context(|| format!("{shown} cannot be kept from others"))?;
            }
            Ok(secrets)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let key: [u8; 32] = rand::random();
            let secrets = Secrets { key: key.iter().map(|byte| format!("{byte:02x}")).collect() };
            let text = format!(
                "# Drawn at the first start. Keep it with the backups of the database, and from everybody else.\n{}",
                toml::to_string(&secrets)?
            );
            let write = || {
                let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
                file.write_all(text.as_bytes())?;
                file.sync_all()
            };
            write().with_context(|| format!("{shown} cannot be written"))?;
            Ok(secrets)
        }
        Err(error) => Err(error).with_context(|| format!("{shown} cannot be read")),
    }
}

/// The permission bits of a file.
pub fn mode(path: &Path) -> Option<u32> {
    fs::metadata(path).ok().map(|metadata| metadata.permissions().mode() & 0o777)
}

/// Connects to the database without migrating it.
///
/// # Errors
/// One sentence that names the database, its password masked.
pub async fn connect(config: &Config) -> anyhow::Result<Db> {
    connect_within(config, Duration::ZERO, Duration::ZERO).await
}

/// The same; PostgreSQL ends what takes longer than `longest`, and what pages read after `pages` (zero: never).
async fn connect_within(config: &Config, pages: Duration, longest: Duration) -> anyhow::Result<Db> {
    let url = config.database_url();
    let db = Db::connect_for_pages(&url, config.database.readers, pages, longest)
        .await
        .with_context(|| format!("the database {} cannot be opened", crate::config::Secret(url).masked()))?;
    Ok(match replica(config).await? {
        Some(replica) => db.with_replica(replica),
        None => db,
    })
}

async fn replica(config: &Config) -> anyhow::Result<Option<Replica>> {
    let url = &config.database.replica_url;
    if url.0.is_empty() {
        return Ok(None);
    }
    let most = Duration::from_millis(config.database.replica_lag_ms);
    let made = Replica::connect(&url.0, config.database.readers, most).await;
    made.map(Some).with_context(|| format!("the second database {} cannot be used", url.masked()))
}

/// Waits until no other process of the portal migrates or seeds the same PostgreSQL, and keeps the others waiting until what
/// it returns is closed or this process ends. SQLite has one process.
///
/// # Errors
/// When the database does not answer.
pub async fn turn(config: &Config) -> anyhow::Result<Option<DatabaseConnection>> {
    let url = config.database_url();
    if url.starts_with("sqlite:") {
        return Ok(None);
    }
    let day = Duration::from_secs(86_400);
    let mut options = ConnectOptions::new(url);
    // One connection, because the lock is its own.
    options.max_connections(1).idle_timeout(day).max_lifetime(day).sqlx_logging(false);
    let own = Database::connect(options).await?;
    own.execute_unprepared(&format!("SELECT pg_advisory_lock({TURN})")).await?;
    Ok(Some(own))
}

/// Lets the others go on.
pub async fn end_turn(turn: Option<DatabaseConnection>) {
    if let Some(own) = turn {
        let _ = own.close().await;
    }
}

/// The key of the secrets, which are drawn when there are none.
///
/// # Errors
/// As [`secrets`].
pub fn key(data: &Path) -> anyhow::Result<[u8; 32]> {
    secrets(data)?.bytes().context("the key of secrets.toml cannot be read")
}

/// The services around a database that is open already, whatever its version is.
///
/// # Errors
/// The blob store cannot be opened.
pub fn around(config: &Config, db: Db, key: [u8; 32]) -> anyhow::Result<Services> {
    let data = &config.data.folder;
    let uploads = Uploads::new(data.join("uploads"), config.uploads.clone());
    Ok(Services::new(db, store::open(config)?, Arc::new(SystemClock))
        .with_key(key)
        .with_uploads(uploads)
        .with_erased_log(ErasedLog::new(data.join(ERASED)))
        .with_fixity(config.fixity)
        .with_disposable(Disposable::of(&config.mail.disposable)))
}

/// Opens everything, creating what is missing, and migrates.
///
/// # Errors
/// One sentence about the first part that does not open.
pub async fn open(config: &Config) -> anyhow::Result<Services> {
    open_within(config, Duration::ZERO, Duration::ZERO).await
}

/// The same for a portal that serves: PostgreSQL ends what takes too long, migrations excepted. Outlines for maps are read,
/// and when they are of no use the portal opens without maps: figures are in tables too.
///
/// # Errors
/// As [`open`].
pub async fn open_to_serve(config: &Config) -> anyhow::Result<Services> {
    let database = &config.database;
    let longest = Duration::from_secs(database.statement_seconds);
    let pages = if database.page_seconds == 0 { longest } else { Duration::from_secs(database.page_seconds) };
    let services = open_within(config, pages, longest).await?;
    Ok(match shapes::read(&config.statistics) {
        Ok(Some(shapes)) => services.with_shapes(shapes),
        Ok(None) => services,
        Err(error) => {
            tracing::warn!("no map of the governorates is drawn: {error}");
            services
        }
    })
}

/// Brings the database to the version of this program, and answers whether it is there. It is not when a newer program
/// has added to it what this one can live with: node N and node N−1 serve together.
///
/// # Errors
/// When it does not answer, or when a newer program made of it what this one cannot live with.
pub async fn migrate(db: &Db) -> anyhow::Result<bool> {
    let writer = db.writer();
    match migrations::standing(writer).await.context("the database cannot be migrated")? {
        Standing::Ours => {}
        Standing::Ahead(names) => {
            // Its triggers are the newer program's: this one does not know which of the new tables need none.
            let newest = names.last().map(String::as_str).unwrap_or_default();
            tracing::warn!(newest, "a newer program has migrated this database; this one serves beside it");
            return Ok(false);
        }
        Standing::Closed(name) => bail!(
            "a newer Jusoor has made of the database what this one cannot live with ({name}): start the newer \
             program, or take that back with it (jusoor migrate down)"
        ),
        Standing::Foreign(name) => bail!(
            "the database has a migration that this program does not know and that is not simply newer ({name}): \
             start the program that made it"
        ),
    }
    migrations::Migrator::up(writer, None).await.context("the database cannot be migrated")?;
    migrations::cache_tags::install(writer).await.context("the database cannot say what is written")?;
    Ok(true)
}

async fn open_within(config: &Config, pages: Duration, longest: Duration) -> anyhow::Result<Services> {
    let data = &config.data.folder;
    prepare_folder(data)?;
    if data.join(UNFINISHED).exists() {
        bail!("a restore was broken off in {}: do it again to its end (jusoor restore)", data.display());
    }
    let key = key(data)?;
    let db = connect(config).await?;
    let turn = turn(config).await.context("the database cannot be migrated")?;
    migrate(&db).await?;
    end_turn(turn).await;
    let db = if db.is_sqlite() || (longest.is_zero() && pages.is_zero()) {
        db
    } else {
        // The limit belongs to a connection.
        db.close().await;
        connect_within(config, pages, longest).await?
    };
    around(config, db, key)
}
