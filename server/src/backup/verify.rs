//! Looks at a backup, every byte of it, without touching the portal.

use anyhow::Context;

use super::{
    Tell,
    archive::{self, DATABASE, Kind},
    blobs,
    place::Place,
    postgres, sqlite, work,
};
use crate::{boot, config::Config};

/// What was found.
#[derive(Debug)]
pub struct Verified {
    /// When it was made, UTC milliseconds.
    pub made_at: i64,
    /// Which database it is of.
    pub kind: &'static str,
    /// Rows.
    pub rows: u64,
    /// Files of the library.
    pub blobs: usize,
    /// Whether it is sealed.
    pub sealed: bool,
    /// What is wrong with files of the library, in sentences.
    pub faults: Vec<String>,
}

/// Looks at one.
///
/// # Errors
/// It is not there, was changed, or needs another key.
pub async fn verify(config: &Config, from: &str, tell: Tell<'_>) -> anyhow::Result<Verified> {
    boot::prepare_folder(&config.data.folder)?;
    let place = Place::parse(config, from, false)?;
    let key = config.backup.sealing();
    let key = key.as_ref();
    let work = work::folder(&config.data.folder)?;
    let folder = work.path();
    let file = place.fetch(folder).await?;
    let archive = archive::open(&file, key).with_context(|| from.to_owned())?;
    let sealed = archive.sealed;
    let manifest = archive.unpack(Some(folder)).with_context(|| from.to_owned())?;
    let database = folder.join(DATABASE);
    let sound = match manifest.kind {
        Kind::Sqlite => sqlite::examine(&database).await,
        Kind::Postgres => postgres::examine(&database).await,
    };
    sound.with_context(|| from.to_owned())?;
    tell("the database in it is sound");
    let faults = blobs::verify((&place, key), &manifest.blobs, folder, tell).await?;
    Ok(Verified {
        made_at: manifest.made_at,
        kind: manifest.kind.name(),
        rows: manifest.rows.values().sum(),
        blobs: manifest.blobs.len(),
        sealed,
        faults,
    })
}
