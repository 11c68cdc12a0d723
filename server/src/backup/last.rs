//! When the last backup was made and proved, for `jusoor doctor`.

use std::{fs, io::ErrorKind, path::Path};

use anyhow::Context;
use serde::{Deserialize, Serialize};

const NAME: &str = "last-backup.toml";

/// The last backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// UTC milliseconds.
    pub at: i64,
    /// Where it is.
    pub to: String,
    /// Whether it is sealed.
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

    /// Reads it; nothing when none was made.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(data: &Path) -> anyhow::Result<Option<Self>> {
        let path = data.join(NAME);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map(Some)
                .with_context(|| format!("{} is not what a backup wrote", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
        }
    }
}
