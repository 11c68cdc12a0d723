//! Where the files of a table are: a folder, or a ZIP archive that is unpacked file by file. Runs where it may block.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Component, Path, PathBuf},
};

use crate::{
    library::upload::{Entry, Refusal, entries, extract},
    services::new_id,
};

/// Where files are.
pub(super) enum Source {
    /// The table names none.
    Nowhere,
    /// A folder.
    Folder(PathBuf),
    /// An archive, and where its files are put.
    Archive(PathBuf, Vec<Entry>, PathBuf),
}

impl Source {
    /// Opens it; `scratch` is a folder in which something may lie for a while, `most` what an archive may unpack to.
    pub fn open(path: Option<&Path>, scratch: &Path, most: u64) -> io::Result<Result<Self, Refusal>> {
        let Some(path) = path else { return Ok(Ok(Self::Nowhere)) };
        if path.is_dir() {
            return Ok(Ok(Self::Folder(path.to_owned())));
        }
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        let entries = match entries(&mut file, size, most)? {
            Ok(entries) => entries,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let scratch = scratch.join(format!("batch-{}", new_id()));
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&scratch)?;
        Ok(Ok(Self::Archive(path.to_owned(), entries, scratch)))
    }

    /// Where a file is, if there is one of this name of at most so many bytes.
    pub fn find(&self, name: &str, most: u64) -> io::Result<Option<PathBuf>> {
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || name.is_empty() {
            return Ok(None);
        }
        match self {
            Self::Nowhere => Ok(None),
            Self::Folder(folder) => Ok(Some(folder.join(name)).filter(|path| path.is_file())),
            Self::Archive(path, entries, scratch) => {
                let found = entries.iter().find(|entry| entry.name == name.as_bytes());
                let Some(entry) = found else { return Ok(None) };
                let to = scratch.join(new_id());
                let mut out = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&to)?;
                let whole = extract(&mut File::open(path)?, entry, most, &mut out)?;
                Ok(whole.then_some(to))
            }
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Self::Archive(_, _, scratch) = self
            && let Err(error) = fs::remove_dir_all(&*scratch)
        {
            tracing::warn!(%error, "unpacked files could not be removed");
        }
    }
}
