//! Wiping an item out at the wish of the person concerned: only its identifier is left, and that it was removed.

use std::{collections::BTreeSet, time::Duration};

use contract::{FieldCode, ids::ItemId};
use entity::{
    content::article_audio,
    library::{
        blob, collection_item, consent, cover, file, identifier, item, item_agent, item_subject, item_text,
        reading_list_item, relation, segment, tombstone, upload, warning,
    },
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
};

use super::{
    blobs,
    consent::{settle, write_receipt},
    life::Act,
    pages, waiting,
    words::{ItemState, RevokeGround},
    write::{agents_of, forget_agents},
};
use crate::{Actor, DomainError, DomainResult, Permission, Services, permission::require, staff::Action};

/// How long whoever erases waits for a file that is just being stored.
const PATIENCE: Duration = Duration::from_secs(5);

/// States out of which an item can be erased.
pub(super) const ERASABLE: [ItemState; 4] =
    [ItemState::Draft, ItemState::Published, ItemState::Unpublished, ItemState::Withdrawn];

/// Erases an item, its texts, its files and what stands in other places about it: names that nothing else names, and
/// files on their way here that have the same bytes. Bytes that no other item stands on leave the store right
/// afterwards; should that fail, the next sweep of orphans takes them. Of a testimony a receipt is left.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused field `sure`; not found;
/// [`contract::ErrorCode::Conflict`] for what is erased already.
pub async fn erase(services: &Services, actor: &Actor, id: &ItemId, sure: bool) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    if !sure {
        return Err(DomainError::field("sure", FieldCode::NotConfirmed));
    }
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&ERASABLE)?;
    if act.row.testimony {
        let by = act.member.id.as_str().to_owned();
        write_receipt(services, &act.tx, (&act.row, act.now), (RevokeGround::House, Some(by))).await?;
    }
    let (change, bytes) = strip(&act.tx, &act.row, act.change(), act.now).await?;
    let entry = act.entry(Action::LibraryErase);
    write_down(services, &act).await?;
    act.finish(change, entry).await?;
    take_bytes(services, bytes).await;
    Ok(())
}

/// Writes outside of the database that it is erased, before it is: of a backup that is put back nobody has to think. See
/// [`super::erase_again`].
pub(super) async fn write_down(services: &Services, act: &Act<'_>) -> DomainResult<()> {
    match services.erased_log() {
        Some(log) => log.add(&act.row.id, act.now).await,
        None => Ok(()),
    }
}

/// Deletes every row about an item but its own. Answers that one as it will be, and the hashes of bytes on which nothing
/// stands any more.
pub(super) async fn strip<C: ConnectionTrait>(
    tx: &C,
    row: &item::Model,
    mut change: item::ActiveModel,
    now: i64,
) -> DomainResult<(item::ActiveModel, Vec<String>)> {
    let id = row.id.as_str();
    let named = agents_of(tx, row).await?;
    let bytes = wipe(tx, id).await?;
    forget_agents(tx, named, id, None).await?;
    change.state = Set(ItemState::Erased.as_str().to_owned());
    change.withdrawn_at = Set(Some(now));
    change.withdrawal_reason = Set(None);
    change.kind = Set(String::new());
    change.work = Set(None);
    change.section = Set(None);
    change.languages = Set(String::new());
    change.year = Set(None);
    change.licence = Set(String::new());
    change.source_url = Set(None);
    change.machine_read = Set(false);
    change.published_on = Set(String::new());
    change.minutes = Set(None);
    change.size = Set(0);
    change.content_hash = Set(String::new());
    change.visible_from = Set(None);
    change.visible_to = Set(None);
    change.rights_holder = Set(None);
    change.accessibility = Set(String::new());
    change.created_by = Set(None);
    change.without_text_reason = Set(None);
    change.audience = Set(None);
    change.details = Set(String::new());
    change.genre = Set(None);
    settle(&mut change, false, None);
    Ok((change, bytes))
}

