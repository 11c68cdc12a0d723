//! Opens the data folder, the database and the blob store, and puts the services together.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use domain::{Db, Services, services::SystemClock};
use object_store::local::LocalFileSystem;
use sea_orm_migration::MigratorTrait;

/// Opens everything, creating what is missing, and migrates.
pub async fn open(data: &Path, database_url: Option<&str>) -> anyhow::Result<Services> {
    std::fs::create_dir_all(data.join("blobs"))
        .with_context(|| format!("the data folder {} cannot be created", data.display()))?;
    let url = match database_url {
        Some(url) => url.to_owned(),
        None => format!("sqlite://{}?mode=rwc", data.join("jusoor.sqlite").display()),
    };
    let db = Db::connect(&url, 4).await.context("the database cannot be opened")?;
    migrations::Migrator::up(db.writer(), None).await.context("the database cannot be migrated")?;
    let blobs = LocalFileSystem::new_with_prefix(data.join("blobs"))?.with_fsync(true);
    Ok(Services::new(db, Arc::new(blobs), Arc::new(SystemClock)))
}
