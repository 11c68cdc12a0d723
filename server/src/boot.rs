//! Opens the data folder, the secrets, the database and the blob store, and puts the services together.

use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use domain::{
    Db, Services,
    library::{ErasedLog, upload::Uploads},
    services::SystemClock,
};
use sea_orm_migration::MigratorTrait;
use serde::{Deserialize, Serialize};

use crate::{config::Config, store};

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
    let url = config.database_url();
    Db::connect(&url, config.database.readers)
        .await
        .with_context(|| format!("the database {} cannot be opened", crate::config::Secret(url).masked()))
}

/// Opens everything, creating what is missing, and migrates.
///
/// # Errors
/// One sentence about the first part that does not open.
pub async fn open(config: &Config) -> anyhow::Result<Services> {
    let data = &config.data.folder;
    prepare_folder(data)?;
    let key = secrets(data)?.bytes().context("the key of secrets.toml cannot be read")?;
    let db = connect(config).await?;
    migrations::Migrator::up(db.writer(), None).await.context("the database cannot be migrated")?;
    migrations::cache_tags::install(db.writer()).await.context("the database cannot say what is written")?;
    let uploads = Uploads::new(data.join("uploads"), config.uploads.clone());
    Ok(Services::new(db, store::open(config)?, Arc::new(SystemClock))
        .with_key(key)
        .with_uploads(uploads)
        .with_erased_log(ErasedLog::new(data.join("erased.log")))
        .with_fixity(config.fixity))
}
