//! Puts the starter shelf into the library: makes the editions, stores their bytes, then writes the rows.

use std::collections::{BTreeMap, BTreeSet};

use contract::Locale;
use entity::library::{
    agent, agent_text, blob, collection, collection_item, collection_text, file, item, item_agent, item_text,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QuerySelect, RelationTrait, sea_query::OnConflict,
};
use sha2::{Digest, Sha256};

use super::{
    blobs, editions,
    manifest::{self, AgentEntry, CollectionEntry, ItemEntry, Manifest, defect},
    model::{FileRole, Kind},
};
use crate::{DomainResult, Services};

/// A minute of silent reading, in words; Arabic is read a little slower than French or English.
const WORDS_A_MINUTE: i32 = 160;

/// Seeds collections and items whose entry or sources changed, and those whose bytes are gone. Returns how many.
///
/// # Errors
/// The starter content is defective, or the database or the blob store is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let Manifest { agents, collections, items } = manifest::load()?;
    let db = services.db.read();
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
    let broken = items_without_bytes(services).await?;

    let mut changed_items = Vec::new();
    for entry in &items {
        let hash = item_hash(entry, &agents)?;
        if known_items.get(&entry.id) != Some(&hash) || broken.contains(&entry.id) {
            changed_items.push((entry, hash));
        }
    }
    let mut changed_collections = Vec::new();
    for entry in &collections {
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
    for (entry, hash) in changed_items {
        ready.push(store_files(services, entry, hash).await?);
    }
    let now = services.now_ms();
    let count = (ready.len() + changed_collections.len()) as u64;
    let tx = services.db.begin().await?;
    write_agents(&tx, &agents).await?;
    for item in ready {
        write_item(&tx, item, now).await?;
    }
    for (entry, hash) in changed_collections {
        write_collection(&tx, entry, hash).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// Items with a file whose bytes are missing or have another length, for instance after the blob folder was lost.
async fn items_without_bytes(services: &Services) -> DomainResult<BTreeSet<String>> {
    let rows: Vec<(String, String, i64)> = file::Entity::find()
        .select_only()
        .columns([file::Column::ItemId, file::Column::Sha256])
        .column(blob::Column::Size)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut broken = BTreeSet::new();
    for (item, sha256, size) in rows {
        if blobs::size(services, &sha256).await? != u64::try_from(size).ok() {
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

fn item_hash(entry: &ItemEntry, agents: &[AgentEntry]) -> DomainResult<String> {
    let mut sources = Vec::new();
    for file in &entry.files {
        sources.extend(editions::sources(file)?);
    }
    let named: Vec<&AgentEntry> =
        agents.iter().filter(|agent| entry.agents.iter().any(|link| link.agent == agent.id)).collect();
    hash_of(&(editions::VERSION, entry, named), &sources)
}

struct ReadyItem<'a> {
    entry: &'a ItemEntry,
    hash: String,
    files: Vec<(file::ActiveModel, blob::ActiveModel)>,
    minutes: Option<i32>,
    size: i64,
}

async fn store_files<'a>(
    services: &Services,
    entry: &'a ItemEntry,
    hash: String,
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
        minutes = minutes.max(if entry.kind == Kind::Audio { listened } else { read }.map(|m| m.max(1)));
        // What a card speaks of: the recording of an audio item, the book file of a book.
        let speaks = match entry.kind {
            Kind::Audio | Kind::Video => file.role == FileRole::Audio,
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
            },
            blob::ActiveModel {
                sha256: Set(stored.sha256),
                size: Set(size),
                media_type: Set(media_type.to_owned()),
                stored_at: Set(now),
            },
        ));
    }
    Ok(ReadyItem { entry, hash, files, minutes, size: main.map_or(0, |(_, size)| size) })
}

