//! The files of the library, there and back. Each lies once beside all backups of a folder, under its hash (sealed: under
//! a name that only the key makes), so that a backup brings only what is new.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
};

use anyhow::{Context, bail, ensure};
use bytes::Bytes;
use domain::{Services, library::blobs};
use entity::library::blob;
use futures::{Stream, StreamExt, stream};
use sea_orm::EntityTrait;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{
    Tell,
    archive::{self, Blob},
    place::Place,
    seal::{Key, Opener, Sealer, sealed_size},
};

const SEALED: &[u8; 16] = b"jusoor s-blob 1\n";
/// Files after which something is said.
const TELL_EVERY: usize = 100;

/// What was saved.
#[derive(Debug, Default)]
pub struct Saved {
    /// All that lie there now, for the manifest.
    pub kept: Vec<Blob>,
    /// Those that were written now.
    pub written: Vec<Blob>,
    /// What is lost or not what it was, in sentences.
    pub faults: Vec<String>,
}

fn size_there(key: Option<&Key>, blob: &Blob) -> u64 {
    match key {
        Some(_) => SEALED.len() as u64 + sealed_size(blob.size),
        None => blob.size,
    }
}

/// Writes those that are not there yet.
///
/// # Errors
/// A store is away or full.
pub async fn save(
    services: &Services,
    place: (&Place, Option<&Key>),
    list: &[Blob],
    work: &Path,
    tell: Tell<'_>,
) -> anyhow::Result<Saved> {
    let (place, key) = place;
    let mut saved = Saved::default();
    for (at, blob) in list.iter().enumerate() {
        let path = place.blob(key, &blob.sha256);
        if place.size(&path).await? == Some(size_there(key, blob)) {
            saved.kept.push(blob.clone());
        } else {
            let plain = work.join("blob");
            let found = collect(services, blob, &plain).await?;
            match found {
                Found::Whole => {
                    let file = match key {
                        Some(key) => {
                            let sealed = work.join("blob-sealed");
                            seal(key, &plain, &sealed)?;
                            sealed
                        }
                        None => plain.clone(),
                    };
                    place.send(&path, &file).await?;
                    saved.kept.push(blob.clone());
                    saved.written.push(blob.clone());
                }
                // Erased or swept since the moment of the backup.
                Found::Gone => {}
                Found::Bad => {
                    saved
                        .faults
                        .push(format!("the file {} is lost or not what it was (jusoor fixity)", blob.sha256));
                }
            }
        }
        if (at + 1).is_multiple_of(TELL_EVERY) {
            tell(&format!("{} of {} files", at + 1, list.len()));
        }
    }
    Ok(saved)
}

enum Found {
    Whole,
    Gone,
    Bad,
}

/// Brings a file out of the store into a file of the folder of work, proved.
async fn collect(services: &Services, blob: &Blob, to: &Path) -> anyhow::Result<Found> {
    let at_hand = blobs::size(services, &blob.sha256).await.map_err(away)?;
    if at_hand.is_none() {
        let row = blob::Entity::find_by_id(blob.sha256.as_str()).one(services.db.read()).await?;
        return Ok(if row.is_some() { Found::Bad } else { Found::Gone });
    }
    let read = async {
        let mut stream = blobs::open(services, &blob.sha256, None).await?;
        let mut file = tokio::fs::File::create(to).await?;
        while let Some(chunk) = stream.next().await {
            file.write_all(&chunk?).await?;
        }
        file.flush().await?;
        anyhow::Ok(())
    };
    if let Err(error) = read.await {
        let full =
            error.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::StorageFull);
        // A store that is away is no fault of these bytes.
        if full || blobs::size(services, &blob.sha256).await.map_err(away)?.is_some() {
            return Err(error).context("a file of the library cannot be read");
        }
        return Ok(Found::Gone);
    }
    let whole = archive::hash(to)? == (blob.sha256.clone(), blob.size);
    Ok(if whole { Found::Whole } else { Found::Bad })
}

fn away(error: domain::DomainError) -> anyhow::Error {
    match error.source {
        Some(cause) => anyhow::anyhow!("the library's files cannot be asked: {cause}"),
        None => error.into(),
    }
}

