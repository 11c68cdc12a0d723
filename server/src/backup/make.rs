//! Makes a backup while the portal writes: first the database as it stands at one moment, then the files that its rows
//! name, then the manifest of both. What was written is read again.

use std::{fs, path::Path};

use anyhow::{Context, bail, ensure};
use domain::Db;
use sea_orm::{AccessMode, IsolationLevel, TransactionTrait};

use super::{
    Tell,
    archive::{self, DATABASE, JOURNAL, Kind, Manifest, Part, SECRETS},
    blobs,
    facts::{self, Facts},
    journal::Journal,
    last::Last,
    place::Place,
    postgres, sqlite, work,
};
use crate::{boot, config::Config};

/// Of what the portal's key makes a hash that tells it from other keys.
pub(super) const FINGERPRINT: &str = "whose backup this is";

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// Bytes of the file.
    pub bytes: u64,
    /// Rows of the database.
    pub rows: u64,
    /// Files of the library that are in it.
    pub blobs: usize,
    /// Of these, files that were written now.
    pub new_blobs: usize,
    /// Whether it is sealed.
    pub sealed: bool,
    /// What is not well, in sentences; the rest is there.
    pub faults: Vec<String>,
}

/// Makes one. Nothing is migrated: it is made before an upgrade too.
///
/// # Errors
/// The place is taken or away, the database is away or damaged, or what was written is not what is read.
pub async fn make(config: &Config, to: &str, tell: Tell<'_>) -> anyhow::Result<Made> {
    let data = &config.data.folder;
    if data.join(boot::UNFINISHED).exists() {
        bail!("a restore was broken off in {}: do it again to its end (jusoor restore)", data.display());
    }
    let url = config.database_url();
    if url.starts_with("sqlite:") {
        let file = sqlite::file_of(&url)?;
        ensure!(file.is_file(), "there is nothing to keep: {} is not there", file.display());
    }
    boot::prepare_folder(data)?;
    let place = Place::parse(config, to, true)?;
    ensure!(
        !place.is_taken().await?,
        "{to} is there already; a backup takes the place of none: name another"
    );
    let key = config.backup.sealing();
    let key = key.as_ref();
    let work = work::folder(data)?;
    let folder = work.path();
    let db = boot::connect(config).await?;
    let services = boot::around(config, db, boot::key(data)?)?;
    let made_at = services.now_ms();
    let (facts, kind) = snapshot(&services.db, &url, &folder.join(DATABASE)).await?;
    let rows: u64 = facts.rows.values().sum();
    tell(&format!("database: {rows} rows at one moment"));
    let mut journal = Journal::of(&services, data).await?;
    journal.merge(Journal::beside(&place, key, folder).await?);
    journal.trim(made_at);
    journal.put_beside(&place, key, folder).await?;
    let saved = blobs::save(&services, (&place, key), &facts.blobs, folder, tell).await?;
    tell(&format!("files: {} of {} were new", saved.written.len(), saved.kept.len()));
    fs::write(folder.join(JOURNAL), journal.text())?;
    let mut parts = vec![Part::of(DATABASE, folder)?, Part::of(JOURNAL, folder)?];
    if key.is_some() {
        fs::copy(boot::secrets_path(data), folder.join(SECRETS)).context("secrets.toml cannot be read")?;
        parts.push(Part::of(SECRETS, folder)?);
    }
    let manifest = Manifest {
        made_at,
        kind,
        migrations: facts.migrations,
        secrets: services.keyed_hash(FINGERPRINT),
        rows: facts.rows,
        parts,
        blobs: saved.kept,
    };
    let draft = place.draft(folder);
    let bytes = settled(&place, &draft, key, &manifest, folder).await;
    if bytes.is_err() {
        // Half a file is none.
        fs::remove_file(&draft).ok();
    }
    let bytes = bytes?;
    services.db.close().await;
    // As anybody would who needs it: from its place, to its end.
    let written = place.fetch(folder).await?;
    let read = archive::open(&written, key).and_then(|archive| archive.unpack(None));
    let read = read.with_context(|| format!("{to} was written and cannot be read again"))?;
    ensure!(read == manifest, "{to} was written and is not what was written");
    let mut faults = saved.faults;
    faults.extend(blobs::verify((&place, key), &saved.written, folder, tell).await?);
    tell("read again: it is what was written");
    Last { at: made_at, to: to.to_owned(), sealed: key.is_some() }.note(data)?;
    Ok(Made {
        bytes,
        rows,
        blobs: manifest.blobs.len(),
        new_blobs: saved.written.len(),
        sealed: key.is_some(),
        faults,
    })
}

async fn settled(
    place: &Place,
    draft: &Path,
    key: Option<&super::Key>,
    manifest: &Manifest,
    folder: &Path,
) -> anyhow::Result<u64> {
    let written = archive::write(draft, key, manifest, folder);
    written.with_context(|| format!("{} cannot be written", place.shown()))?;
    let bytes = fs::metadata(draft)?.len();
    place.settle(draft).await?;
    Ok(bytes)
}

/// The database at one moment, in a file, and what it says of itself at that moment.
async fn snapshot(db: &Db, url: &str, to: &Path) -> anyhow::Result<(Facts, Kind)> {
    if db.is_sqlite() {
        sqlite::copy(db, to).await?;
        sqlite::examine(to).await?;
        let copied = sqlite::connect(to).await?;
        let facts = facts::of(&copied).await;
        copied.close().await.ok();
        return Ok((facts?, Kind::Sqlite));
    }
    let (level, mode) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
    let tx = db.read().begin_with_config(Some(level), Some(mode)).await?;
    let view = postgres::export_view(&tx).await?;
    let facts = facts::of(&tx).await?;
    postgres::dump(url, &view, to).await?;
    tx.commit().await?;
    postgres::examine(to).await?;
    Ok((facts, Kind::Postgres))
}
