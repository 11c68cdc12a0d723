//! Reads a bag as somebody else would: every file that is named is there and is what it was, and there is no other.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Component, Path},
};

use sha2::{Digest, Sha256};

use super::{DECLARATION, INFO, MANIFEST, TABLE, TAGS, disk};
use crate::{DomainError, DomainResult, library::blobs};

/// What is wrong with a bag, one line for each thing.
///
/// # Errors
/// The folder cannot be read.
pub async fn verify(folder: &Path) -> DomainResult<Vec<String>> {
    let folder = folder.to_owned();
    tokio::task::spawn_blocking(move || faults(&folder))
        .await
        .map_err(|error| DomainError::caused(contract::ErrorCode::Internal, error))?
        .map_err(disk)
}

fn faults(folder: &Path) -> io::Result<Vec<String>> {
    let mut faults = Vec::new();
    let declared = fs::read_to_string(folder.join(DECLARATION)).unwrap_or_default();
    if !declared.starts_with("BagIt-Version: 1.0\n") {
        faults.push(format!("{DECLARATION}: not a bag of version 1.0"));
    }
    let payload = listed(folder, MANIFEST, &mut faults)?;
    let tags = listed(folder, TAGS, &mut faults)?;
    for needed in [DECLARATION, INFO, MANIFEST, TABLE] {
        if !tags.contains_key(needed) {
            faults.push(format!("{TAGS}: {needed} is not named"));
        }
    }
    for (name, hash) in payload.iter().chain(&tags) {
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        match inside.then(|| hash_of(&folder.join(name))) {
            None => faults.push(format!("{name}: not inside the bag")),
            Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => {
                faults.push(format!("{name}: missing"));
            }
            Some(Err(error)) => return Err(error),
            Some(Ok(found)) if found != *hash => faults.push(format!("{name}: not what it was")),
            Some(Ok(_)) => {}
        }
    }
    strangers(folder, Path::new("data"), &payload, &mut faults)?;
    Ok(faults)
}

/// Names and hashes of a manifest.
fn listed(folder: &Path, manifest: &str, faults: &mut Vec<String>) -> io::Result<BTreeMap<String, String>> {
    let text = match fs::read_to_string(folder.join(manifest)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            faults.push(format!("{manifest}: missing"));
            return Ok(BTreeMap::new());
        }
        read => read?,
    };
    let mut named = BTreeMap::new();
    for line in text.lines() {
        match line.split_once("  ") {
            Some((hash, name)) => {
                if named.insert(name.to_owned(), hash.to_owned()).is_some() {
                    faults.push(format!("{manifest}: {name} twice"));
                }
            }
            None => faults.push(format!("{manifest}: a line that is none")),
        }
    }
    Ok(named)
}

fn hash_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 128 * 1024];
    loop {
        let read = file.read(&mut piece)?;
        let Some(part) = piece.get(..read).filter(|part| !part.is_empty()) else { break };
        hasher.update(part);
    }
    Ok(blobs::hex(&hasher.finalize()))
}

/// Files of the payload that no manifest names.
fn strangers(
    folder: &Path,
    below: &Path,
    named: &BTreeMap<String, String>,
    faults: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(below))? {
        let entry = entry?;
        let place = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            strangers(folder, &place, named, faults)?;
        } else if place.to_str().is_none_or(|place| !named.contains_key(place)) {
            faults.push(format!("{}: not named", place.display()));
        }
    }
    Ok(())
}
