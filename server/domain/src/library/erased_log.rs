//! Items that were erased, in a file beside the database: a backup that is put back knows nothing of what was erased
//! after it was made, and must not bring it back. The file holds identifiers and moments, nothing else.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use contract::ids::ItemId;
use entity::library::{item, receipt};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use tokio::{
    fs::{self, File, OpenOptions},
    io::AsyncWriteExt,
};

use super::{
    consent::write_receipt,
    erase::{ERASABLE, strip, take_bytes},
    life::changed_by_an_act,
    upload::disk,
    words::{ItemState, RevokeGround},
};
use crate::{
    DomainResult, Services, search,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Identifiers that are looked up at once.
const CHUNK: usize = 500;

/// Where it is written down what was erased.
#[derive(Debug)]
pub struct ErasedLog {
    path: PathBuf,
}

impl ErasedLog {
    /// In this file, which is made when it is first needed.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Adds a line; it is on the disk afterwards. Lines of two writers stand one behind the other.
    pub(super) async fn add(&self, item: &str, now: i64) -> DomainResult<()> {
        add(&self.path, item, now).await.map_err(disk)
    }

    /// Every identifier in it. A line that was broken off names nothing.
    async fn read(&self) -> DomainResult<BTreeSet<String>> {
        let text = match fs::read(&self.path).await {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Err(error) => return Err(disk(error)),
        };
        Ok(text.lines().filter_map(named).map(str::to_owned).collect())
    }
}

async fn add(path: &Path, item: &str, now: i64) -> io::Result<()> {
    let is_new = !fs::try_exists(path).await?;
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path).await?;
    // The line break before it ends a line that was broken off.
    file.write_all(format!("\n{item} {now}\n").as_bytes()).await?;
    file.flush().await?;
    file.sync_all().await?;
    if let Some(folder) = path.parent().filter(|_| is_new) {
        File::open(folder).await?.sync_all().await?;
    }
    Ok(())
}

fn named(line: &str) -> Option<&str> {
    let (id, at) = line.split_once(' ')?;
    (id.parse::<ItemId>().is_ok() && at.parse::<i64>().is_ok()).then_some(id)
}

/// Erases once more what was erased and is there again: whoever put a backup back need not think of it. Returns how
/// many items it were.
///
/// # Errors
/// The database or the disk is away.
pub async fn erase_again(services: &Services) -> DomainResult<u64> {
    let Some(log) = services.erased_log() else { return Ok(0) };
    let ids: Vec<String> = log.read().await?.into_iter().collect();
    let mut done = 0;
    for chunk in ids.chunks(CHUNK) {
        let alive: Vec<String> = item::Entity::find()
            .select_only()
            .column(item::Column::Id)
            .filter(item::Column::Id.is_in(chunk.iter().cloned()))
            .filter(item::Column::State.ne(ItemState::Erased.as_str()))
            .into_tuple()
            .all(services.db.read())
            .await?;
        for id in alive {
            done += u64::from(again(services, &id).await?);
        }
    }
    Ok(done)
}

/// Answers whether it was there.
async fn again(services: &Services, id: &str) -> DomainResult<bool> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = item::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let lives = |row: &item::Model| ItemState::parse(&row.state).is_some_and(|one| ERASABLE.contains(&one));
    let Some(row) = row.filter(lives) else { return Ok(false) };
    if row.testimony && receipt::Entity::find_by_id(id).one(&tx).await?.is_none() {
        write_receipt(services, &tx, (&row, now), (RevokeGround::House, None)).await?;
    }
    let (change, bytes) = strip(&tx, &row, changed_by_an_act(&row, now), now).await?;
    change.update(&tx).await?;
    search::index_item(services, &tx, id).await?;
    let entry = Entry::of(Action::LibraryErase).on("item", id);
    audit::record(&tx, None, entry, now).await?;
    tx.commit().await?;
    services.facets().forget();
    take_bytes(services, bytes).await;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_lines_name_something() {
        assert_eq!(named("safetyaudio 1795000000000"), Some("safetyaudio"));
        for line in ["", "safetyaudio", "safetyaudio ", "../x 1", "safetyaudio one", "a b 1"] {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
