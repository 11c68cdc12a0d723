//! Where the bytes of unfinished files lie, and who is writing at this moment.

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use contract::ErrorCode;
use tokio::{
    fs::{self, File, OpenOptions},
    sync::{RwLock, Semaphore},
};

use super::Limits;
use crate::DomainError;

/// Files that are looked at at once: what this costs does not grow with what is sent.
const IN_HAND: usize = 1;

/// Unfinished files of this process.
#[derive(Debug)]
pub struct Uploads {
    folder: PathBuf,
    limits: Limits,
    busy: Mutex<HashSet<String>>,
    /// Who takes bytes away that nothing names waits for whoever is about to name some, and the other way round.
    pub(in crate::library) shelf: RwLock<()>,
    pub(super) hands: Semaphore,
    /// Tables that are tried at once.
    pub(in crate::library) trials: Semaphore,
    /// Bags of the whole library that are fetched at once.
    pub(in crate::library) bags: Arc<Semaphore>,
}

impl Uploads {
    /// In a folder, which is made when it is first needed.
    pub fn new(folder: PathBuf, limits: Limits) -> Self {
        Self {
            folder,
            limits,
            busy: Mutex::default(),
            shelf: RwLock::new(()),
            hands: Semaphore::new(IN_HAND),
            trials: Semaphore::new(IN_HAND),
            bags: Arc::new(Semaphore::new(IN_HAND)),
        }
    }

    /// How large files may be.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The folder.
    pub(in crate::library) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the bytes of an upload lie. Identifiers are ours: letters and digits.
    pub(crate) fn part(&self, id: &str) -> PathBuf {
        let name: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
        self.folder.join(format!("{name}.part"))
    }

    /// Makes an empty file for an upload; its name is on the disk afterwards.
    pub(crate) async fn create(&self, id: &str) -> io::Result<File> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder).await?;
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(self.part(id)).await?;
        File::open(&self.folder).await?.sync_all().await?;
        Ok(file)
    }

    /// Removes the bytes of an upload, if there are any.
    pub(crate) async fn remove(&self, id: &str) {
        match fs::remove_file(self.part(id)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, "the bytes of an upload could not be removed");
            }
            _ => {}
        }
    }

    /// Takes an upload in hand; nothing when somebody has it.
    pub(super) fn take(self: &Arc<Self>, id: &str) -> Option<Busy> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(id.to_owned()).then(|| Busy { uploads: self.clone(), id: id.to_owned() })
    }
}

/// An upload in hand.
#[derive(Debug)]
pub(super) struct Busy {
    uploads: Arc<Uploads>,
    id: String,
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.uploads.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// What a failure of the disk is to her.
#[track_caller]
pub(crate) fn disk(error: io::Error) -> DomainError {
    let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    DomainError::caused(if full { ErrorCode::StorageFull } else { ErrorCode::Unavailable }, error)
}
