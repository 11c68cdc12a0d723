//! `jusoor move`: from SQLite to PostgreSQL.

use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use domain::{
    Db,
    library::fixity,
    search::{self, Progress},
};
use migrations::{Migrator, Standing};
use sea_orm_migration::MigratorTrait;

use super::say;
use crate::{
    backup, boot,
    config::{Config, Secret},
    moving,
};

/// Does it. The files of the library stay where they are, and are hashed again at the end.
pub async fn run(config: &Config, to: &str) -> anyhow::Result<ExitCode> {
    let url = config.database_url();
    ensure!(url.starts_with("sqlite:"), "the portal is on PostgreSQL already (database.url)");
    let shown = Secret(to.to_owned()).masked();
    let known = to.starts_with("postgres://") || to.starts_with("postgresql://");
    ensure!(known, "--to: found {shown}, expected postgres://…");
    let file = backup::file_of(&url)?;
    ensure!(file.is_file(), "there is nothing to move: {} is not there", file.display());
    // Whatever somebody wrote meanwhile would stay behind.
    backup::settle(&file).await?;
    let target = Db::connect(to, config.database.readers)
        .await
        .with_context(|| format!("the database {shown} cannot be opened"))?;
    if let Some(table) = moving::first_filled(target.writer()).await? {
        bail!("{shown} is not empty: the table {table} has rows");
    }
    let source = boot::open(config).await?;
    let standing = migrations::standing(source.db.writer()).await?;
    ensure!(standing == Standing::Ours, "a newer program has migrated this database: move it with that one");
    Migrator::up(target.writer(), None).await.context("the new database cannot be migrated")?;
    let moved = moving::transfer(source.db.read(), target.writer(), &say).await?;
    source.db.close().await;
    let services = boot::around(config, target, boot::key(&config.data.folder)?)?;
    search::reindex_telling(&services, tell_tenths()).await.context("the search cannot be made anew")?;
    say("the search is made anew");
    let health = fixity::check_all(&services).await.context("the library's files cannot be hashed")?;
    for one in &health.bad {
        say(&format!("WRONG  {}  {}", one.sha256, one.outcome.as_str()));
    }
    services.db.close().await;
    let (tables, rows, files) = (moved.tables, moved.rows, health.blobs);
    say(&format!("{tables} tables, {rows} rows carried over and compared; {files} files hashed"));
    say(&format!("now set database.url, start the portal, and keep {} as you keep a backup", file.display()));
    Ok(if health.bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell_tenths() -> impl Fn(Progress) + Send {
    let told = std::sync::atomic::AtomicUsize::new(0);
    move |progress: Progress| {
        let tenths = (progress.done * 10).checked_div(progress.of).unwrap_or(10);
        if tenths > told.fetch_max(tenths, std::sync::atomic::Ordering::Relaxed) {
            say(&format!("search: {} of {} texts", progress.done, progress.of));
        }
    }
}
