//! Where a backup lies: a file of some folder, or an object of a bucket. Beside it, for all backups of that folder
//! together, lie the files of the library (`blobs/`) and the newest deletion journal.

use std::{
    collections::BTreeSet,
    fs,
    io::ErrorKind,
    os::unix::fs::DirBuilderExt,
    path::{Path as FsPath, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail, ensure};
use futures::StreamExt;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart, local::LocalFileSystem, path::Path,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::seal::Key;
use crate::{
    config::{self, Config, StoreKind},
    store,
};

/// What is larger goes in parts of this size (a bucket takes none smaller).
const PART: usize = 8 * 1024 * 1024;

/// A place of a backup.
pub struct Place {
    store: Arc<dyn ObjectStore>,
    prefix: String,
    name: String,
    folder: Option<PathBuf>,
    shown: String,
}

impl Place {
    /// Reads `s3://bucket/folder/name` or the path of a file.
    ///
    /// # Errors
    /// It is neither, the folder is not there, or it would lie among what it backs up.
    pub fn parse(config: &Config, text: &str, writing: bool) -> anyhow::Result<Self> {
        match text.strip_prefix("s3://") {
            Some(rest) => Self::bucket(config, text, rest),
            None => Self::file(config, text, writing),
        }
    }

    fn bucket(config: &Config, text: &str, rest: &str) -> anyhow::Result<Self> {
        let expected = "expected s3://BUCKET/FOLDER/NAME, of letters, digits, \"-\", \"_\" and \".\"";
        let (bucket, path) = rest.split_once('/').with_context(|| format!("{text}: {expected}"))?;
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        ensure!(path.split('/').all(plain), "{text}: {expected}");
        let mut used = config.clone();
        used.store = config.backup.store.clone().unwrap_or_else(|| config.store.clone());
        used.store.kind = StoreKind::S3;
        used.store.bucket = bucket.to_owned();
        let wrong = config::wrong(&used);
        ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
        let library = &config.store;
        let same = library.bucket == bucket && library.endpoint == used.store.endpoint;
        if library.kind == StoreKind::S3 && same {
            bail!("{text}: this bucket holds the library, for the portal alone; name another one");
        }
        let (prefix, name) = path.rsplit_once('/').unwrap_or(("", path));
        Ok(Self {
            store: Arc::new(store::s3(&used.store)?),
            prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
            name: name.to_owned(),
            folder: None,
            shown: text.to_owned(),
        })
    }

    fn file(config: &Config, text: &str, writing: bool) -> anyhow::Result<Self> {
        let path = FsPath::new(text);
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{text}: expected the name of a file"))?.to_owned();
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        if writing {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true).mode(0o700);
            builder
                .create(&folder)
                .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
        let found = folder.canonicalize();
        let folder = found.with_context(|| format!("the folder {} cannot be opened", folder.display()))?;
        if let Ok(data) = config.data.folder.canonicalize()
            && folder.starts_with(&data)
        {
            bail!(
                "{text} lies in the data folder: what takes the one would take the other; name another place"
            );
        }
        if writing {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder.join("blobs"))?;
        }
        let store = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            prefix: String::new(),
            name,
            folder: Some(folder),
            shown: text.to_owned(),
        })
    }

    /// As it was said.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Where the file itself is, when it is one.
    fn on_disk(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(&self.name))
    }

    fn object(&self) -> Path {
        Path::from(format!("{}{}", self.prefix, self.name))
    }

    /// Where the newest deletion journal lies.
    pub fn journal(&self) -> Path {
        Path::from(format!("{}deletion-journal", self.prefix))
    }

    /// Where a file of the library lies.
    pub fn blob(&self, key: Option<&Key>, sha256: &str) -> Path {
        let name = key.map_or_else(|| sha256.to_owned(), |key| format!("{}.sealed", key.name_of(sha256)));
        let first = name.get(..2).unwrap_or_default();
        Path::from(format!("{}blobs/{first}/{name}", self.prefix))
    }

    /// Whether there is a backup of this name.
    ///
    /// # Errors
    /// The store is away.
    pub async fn is_taken(&self) -> anyhow::Result<bool> {
        match self.on_disk() {
            Some(path) => Ok(path.exists()),
            None => Ok(self.size(&self.object()).await?.is_some()),
        }
    }

    /// Where the file is put together: beside its place, or in the folder of work.
    pub fn draft(&self, work: &FsPath) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.join(format!(".{}.{}", self.name, domain::services::new_id())),
            None => work.join("archive"),
        }
    }

    /// Gives the file its place, whole or not at all.
    ///
    /// # Errors
    /// It cannot be written there.
    pub async fn settle(&self, draft: &FsPath) -> anyhow::Result<()> {
        let (Some(path), Some(folder)) = (self.on_disk(), &self.folder) else {
            return self.send(&self.object(), draft).await;
        };
        // A link never takes the place of what is there; a rename would, and is what a stick with FAT knows.
        let settled = match fs::hard_link(draft, &path) {
            Ok(()) => fs::remove_file(draft),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            Err(_) => fs::rename(draft, &path),
        };
        settled.with_context(|| format!("{} cannot be written", path.display()))?;
        fs::File::open(folder)?.sync_all()?;
        Ok(())
    }

    /// The file on this disk; out of a bucket it is brought into the folder of work.
    ///
    /// # Errors
    /// It is not there, or the store is away.
    pub async fn fetch(&self, work: &FsPath) -> anyhow::Result<PathBuf> {
        if let Some(path) = self.on_disk() {
            ensure!(path.is_file(), "{} is not there", self.shown);
            return Ok(path);
        }
        let to = work.join("fetched");
        ensure!(self.bring(&self.object(), &to).await?, "{} is not there", self.shown);
        Ok(to)
    }

    /// The same with another name.
    pub fn named(&self, name: &str) -> Self {
        Self {
            store: self.store.clone(),
            prefix: self.prefix.clone(),
            name: name.to_owned(),
            folder: self.folder.clone(),
            shown: name.to_owned(),
        }
    }

    /// Names of the files that lie in this folder.
    ///
    /// # Errors
    /// It is away.
    pub async fn names(&self) -> anyhow::Result<Vec<String>> {
        let mut names = Vec::new();
        if let Some(folder) = &self.folder {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if entry.file_type()?.is_file() {
                    names
                        .push(entry.file_name().to_str().context("a file whose name is no text")?.to_owned());
                }
            }
        } else {
            let prefix = Path::from(self.prefix.trim_end_matches('/'));
            let listed = self.store.list_with_delimiter(Some(&prefix)).await?;
            names.extend(listed.objects.iter().filter_map(|one| one.location.filename().map(str::to_owned)));
        }
        names.retain(|name| !name.starts_with('.') && name != "deletion-journal");
        names.sort();
        Ok(names)
    }

    /// Its beginning, enough for a manifest as a rule; a file on this disk as it is.
    ///
    /// # Errors
    /// It is away.
    pub async fn fetch_head(&self, work: &FsPath) -> anyhow::Result<PathBuf> {
        if let Some(path) = self.on_disk() {
            return Ok(path);
        }
        let object = self.object();
        let size = self.size(&object).await?.unwrap_or_default().min(PART as u64 / 8);
        let to = work.join("head");
        let bytes =
            if size == 0 { bytes::Bytes::new() } else { self.store.get_range(&object, 0..size).await? };
        fs::write(&to, bytes)?;
        Ok(to)
    }

    /// Takes it away.
    ///
    /// # Errors
    /// It cannot be taken.
    pub async fn remove(&self) -> anyhow::Result<()> {
        match self.on_disk() {
            Some(path) => {
                fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))
            }
            None => self.store.delete(&self.object()).await.with_context(|| format!("{} stays", self.shown)),
        }
    }

    /// Takes files of the library away that are not among these and lie there since before that moment. Answers how many.
    ///
    /// # Errors
    /// The place is away.
    pub async fn sweep(&self, wanted: &BTreeSet<Path>, before_ms: i64) -> anyhow::Result<u64> {
        let folder = Path::from(format!("{}blobs", self.prefix));
        let mut listed = self.store.list(Some(&folder));
        let mut old = Vec::new();
        while let Some(one) = listed.next().await {
            let one = one?;
            if one.last_modified.timestamp_millis() < before_ms && !wanted.contains(&one.location) {
                old.push(one.location);
            }
        }
        for path in &old {
            self.store.delete(path).await?;
        }
        Ok(old.len() as u64)
    }

    /// Size of something beside it.
    ///
    /// # Errors
    /// The store is away.
    pub async fn size(&self, path: &Path) -> anyhow::Result<Option<u64>> {
        match self.store.head(path).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} cannot be asked", self.shown)),
        }
    }

    /// Puts a file there.
    ///
    /// # Errors
    /// The store is away or full.
    pub async fn send(&self, path: &Path, file: &FsPath) -> anyhow::Result<()> {
        self.sent(path, file).await.with_context(|| format!("{} cannot be written", self.shown))
    }

    async fn sent(&self, path: &Path, file: &FsPath) -> anyhow::Result<()> {
        let mut from = tokio::fs::File::open(file).await?;
        let size = from.metadata().await?.len();
        if size <= PART as u64 {
            let mut bytes = Vec::new();
            from.read_to_end(&mut bytes).await?;
            self.store.put(path, PutPayload::from(bytes)).await?;
            return Ok(());
        }
        let mut upload = WriteMultipart::new_with_chunk_size(self.store.put_multipart(path).await?, PART);
        let mut buffer = vec![0; 1024 * 1024];
        loop {
            let read = match from.read(&mut buffer).await {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => {
                    upload.abort().await?;
                    return Err(error.into());
                }
            };
            upload.wait_for_capacity(2).await?;
            upload.write(&buffer[..read]);
        }
        upload.finish().await?;
        Ok(())
    }

    /// Brings something that lies there into a file. Answers whether it was there.
    ///
    /// # Errors
    /// The store is away, or the disk is full.
    pub async fn bring(&self, path: &Path, to: &FsPath) -> anyhow::Result<bool> {
        let found = match self.store.get(path).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", self.shown)),
        };
        let mut stream = found.into_stream();
        let file = match super::archive::create(to) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                fs::remove_file(to)?;
                super::archive::create(to)?
            }
            made => made?,
        };
        let mut file = tokio::fs::File::from_std(file);
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.with_context(|| format!("{} breaks off", self.shown))?;
            file.write_all(&chunk).await?;
        }
        file.flush().await?;
        Ok(true)
    }
}