/// Takes bytes out of the store of which the database knows nothing any more.
pub(super) async fn take_bytes(services: &Services, bytes: Vec<String>) {
    // Nobody finds these bytes there and names them while they are being taken away.
    let Ok(_shelf) = tokio::time::timeout(PATIENCE, services.uploads().shelf.write()).await else {
        tracing::warn!("bytes of an erased item wait for the next sweep");
        return;
    };
    for sha256 in bytes {
        if let Err(error) = forget(services, &sha256).await {
            tracing::warn!(cause = ?error.source, "bytes of an erased item are still in the store");
        }
    }
}

/// Takes bytes out of the store, unless somebody has brought the same ones meanwhile.
async fn forget(services: &Services, sha256: &str) -> DomainResult<()> {
    if blob::Entity::find_by_id(sha256).one(services.db.writer()).await?.is_none() {
        blobs::forget(services, sha256).await?;
    }
    Ok(())
}

/// Deletes every row about an item but its own. Returns the hashes on which nothing stands any more.
async fn wipe<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<Vec<String>> {
    let mut held: BTreeSet<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .filter(file::Column::ItemId.eq(id))
        .into_tuple::<String>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    if let Some(row) = cover::Entity::find_by_id(id).one(tx).await? {
        held.extend([row.jpeg, row.webp].into_iter().flatten());
    }
    cover::Entity::delete_many().filter(cover::Column::ItemId.eq(id)).exec(tx).await?;
    let pictures = pages::forget(tx, id).await?;
    held.extend(waiting::of_item(tx, id).await?.into_iter().filter_map(|(row, _)| row.sha256));
    file::Entity::delete_many().filter(file::Column::ItemId.eq(id)).exec(tx).await?;
    item_text::Entity::delete_many().filter(item_text::Column::ItemId.eq(id)).exec(tx).await?;
    item_agent::Entity::delete_many().filter(item_agent::Column::ItemId.eq(id)).exec(tx).await?;
    item_subject::Entity::delete_many().filter(item_subject::Column::ItemId.eq(id)).exec(tx).await?;
    identifier::Entity::delete_many().filter(identifier::Column::ItemId.eq(id)).exec(tx).await?;
    relation::Entity::delete_many().filter(relation::Column::ItemId.eq(id)).exec(tx).await?;
    relation::Entity::delete_many().filter(relation::Column::TargetId.eq(id)).exec(tx).await?;
    warning::Entity::delete_many().filter(warning::Column::ItemId.eq(id)).exec(tx).await?;
    // Their texts go with them.
    segment::Entity::delete_many().filter(segment::Column::ItemId.eq(id)).exec(tx).await?;
    tombstone::Entity::delete_many().filter(tombstone::Column::ItemId.eq(id)).exec(tx).await?;
    consent::Entity::delete_by_id(id).exec(tx).await?;
    // What somebody wanted to read tells of it, and of her.
    reading_list_item::Entity::delete_many()
        .filter(reading_list_item::Column::ItemId.eq(id))
        .exec(tx)
        .await?;
    collection_item::Entity::delete_many().filter(collection_item::Column::ItemId.eq(id)).exec(tx).await?;
    upload::Entity::delete_many().filter(upload::Column::Sha256.is_in(held.iter().cloned())).exec(tx).await?;
    let mut shared: BTreeSet<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .filter(file::Column::Sha256.is_in(held.iter().cloned()))
        .into_tuple::<String>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let on_covers = Condition::any()
        .add(cover::Column::Jpeg.is_in(held.iter().cloned()))
        .add(cover::Column::Webp.is_in(held.iter().cloned()));
    for row in cover::Entity::find().filter(on_covers).all(tx).await? {
        shared.extend([row.jpeg, row.webp].into_iter().flatten());
    }
    let read_aloud = article_audio::Entity::find()
        .select_only()
        .column(article_audio::Column::Sha256)
        .filter(article_audio::Column::Sha256.is_in(held.iter().cloned()));
    shared.extend(read_aloud.into_tuple::<String>().all(tx).await?);
    let mut orphans: Vec<String> = held.difference(&shared).cloned().collect();
    blob::Entity::delete_many().filter(blob::Column::Sha256.is_in(orphans.clone())).exec(tx).await?;
    orphans.extend(pictures);
    Ok(orphans)
}