fn seal(key: &Key, from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(to)?);
    file.write_all(SEALED)?;
    let mut sealer = Sealer::begin(file, key, SEALED)?;
    archive::copy(&mut File::open(from)?, &mut sealer)?;
    sealer.finish()?.flush()?;
    Ok(())
}

/// Opens a file as it lies there, into another or into nothing. Answers hash and length.
fn open(key: Option<&Key>, from: &Path, to: &mut impl Write) -> anyhow::Result<(String, u64)> {
    let mut file = BufReader::new(File::open(from)?);
    let Some(key) = key else { return Ok(archive::copy(&mut file, to)?) };
    let mut word = [0; 16];
    file.read_exact(&mut word).ok().filter(|()| &word == SEALED).context("it was changed or cut off")?;
    Ok(archive::copy(&mut Opener::begin(file, key, SEALED)?, to)?)
}

/// Brings a file from beside the backups, open and proved, into the folder of work; without a target, proves it alone.
async fn prove(
    place: (&Place, Option<&Key>),
    blob: &Blob,
    work: &Path,
    to: Option<&Path>,
) -> anyhow::Result<()> {
    let (place, key) = place;
    let brought = work.join("blob-brought");
    ensure!(place.bring(&place.blob(key, &blob.sha256), &brought).await?, "is not there");
    let found = match to {
        Some(to) => open(key, &brought, &mut File::create(to)?),
        None => open(key, &brought, &mut io::sink()),
    };
    fs::remove_file(&brought)?;
    ensure!(found? == (blob.sha256.clone(), blob.size), "was changed or cut off");
    Ok(())
}

/// Looks at files beside the backups, every byte. Answers what is wrong, in sentences.
///
/// # Errors
/// The place is away.
pub async fn verify(
    place: (&Place, Option<&Key>),
    list: &[Blob],
    work: &Path,
    tell: Tell<'_>,
) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for (at, blob) in list.iter().enumerate() {
        if let Err(error) = prove(place, blob, work, None).await {
            // A place that is away says so itself.
            place.0.size(&place.0.blob(place.1, &blob.sha256)).await?;
            faults.push(format!("the file {}: {error:#}", blob.sha256));
        }
        if (at + 1).is_multiple_of(TELL_EVERY) {
            tell(&format!("{} of {} files looked at", at + 1, list.len()));
        }
    }
    Ok(faults)
}

/// Brings the files back that the library's store does not hold. Answers how many, and what is wrong.
///
/// # Errors
/// A store is away or full.
pub async fn restore(
    services: &Services,
    place: (&Place, Option<&Key>),
    list: &[Blob],
    work: &Path,
    tell: Tell<'_>,
) -> anyhow::Result<(u64, Vec<String>)> {
    let (mut brought, mut faults) = (0, Vec::new());
    for (at, blob) in list.iter().enumerate() {
        if blobs::size(services, &blob.sha256).await.map_err(away)? != Some(blob.size) {
            let plain = work.join("blob");
            match prove(place, blob, work, Some(&plain)).await {
                Ok(()) => {
                    let file = tokio::fs::File::open(&plain).await?;
                    let stored = blobs::put_known(services, &blob.sha256, blob.size, pieces(file)).await;
                    if let Err(error) = stored {
                        bail!("the file {} cannot be put back: {:#}", blob.sha256, away(error));
                    }
                    brought += 1;
                }
                Err(error) => {
                    place.0.size(&place.0.blob(place.1, &blob.sha256)).await?;
                    faults.push(format!("the file {}: {error:#}", blob.sha256));
                }
            }
        }
        if (at + 1).is_multiple_of(TELL_EVERY) {
            tell(&format!("{} of {} files", at + 1, list.len()));
        }
    }
    Ok((brought, faults))
}

fn pieces(file: tokio::fs::File) -> impl Stream<Item = io::Result<Bytes>> + Unpin + Send {
    Box::pin(stream::unfold(file, |mut file| async move {
        let mut buffer = vec![0; 65_536];
        match file.read(&mut buffer).await {
            Ok(0) => None,
            Ok(read) => {
                buffer.truncate(read);
                Some((Ok(Bytes::from(buffer)), file))
            }
            Err(error) => Some((Err(error), file)),
        }
    }))
}
