//! Writes a bag.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use contract::ErrorCode;
use entity::library::{collection_item, file, item, relation};
use futures::StreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::fs::{self, File};

use super::{
    DECLARATION, INFO, MANIFEST, TABLE, TAGS, disk,
    dublin_core::{self, Relation},
    names::{harmless, of_its_own},
    row::{self, Beside, Kept},
    sink::{self, Sink},
    verify,
};
use crate::{
    DomainError, DomainResult, Services,
    library::{
        blobs,
        list::WORDS,
        record::{self, Record},
        words::{FileRole, ItemState, Reach, RelationKind},
    },
    services::day_of,
};

/// Items that are looked up at a time.
const CHUNK: u64 = 100;
const BAG: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A file that could not be taken along: its bytes are not what they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The item.
    pub item: String,
    /// The file.
    pub file: String,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Items.
    pub items: u64,
    /// Files of the payload, Dublin Core among them.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What is not in it although it should be.
    pub damaged: Vec<Damaged>,
    /// Testimonies that stay in the house: who speaks in them did not agree to the world.
    pub kept_back: u64,
    /// What was wrong with the bag when it was read again.
    pub faults: Vec<String>,
}

/// A bag in the making.
struct Bag {
    folder: PathBuf,
    manifest: String,
    done: Exported,
}

impl Bag {
    fn name(&mut self, place: &str, (hash, size): (String, u64)) {
        self.manifest.push_str(&format!("{hash}  data/{place}\n"));
        self.done.files += 1;
        self.done.bytes += size;
    }
}

/// Writes the library into an empty folder: everything but what was erased, and what was withdrawn only with `all`. A
/// bag is passed on: of testimonies it holds what the world may have, and nothing of what was agreed on.
/// The folder is a bag only once everything is on the disk: what says so is written last.
///
/// # Errors
/// [`ErrorCode::Conflict`] when there is something in the folder; the disk is full or away; the database is away.
pub async fn export(services: &Services, folder: &Path, all: bool) -> DomainResult<Exported> {
    empty(folder).await?;
    let data = folder.join("data");
    make(&data).await?;
    let mut bag = Bag { folder: folder.to_owned(), manifest: String::new(), done: Exported::default() };
    let mut table = Sink::create(&folder.join(TABLE)).await.map_err(disk)?;
    table.write(&row::head()?).await.map_err(disk)?;
    let mut left_out = vec![ItemState::Erased.as_str()];
    left_out.extend((!all).then_some(ItemState::Withdrawn.as_str()));
    let mut after = String::new();
    loop {
        let rows = item::Entity::find()
            .filter(item::Column::Id.gt(after.as_str()))
            .filter(item::Column::State.is_not_in(left_out.clone()))
            .order_by_asc(item::Column::Id)
            .limit(CHUNK)
            .all(services.db.read())
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.id.clone();
        for row in rows {
            if keeps_back(&row, services.now_ms()) {
                bag.done.kept_back += 1;
                continue;
            }
            let line = one(services, &mut bag, row).await?;
            table.write(&line).await.map_err(disk)?;
        }
    }
    synced(&data).await?;
    let (table, _) = table.finish().await.map_err(disk)?;
    finish(services, &bag, table).await?;
    bag.done.faults = verify(folder).await?;
    Ok(bag.done)
}

/// Whether who speaks in it did not agree to the world, or does no more.
fn keeps_back(row: &item::Model, now: i64) -> bool {
    let agreed = Reach::parse(&row.reach).is_some_and(Reach::is_public);
    !agreed || row.consent_until.is_some_and(|until| until <= now)
}

/// Nothing of somebody else's is overwritten or mixed in.
async fn empty(folder: &Path) -> DomainResult<()> {
    make(folder).await?;
    let mut entries = fs::read_dir(folder).await.map_err(disk)?;
    match entries.next_entry().await.map_err(disk)? {
        None => Ok(()),
        Some(_) => Err(DomainError::new(ErrorCode::Conflict)),
    }
}

/// Drafts are in it: the folder is its owner's alone.
async fn make(folder: &Path) -> DomainResult<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await.map_err(disk)
}

/// Names of new files are on the disk.
async fn synced(folder: &Path) -> DomainResult<()> {
    File::open(folder).await.map_err(disk)?.sync_all().await.map_err(disk)
}

