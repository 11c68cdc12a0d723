//! Lets old backups go, and the files of the library that no remaining one names: what was erased must leave the backups
//! too, before the deletion journal forgets it.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};

use super::{Tell, archive, place::Place, work};
use crate::{boot, config::Config};

/// No backup may live longer than the deletion journal remembers (90 days), with room to spare.
pub const LONGEST_DAYS: i64 = 80;
/// What was written since is left alone: a backup may be under way.
const DAY_MS: i64 = 86_400_000;

/// What went.
#[derive(Debug, Default)]
pub struct Pruned {
    /// Backups that stay.
    pub kept: usize,
    /// Backups that went.
    pub removed: usize,
    /// Files of the library that went.
    pub blobs: u64,
}

/// Does it. The newest backup stays, however old it is. When one cannot be read nothing goes: nobody knows what it names.
///
/// # Errors
/// The place is away, or a backup there cannot be opened.
pub async fn prune(config: &Config, folder: &str, keep_days: i64, tell: Tell<'_>) -> anyhow::Result<Pruned> {
    ensure!(
        (1..=LONGEST_DAYS).contains(&keep_days),
        "--keep-days: found {keep_days}, expected 1 to {LONGEST_DAYS}: the deletion journal forgets after 90"
    );
    boot::prepare_folder(&config.data.folder)?;
    let any = Place::parse(config, &format!("{}/any", folder.trim_end_matches('/')), false)?;
    let key = config.backup.sealing();
    let key = key.as_ref();
    let work = work::folder(&config.data.folder)?;
    let mut found = Vec::new();
    for name in any.names().await? {
        let place = any.named(&name);
        let head = place.fetch_head(work.path()).await?;
        if !archive::is_one(&head)? {
            continue;
        }
        let manifest = match archive::open(&head, key) {
            Ok(archive) => archive.manifest,
            // Its manifest is longer than that, or it is no good.
            Err(_) => {
                let file = place.fetch(work.path()).await?;
                let opened = archive::open(&file, key);
                opened.with_context(|| format!("{folder}: {name}, so nothing was removed"))?.manifest
            }
        };
        found.push((manifest.made_at, name, manifest.blobs));
    }
    found.sort();
    let now = chrono::Utc::now().timestamp_millis();
    let newest = found.last().map(|(at, ..)| *at);
    let goes = |at: i64| at < now - keep_days * DAY_MS && Some(at) != newest;
    let mut pruned = Pruned::default();
    let mut wanted = BTreeSet::new();
    for (at, name, blobs) in &found {
        if goes(*at) {
            any.named(name).remove().await?;
            tell(&format!("{name} is gone"));
            pruned.removed += 1;
        } else {
            wanted.extend(blobs.iter().map(|blob| any.blob(key, &blob.sha256)));
            pruned.kept += 1;
        }
    }
    // In a folder without any backup nobody knows what is not needed.
    if pruned.kept > 0 {
        pruned.blobs = any.sweep(&wanted, now - DAY_MS).await?;
    }
    Ok(pruned)
}
