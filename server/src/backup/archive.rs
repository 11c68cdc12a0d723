//! The one file of a backup: a word for what it is, then (sealed, when a key is set) compressed: how long the manifest
//! is, the manifest, its hash, and the parts that it names, one behind the other.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, bail, ensure};
use flate2::{Compression, bufread::ZlibDecoder, write::ZlibEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::seal::{Key, Opener, Sealer, hex};

const PLAIN: &[u8; 16] = b"jusoor backup 1\n";
const SEALED: &[u8; 16] = b"jusoor sealed 1\n";
/// No manifest is longer: some millions of files.
const LONGEST: u64 = 1 << 30;

/// The database: a file of SQLite, or what `pg_dump` wrote.
pub const DATABASE: &str = "database";
/// The deletion journal: people who left, items that were erased.
pub const JOURNAL: &str = "journal";
/// `secrets.toml`, in sealed backups alone.
pub const SECRETS: &str = "secrets.toml";

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Kind {
    /// As people say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// What a backup is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// UTC milliseconds.
    pub made_at: i64,
    /// Which database.
    pub kind: Kind,
    /// Migrations that were applied.
    pub migrations: Vec<String>,
    /// What the portal's key makes of a word: whether a `secrets.toml` is the one of this backup.
    pub secrets: String,
    /// Rows of every table.
    pub rows: BTreeMap<String, u64>,
    /// Parts of this file, in order.
    pub parts: Vec<Part>,
    /// Files of the library, which lie beside it.
    pub blobs: Vec<Blob>,
}

/// A part of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name, one of the three.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Hexadecimal SHA-256.
    pub sha256: String,
}

/// A file of the library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Blob {
    /// Hexadecimal SHA-256.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// A file that its owner alone can read; there must be none of this name.
///
/// # Errors
/// It cannot be made.
pub fn create(path: &Path) -> io::Result<File> {
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Reads to the end and passes on. Answers hash and length.
///
/// # Errors
/// One of the two fails.
pub fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 65_536];
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok((hex(&hasher.finalize()), size)),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
        size += read as u64;
    }
}

/// Hash and length of a file.
///
/// # Errors
/// It cannot be read.
pub fn hash(path: &Path) -> io::Result<(String, u64)> {
    copy(&mut File::open(path)?, &mut io::sink())
}

impl Part {
    /// The part that this file is.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(name: &str, folder: &Path) -> io::Result<Self> {
        let (sha256, size) = hash(&folder.join(name))?;
        Ok(Self { name: name.to_owned(), size, sha256 })
    }
}

/// Writes the file; it is on the disk afterwards. The parts lie in the folder under their names.
///
/// # Errors
/// It cannot be written.
pub fn write(to: &Path, key: Option<&Key>, manifest: &Manifest, folder: &Path) -> anyhow::Result<()> {
    let mut file = BufWriter::new(create(to)?);
    let file = match key {
        Some(key) => {
            file.write_all(SEALED)?;
            body(Sealer::begin(file, key, SEALED)?, manifest, folder)?.finish()?
        }
        None => {
            file.write_all(PLAIN)?;
            body(file, manifest, folder)?
        }
    };
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(())
}

fn body<W: Write>(to: W, manifest: &Manifest, folder: &Path) -> anyhow::Result<W> {
    let mut to = ZlibEncoder::new(to, Compression::fast());
    let text = serde_json::to_vec(manifest)?;
    to.write_all(&(text.len() as u64).to_be_bytes())?;
    to.write_all(&text)?;
    to.write_all(&Sha256::digest(&text))?;
    for part in &manifest.parts {
        let (sha256, size) = copy(&mut File::open(folder.join(&part.name))?, &mut to)?;
        ensure!(sha256 == part.sha256 && size == part.size, "{} changed under way", part.name);
    }
    Ok(to.finish()?)
}

/// A file that was opened, its manifest read and proved.
pub struct Archive {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Whether it is sealed.
    pub sealed: bool,
    body: ZlibDecoder<BufReader<Box<dyn Read + Send>>>,
}