/// An item: its files, its Dublin Core, its line of the table.
async fn one(services: &Services, bag: &mut Bag, row: item::Model) -> DomainResult<Vec<u8>> {
    let db = services.db.read();
    let id = row.id.clone();
    let inside = harmless(&id);
    let folder = bag.folder.join("data").join(&inside);
    make(&folder).await?;
    let mut taken = BTreeSet::from(["dc.xml".to_owned()]);
    let mut kept = Vec::new();
    let files = file::Entity::find()
        .filter(file::Column::ItemId.eq(&*id))
        .order_by_asc(file::Column::Position)
        .order_by_asc(file::Column::Id)
        .all(db)
        .await?;
    for file in files {
        if row.text_only && FileRole::parse(&file.role).is_none_or(|role| !WORDS.contains(&role)) {
            continue;
        }
        let name = of_its_own(&file.file_name, &file.id, &mut taken);
        let place = format!("{inside}/{name}");
        match copy(services, &file.sha256, &folder.join(&name)).await? {
            Some(size) => bag.name(&place, (file.sha256, size)),
            None => {
                bag.done.damaged.push(Damaged { item: id.clone(), file: file.id });
                continue;
            }
        }
        kept.push(Kept { place, role: file.role, language: file.language });
    }
    let relations = relations(services, &id).await?;
    let collections: Vec<String> = collection_item::Entity::find()
        .select_only()
        .column(collection_item::Column::CollectionId)
        .filter(collection_item::Column::ItemId.eq(&*id))
        .order_by_asc(collection_item::Column::CollectionId)
        .into_tuple()
        .all(db)
        .await?;
    let record: Record = record::load(services, db, row.clone()).await?;
    let core = dublin_core::write(&record, &relations);
    let written = sink::write(&folder.join("dc.xml"), core.as_bytes()).await.map_err(disk)?;
    bag.name(&format!("{inside}/dc.xml"), written);
    synced(&folder).await?;
    bag.done.items += 1;
    row::of(&record, &Beside { row: &row, relations: &relations, collections: &collections, files: &kept })
}

/// Relations to whatever there is, hidden or not.
async fn relations(services: &Services, id: &str) -> DomainResult<Vec<Relation>> {
    let rows = relation::Entity::find()
        .filter(relation::Column::ItemId.eq(id))
        .order_by_asc(relation::Column::Position)
        .all(services.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((RelationKind::parse(&row.kind)?, row.target_id.or(row.url)?)))
        .collect())
}

/// Copies a blob, and answers its size; nothing when it is not what it was, of which nothing stays.
async fn copy(services: &Services, sha256: &str, to: &Path) -> DomainResult<Option<u64>> {
    if blobs::size(services, sha256).await?.is_none() {
        return Ok(None);
    }
    let mut sink = Sink::create(to).await.map_err(disk)?;
    let whole = match blobs::open(services, sha256, None).await {
        Ok(mut stream) => loop {
            match stream.next().await {
                Some(Ok(chunk)) => sink.write(&chunk).await.map_err(disk)?,
                Some(Err(_)) => break false,
                None => break true,
            }
        },
        Err(_) => false,
    };
    let (hash, size) = sink.finish().await.map_err(disk)?;
    if whole && hash == sha256 {
        return Ok(Some(size));
    }
    fs::remove_file(to).await.map_err(disk)?;
    Ok(None)
}

/// Manifests, what says which bag this is, and last what says that it is one.
async fn finish(services: &Services, bag: &Bag, table: String) -> DomainResult<()> {
    let put = async |name: &str, text: &str| {
        sink::write(&bag.folder.join(name), text.as_bytes()).await.map_err(disk)
    };
    let done = &bag.done;
    let info = format!(
        "Bagging-Date: {}\nPayload-Oxum: {}.{}\nExternal-Description: The library of Jusoor, {} items\n\
         Bag-Software-Agent: jusoor {}\n",
        day_of(services.now_ms()),
        done.bytes,
        done.files,
        done.items,
        env!("CARGO_PKG_VERSION"),
    );
    let (manifest, _) = put(MANIFEST, &bag.manifest).await?;
    let (info, _) = put(INFO, &info).await?;
    let declared = blobs::sha256_hex(BAG.as_bytes());
    let tags =
        format!("{info}  {INFO}\n{declared}  {DECLARATION}\n{manifest}  {MANIFEST}\n{table}  {TABLE}\n");
    put(TAGS, &tags).await?;
    synced(&bag.folder).await?;
    put(DECLARATION, BAG).await?;
    synced(&bag.folder).await
}
