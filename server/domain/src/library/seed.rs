//! Puts the starter shelf into the library: makes the editions, stores their bytes, then writes the rows.

use std::collections::{BTreeMap, BTreeSet};

use entity::library::{blob, collection, file, item};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use sha2::{Digest, Sha256};

use super::{
    blobs, editions,
    manifest::{self, AgentEntry, ItemEntry, Manifest, SubjectEntry, defect},
    seed_rows::{ReadyItem, write_agents, write_collection, write_item, write_relations, write_subjects},
    words::{FileRole, ItemState, Kind},
};
use crate::{DomainResult, Services};

/// A minute of silent reading, in words; Arabic is read a little slower than French or English.
const WORDS_A_MINUTE: i32 = 160;

/// Seeds collections and items whose entry or sources changed, and those whose bytes are gone. Returns how many.
///
/// # Errors
/// The starter content is defective, or the database or the blob store is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let Manifest { agents, subjects, collections, mut items } = manifest::load()?;
    let db = services.db.read();
    // What was wiped out at somebody's wish never comes back.
    let erased: BTreeSet<String> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(item::Column::State.eq(ItemState::Erased.as_str()))
        .into_tuple::<String>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    items.retain(|entry| !erased.contains(&entry.id));
    let changed_here: BTreeSet<String> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(item::Column::Version.gt(0))
        .into_tuple::<String>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let known_items: BTreeMap<String, String> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::ContentHash])
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let known_collections: BTreeMap<String, String> = collection::Entity::find()
        .select_only()
        .columns([collection::Column::Id, collection::Column::ContentHash])
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let kept_collections: BTreeSet<String> = collection::Entity::find()
        .select_only()
        .column(collection::Column::Id)
        .filter(collection::Column::Version.gt(0))
        .into_tuple::<String>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let broken = items_without_bytes(services, items.iter().map(|entry| entry.id.as_str())).await?;

    let mut changed_items = Vec::new();
    for entry in &items {
        let hash = item_hash(entry, &agents, &subjects)?;
        // What the desk changed stays as it is; bytes that were lost come back all the same.
        if changed_here.contains(&entry.id) {
            if broken.contains(&entry.id) {
                store_files(services, entry, hash, false).await?;
            }
            continue;
        }
        let is_new = known_items.get(&entry.id) != Some(&hash);
        if is_new || broken.contains(&entry.id) {
            changed_items.push((entry, hash, is_new));
        }
    }
    let mut changed_collections = Vec::new();
    // Likewise here: what the desk named or ordered stays so.
    for entry in collections.iter().filter(|entry| !kept_collections.contains(&entry.id)) {
        let hash = hash_of(entry, &[])?;
        if known_collections.get(&entry.id) != Some(&hash) {
            changed_collections.push((entry, hash));
        }
    }
    if changed_items.is_empty() && changed_collections.is_empty() {
        return Ok(0);
    }

    // Bytes first: a row never names a blob that is not there.
    let mut ready = Vec::new();
    for (entry, hash, is_new) in changed_items {
        ready.push(store_files(services, entry, hash, is_new).await?);
    }
    let now = services.now_ms();
    let count = (ready.len() + changed_collections.len()) as u64;
    let tx = services.db.begin().await?;
    write_agents(&tx, &agents).await?;
    write_subjects(&tx, &subjects).await?;
    for item in &ready {
        write_item(&tx, item, now).await?;
    }
    // Now that every item is there, they may name one another.
    for item in &ready {
        write_relations(&tx, item.entry, &erased).await?;
    }
    for (entry, hash) in changed_collections {
        write_collection(&tx, entry, hash, &erased).await?;
    }
    tx.commit().await?;
    services.facets().forget();
    Ok(count)
}

