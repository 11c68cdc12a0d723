//! When the last backup was made and proved, for `jusoor doctor` and the figures.

use std::{fs, io::ErrorKind, path::Path, time::UNIX_EPOCH};

use anyhow::Context;
use serde::{Deserialize, Serialize};

const NAME: &str = "last-backup";

/// The last backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// UTC milliseconds.
    pub at: i64,
    /// Where it is; empty when the operator made it by other means.
    pub to: String,
    /// Whether it is sealed, as far as we know.
    pub sealed: bool,
}

impl Last {
    /// Writes it down, whole or not at all.
    ///
    /// # Errors
    /// The data folder cannot be written.
    pub fn note(&self, data: &Path) -> anyhow::Result<()> {
        let (draft, path) = (data.join(format!("{NAME}.new")), data.join(NAME));
        let written = fs::write(&draft, toml::to_string(self)?).and_then(|()| fs::rename(&draft, &path));
        written.with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Reads it; nothing when none was made. An empty file is what a script of the operator leaves behind: then its time
    /// counts.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(data: &Path) -> anyhow::Result<Option<Self>> {
        let path = data.join(NAME);
        match fs::read_to_string(&path) {
            Ok(text) if text.is_empty() => {
                Ok(Some(Self { at: touched(&path)?, to: String::new(), sealed: false }))
            }
            Ok(text) => toml::from_str(&text)
                .map(Some)
                .with_context(|| format!("{} is not what a backup wrote", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
        }
    }
}

fn touched(path: &Path) -> anyhow::Result<i64> {
    let at = fs::metadata(path).and_then(|file| file.modified());
    let at = at.with_context(|| format!("{} cannot be read", path.display()))?;
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
