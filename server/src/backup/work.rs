//! The folder in which backups are put together and taken apart: in the data folder, its owner's alone, gone afterwards.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use anyhow::Context;
use tempfile::TempDir;

const NAME: &str = "backup-work-";

/// Makes one, and takes away what a command that was killed left a day ago: it holds a copy of everything.
///
/// # Errors
/// The data folder cannot be written.
pub fn folder(data: &Path) -> anyhow::Result<TempDir> {
    let shown = data.display();
    let unwritable = || format!("the data folder {shown} cannot be written");
    let old = SystemTime::now() - Duration::from_secs(86_400);
    for entry in fs::read_dir(data).with_context(unwritable)?.flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(NAME));
        let left = entry.metadata().and_then(|found| found.modified()).is_ok_and(|at| at < old);
        if ours && left {
            fs::remove_dir_all(entry.path()).with_context(unwritable)?;
        }
    }
    tempfile::Builder::new().prefix(NAME).tempdir_in(data).with_context(unwritable)
}