/// Of these items those with a file whose bytes are missing, have another length or are known to be damaged, for
/// instance after the blob folder was lost. Each file is a question to the store: nobody asks it about the others.
async fn items_without_bytes<'a>(
    services: &Services,
    items: impl Iterator<Item = &'a str>,
) -> DomainResult<BTreeSet<String>> {
    let rows: Vec<(String, String, i64, Option<i64>)> = file::Entity::find()
        .select_only()
        .columns([file::Column::ItemId, file::Column::Sha256])
        .columns([blob::Column::Size, blob::Column::BadSince])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.is_in(items))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut broken = BTreeSet::new();
    for (item, sha256, size, bad_since) in rows {
        if bad_since.is_some() || blobs::size(services, &sha256).await? != u64::try_from(size).ok() {
            broken.insert(item);
        }
    }
    Ok(broken)
}

fn hash_of<T: serde::Serialize>(entry: &T, sources: &[&[u8]]) -> DomainResult<String> {
    let mut hasher = Sha256::new();
    hasher.update(serde_json::to_vec(entry).map_err(defect)?);
    for source in sources {
        hasher.update(Sha256::digest(source));
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn item_hash(entry: &ItemEntry, agents: &[AgentEntry], subjects: &[SubjectEntry]) -> DomainResult<String> {
    let mut sources = Vec::new();
    for file in &entry.files {
        sources.extend(editions::sources(file)?);
    }
    let holder = entry.rights_holder.as_deref();
    let named: Vec<&AgentEntry> = agents
        .iter()
        .filter(|agent| holder == Some(&*agent.id) || entry.agents.iter().any(|link| link.agent == agent.id))
        .collect();
    let about: Vec<&SubjectEntry> =
        subjects.iter().filter(|subject| entry.subjects.contains(&subject.id)).collect();
    hash_of(&(editions::VERSION, entry, named, about), &sources)
}

async fn store_files<'a>(
    services: &Services,
    entry: &'a ItemEntry,
    hash: String,
    is_new: bool,
) -> DomainResult<ReadyItem<'a>> {
    let now = services.now_ms();
    let mut files = Vec::new();
    let mut minutes = None;
    let mut main: Option<(bool, i64)> = None;
    for (position, file) in (0_i32..).zip(&entry.files) {
        let made = editions::make(&entry.id, file)?;
        let words = made.words;
        let media_type = made.media_type;
        let stored = blobs::put_bytes(services, made.bytes).await?;
        let size = i64::try_from(stored.size).map_err(defect)?;
        let listened =
            file.seconds.map(|seconds| seconds.max(0).div_euclid(60) + i32::from(seconds % 60 >= 30));
        let read = words
            .filter(|_| file.role == FileRole::Html)
            .map(|words| words.div_euclid(WORDS_A_MINUTE) + i32::from(words % WORDS_A_MINUTE > 0));
        minutes = minutes.max(
            if matches!(entry.kind, Kind::Audio | Kind::Video) { listened } else { read }.map(|m| m.max(1)),
        );
        // What a card speaks of: the recording of an audio item, the book file of a book.
        let speaks = match entry.kind {
            Kind::Audio => file.role == FileRole::Audio,
            Kind::Video => file.role == FileRole::Video,
            Kind::Book => file.role == FileRole::Epub,
            Kind::Document => file.role == FileRole::Html,
        };
        match main {
            Some((true, _)) => {}
            _ if speaks || main.is_none() => main = Some((speaks, size)),
            _ => {}
        }
        files.push((
            file::ActiveModel {
                id: Set(file.id.clone()),
                item_id: Set(entry.id.clone()),
                sha256: Set(stored.sha256.clone()),
                role: Set(file.role.as_str().to_owned()),
                language: Set(file.language.code().to_owned()),
                file_name: Set(file.name.clone()),
                seconds: Set(file.seconds),
                words: Set(words),
                plain: Set(made.plain),
                position: Set(position),
                modified_at: Set(now),
                alt: Set(None),
                visible_from: Set(None),
                visible_to: Set(None),
                embargo_reason: Set(None),
            },
            blob::ActiveModel {
                sha256: Set(stored.sha256),
                size: Set(size),
                media_type: Set(media_type.to_owned()),
                stored_at: Set(now),
                checked_at: Set(now),
                bad_since: Set(None),
                traces: Set(None),
            },
        ));
    }
    Ok(ReadyItem { entry, hash, is_new, files, minutes, size: main.map_or(0, |(_, size)| size) })
}