/// Whether a file begins as a backup does.
///
/// # Errors
/// It cannot be read.
pub fn is_one(path: &Path) -> io::Result<bool> {
    let mut word = Vec::new();
    File::open(path)?.take(16).read_to_end(&mut word)?;
    Ok(word == PLAIN || word == SEALED)
}

/// Opens the file.
///
/// # Errors
/// It is no backup, was changed, or needs a key that is not set or another one.
pub fn open(path: &Path, key: Option<&Key>) -> anyhow::Result<Archive> {
    let mut file = BufReader::new(File::open(path)?);
    let mut word = [0; 16];
    file.read_exact(&mut word).ok().context("it is no backup of Jusoor")?;
    let sealed = &word == SEALED;
    let inner: Box<dyn Read + Send> = match (&word, key) {
        (PLAIN, _) => Box::new(file),
        (SEALED, Some(key)) => Box::new(Opener::begin(file, key, SEALED)?),
        (SEALED, None) => bail!("it is sealed: set the key under which it was made (JUSOOR__BACKUP__KEY)"),
        _ => bail!("it is no backup of Jusoor, or of a newer one"),
    };
    let mut body = ZlibDecoder::new(BufReader::new(inner));
    let manifest = manifest(&mut body).map_err(|error| cut(&error))?;
    for part in &manifest.parts {
        ensure!([DATABASE, JOURNAL, SECRETS].contains(&part.name.as_str()), "it holds an unknown part");
    }
    Ok(Archive { manifest, sealed, body })
}

/// Whatever the way in which it does not read: it is not what was written. A wrong key says so itself.
fn cut(error: &io::Error) -> anyhow::Error {
    let said = error.to_string();
    if said.starts_with("it was ") {
        anyhow::anyhow!(said)
    } else {
        anyhow::anyhow!("it was changed or cut off")
    }
}

fn manifest(body: &mut impl Read) -> io::Result<Manifest> {
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, "it was changed or cut off");
    let mut length = [0; 8];
    body.read_exact(&mut length)?;
    let length = u64::from_be_bytes(length);
    if length > LONGEST {
        return Err(wrong());
    }
    let mut text = Vec::new();
    body.by_ref().take(length).read_to_end(&mut text)?;
    let mut hash = [0; 32];
    body.read_exact(&mut hash)?;
    let proved = hash == <[u8; 32]>::from(Sha256::digest(&text));
    serde_json::from_slice(&text).ok().filter(|_| proved).ok_or_else(wrong)
}

impl Archive {
    /// Reads every part to its end and compares it; with a folder, they lie in it afterwards.
    ///
    /// # Errors
    /// Something is not what was written, or the folder cannot be written.
    pub fn unpack(mut self, folder: Option<&Path>) -> anyhow::Result<Manifest> {
        for part in &self.manifest.parts {
            let mut from = (&mut self.body).take(part.size);
            let found = match folder {
                Some(folder) => {
                    let place = folder.join(&part.name);
                    let mut file = create(&place).with_context(|| place.display().to_string())?;
                    let found = copy(&mut from, &mut file).map_err(|error| written(&error))?;
                    file.sync_all()?;
                    found
                }
                None => copy(&mut from, &mut io::sink()).map_err(|error| cut(&error))?,
            };
            ensure!(found == (part.sha256.clone(), part.size), "it was changed or cut off ({})", part.name);
        }
        let mut more = [0; 1];
        let ended = self.body.read(&mut more).map_err(|error| cut(&error))? == 0;
        let mut inner = self.body.into_inner();
        let nothing = inner.fill_buf().map_err(|error| cut(&error))?.is_empty();
        ensure!(ended && nothing, "it was changed: something stands behind its end");
        Ok(self.manifest)
    }
}

/// A full disk is no fault of the file.
fn written(error: &io::Error) -> anyhow::Error {
    if error.kind() == io::ErrorKind::StorageFull {
        anyhow::anyhow!("no room is left on the disk")
    } else {
        cut(error)
    }
}