async fn write_agents<C: ConnectionTrait>(tx: &C, agents: &[AgentEntry]) -> DomainResult<()> {
    for entry in agents {
        agent::Entity::insert(agent::ActiveModel { id: Set(entry.id.clone()) })
            .on_conflict(OnConflict::column(agent::Column::Id).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
        agent_text::Entity::delete_many().filter(agent_text::Column::AgentId.eq(&*entry.id)).exec(tx).await?;
        let names = entry.name.iter().map(|(locale, name)| agent_text::ActiveModel {
            agent_id: Set(entry.id.clone()),
            locale: Set(locale.code().to_owned()),
            name: Set(name.clone()),
        });
        agent_text::Entity::insert_many(names).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn write_item<C: ConnectionTrait>(tx: &C, ready: ReadyItem<'_>, now: i64) -> DomainResult<()> {
    let ReadyItem { entry, hash, files, minutes, size } = ready;
    let id = &entry.id;
    item::Entity::insert(item::ActiveModel {
        id: Set(id.clone()),
        kind: Set(entry.kind.as_str().to_owned()),
        work: Set(entry.work.clone()),
        section: Set(entry.section.clone()),
        languages: Set(entry.languages.iter().map(|l| l.code()).collect::<Vec<_>>().join(" ")),
        year: Set(entry.year),
        licence: Set(entry.licence.as_str().to_owned()),
        source_url: Set(entry.source_url.clone()),
        machine_read: Set(entry.machine_read),
        published_on: Set(entry.published_on.clone()),
        minutes: Set(minutes),
        size: Set(size),
        content_hash: Set(hash),
    })
    .on_conflict(
        OnConflict::column(item::Column::Id)
            .update_columns([
                item::Column::Kind,
                item::Column::Work,
                item::Column::Section,
                item::Column::Languages,
                item::Column::Year,
                item::Column::Licence,
                item::Column::SourceUrl,
                item::Column::MachineRead,
                item::Column::PublishedOn,
                item::Column::Minutes,
                item::Column::Size,
                item::Column::ContentHash,
            ])
            .to_owned(),
    )
    .exec_without_returning(tx)
    .await?;

    item_text::Entity::delete_many().filter(item_text::Column::ItemId.eq(&**id)).exec(tx).await?;
    let texts = entry.text.iter().map(|(locale, text)| item_text::ActiveModel {
        item_id: Set(id.clone()),
        locale: Set(locale.code().to_owned()),
        slug: Set(text.slug.clone()),
        title: Set(text.title.clone()),
        summary: Set(text.summary.clone()),
    });
    item_text::Entity::insert_many(texts).exec_without_returning(tx).await?;

    item_agent::Entity::delete_many().filter(item_agent::Column::ItemId.eq(&**id)).exec(tx).await?;
    for (position, link) in (0_i32..).zip(&entry.agents) {
        let row = item_agent::ActiveModel {
            item_id: Set(id.clone()),
            agent_id: Set(link.agent.clone()),
            role: Set(link.role.as_str().to_owned()),
            position: Set(position),
        };
        item_agent::Entity::insert(row).exec_without_returning(tx).await?;
    }
    write_files(tx, id, files, now).await
}

async fn write_files<C: ConnectionTrait>(
    tx: &C,
    item: &str,
    files: Vec<(file::ActiveModel, blob::ActiveModel)>,
    now: i64,
) -> DomainResult<()> {
    let old: Vec<(String, String, i64)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::Sha256, file::Column::ModifiedAt])
        .filter(file::Column::ItemId.eq(item))
        .into_tuple()
        .all(tx)
        .await?;
    let kept: Vec<String> = files.iter().map(|(file, _)| file.id.clone().unwrap()).collect();
    file::Entity::delete_many()
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Id.is_not_in(kept))
        .exec(tx)
        .await?;
    for (mut file, blob) in files {
        blob::Entity::insert(blob)
            .on_conflict(
                OnConflict::column(blob::Column::Sha256)
                    .update_columns([blob::Column::Size, blob::Column::MediaType])
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
        // The day of change is that of the bytes: a new title does not make a new file.
        let unchanged =
            old.iter().find(|(id, sha256, _)| id == file.id.as_ref() && sha256 == file.sha256.as_ref());
        file.modified_at = Set(unchanged.map_or(now, |(.., modified_at)| *modified_at));
        file::Entity::insert(file)
            .on_conflict(
                OnConflict::column(file::Column::Id)
                    .update_columns([
                        file::Column::ItemId,
                        file::Column::Sha256,
                        file::Column::Role,
                        file::Column::Language,
                        file::Column::FileName,
                        file::Column::Seconds,
                        file::Column::Words,
                        file::Column::Plain,
                        file::Column::Position,
                        file::Column::ModifiedAt,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn write_collection<C: ConnectionTrait>(
    tx: &C,
    entry: &CollectionEntry,
    hash: String,
) -> DomainResult<()> {
    collection::Entity::insert(collection::ActiveModel {
        id: Set(entry.id.clone()),
        position: Set(entry.position),
        content_hash: Set(hash),
    })
    .on_conflict(
        OnConflict::column(collection::Column::Id)
            .update_columns([collection::Column::Position, collection::Column::ContentHash])
            .to_owned(),
    )
    .exec_without_returning(tx)
    .await?;
    collection_text::Entity::delete_many()
        .filter(collection_text::Column::CollectionId.eq(&*entry.id))
        .exec(tx)
        .await?;
    for locale in Locale::ALL {
        let (Some(title), Some(summary)) = (entry.title.get(&locale), entry.summary.get(&locale)) else {
            continue;
        };
        let text = collection_text::Model {
            collection_id: entry.id.clone(),
            locale: locale.code().to_owned(),
            title: title.clone(),
            summary: summary.clone(),
        };
        collection_text::Entity::insert(text.into_active_model()).exec_without_returning(tx).await?;
    }
    collection_item::Entity::delete_many()
        .filter(collection_item::Column::CollectionId.eq(&*entry.id))
        .exec(tx)
        .await?;
    for (position, item) in (0_i32..).zip(&entry.items) {
        let row = collection_item::ActiveModel {
            collection_id: Set(entry.id.clone()),
            item_id: Set(item.clone()),
            position: Set(position),
        };
        collection_item::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
