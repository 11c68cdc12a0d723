//! Writes a bag.

use std::{collections::BTreeSet, path::Path};

use contract::ErrorCode;
use entity::library::{collection_item, file, item, relation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::fs;

use super::{
    DECLARATION, INFO, MANIFEST, TABLE, TAGS, disk,
    dublin_core::{self, Relation},
    names::{harmless, of_its_own},
    place::{self, Place},
    row::{self, Beside, Kept},
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
struct Bag<'a> {
    place: &'a mut Place,
    manifest: String,
    done: Exported,
}

impl Bag<'_> {
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
    let mut done = fill(services, &mut Place::folder(folder), all).await?;
    done.faults = verify(folder).await?;
    Ok(done)
}

/// States that stay outside.
pub(super) fn left_out(all: bool) -> Vec<&'static str> {
    let mut states = vec![ItemState::Erased.as_str()];
    states.extend((!all).then_some(ItemState::Withdrawn.as_str()));
    states
}

/// Writes a bag to its place, what says that it is one last.
pub(super) async fn fill(services: &Services, place: &mut Place, all: bool) -> DomainResult<Exported> {
    place.begin().await?;
    let mut table = place.table().await?;
    table.write(&row::head()?).await?;
    let mut bag = Bag { place, manifest: String::new(), done: Exported::default() };
    let left_out = left_out(all);
    let mut after = String::new();
    loop {
        let ids: Vec<String> = item::Entity::find()
            .select_only()
            .column(item::Column::Id)
            .filter(item::Column::Id.gt(after.as_str()))
            .filter(item::Column::State.is_not_in(left_out.clone()))
            .order_by_asc(item::Column::Id)
            .limit(CHUNK)
            .into_tuple()
            .all(services.db.read())
            .await?;
        let Some(last) = ids.last() else { break };
        after = last.clone();
        for id in ids {
            // As it is now: whoever fetches a bag over a slow line takes hours, and what was taken back meanwhile stays here.
            let row = item::Entity::find_by_id(id).one(services.db.read()).await?;
            let Some(row) = row.filter(|row| !left_out.contains(&row.state.as_str())) else { continue };
            if keeps_back(&row, services.now_ms()) {
                bag.done.kept_back += 1;
                continue;
            }
            let line = one(services, &mut bag, row).await?;
            table.write(&line).await?;
        }
    }
    bag.place.filled().await?;
    let table = bag.place.put_table(table).await?;
    finish(services, &mut bag, table).await?;
    Ok(bag.done)
}

/// Whether who speaks in it did not agree to the world, or does no more.
fn keeps_back(row: &item::Model, now: i64) -> bool {
    let agreed = Reach::parse(&row.reach).is_some_and(Reach::is_public);
    !agreed || row.consent_until.is_some_and(|until| until <= now)
}

/// Nothing of somebody else's is overwritten or mixed in.
async fn empty(folder: &Path) -> DomainResult<()> {
    place::make(folder).await?;
    let mut entries = fs::read_dir(folder).await.map_err(disk)?;
    match entries.next_entry().await.map_err(disk)? {
        None => Ok(()),
        Some(_) => Err(DomainError::new(ErrorCode::Conflict)),
    }
}

/// An item: its files, its Dublin Core, its line of the table.
async fn one(services: &Services, bag: &mut Bag<'_>, row: item::Model) -> DomainResult<Vec<u8>> {
    let db = services.db.read();
    let id = row.id.clone();
    let inside = harmless(&id);
    bag.place.begin_item(&inside).await?;
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
        match bag.place.copy(services, &file.sha256, &format!("data/{place}")).await? {
            Some(size) => bag.name(&place, (file.sha256, size)),
            None => {
                bag.done.damaged.push(Damaged { item: id.clone(), file: file.id });
                continue;
            }
        }
        // What is closed now is in the copy all the same, and the table says from when to when it is given.
        kept.push(Kept {
            place,
            role: file.role,
            language: file.language,
            visible_from: file.visible_from,
            visible_to: file.visible_to,
            reason: file.embargo_reason,
        });
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
    let written = bag.place.put(&format!("data/{inside}/dc.xml"), core.as_bytes()).await?;
    bag.name(&format!("{inside}/dc.xml"), written);
    bag.place.end_item(&inside).await?;
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

/// Manifests, what says which bag this is, and last what says that it is one.
async fn finish(services: &Services, bag: &mut Bag<'_>, table: String) -> DomainResult<()> {
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
    let (manifest, _) = bag.place.put(MANIFEST, bag.manifest.as_bytes()).await?;
    let (info, _) = bag.place.put(INFO, info.as_bytes()).await?;
    let declared = blobs::sha256_hex(BAG.as_bytes());
    let tags =
        format!("{info}  {INFO}\n{declared}  {DECLARATION}\n{manifest}  {MANIFEST}\n{table}  {TABLE}\n");
    bag.place.put(TAGS, tags.as_bytes()).await?;
    bag.place.whole().await?;
    bag.place.put(DECLARATION, BAG.as_bytes()).await?;
    bag.place.end().await
}
