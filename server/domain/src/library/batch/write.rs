//! Writes what was found to be whole: bytes first, then all rows in one transaction.

use contract::{ErrorCode, ids::ItemId};
use entity::library::{
    batch, batch_item, blob, collection, collection_item, file, item, item_agent, item_text, relation,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{
    check::Ready,
    files::{Place, ReadyFile},
    import::{Report, told},
    trial::Trying,
};
use crate::{
    DomainError, DomainResult, Services,
    library::{
        ItemState, Reach, Target,
        blobs::{self, Stored},
        fixity,
        said::{Said, Told, write_said},
        slug::slug_of,
        upload::{keep_kinds, put_stripped, traces_of},
        write::{agent_of, minutes},
    },
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Writes the items as drafts. Answers the batch, and the items in their order.
pub(super) async fn commit(
    services: &Services,
    ready: &[(Ready, Vec<ReadyFile>)],
    trying: Option<&Trying>,
) -> DomainResult<(String, Vec<ItemId>)> {
    let mut stored: Vec<Vec<Stored>> = Vec::new();
    let mut told_of: Vec<(String, Option<String>)> = Vec::new();
    for (_, files) in ready {
        let mut of_item = Vec::new();
        for file in files {
            let done = put(services, file).await?;
            if let (Place::Path(path), None) = (&file.place, &file.instead) {
                let kinds = traces_of(path, file.media, services.uploads().limits()).await?;
                told_of.push((done.sha256.clone(), kinds));
            }
            of_item.push(done);
        }
        stored.push(of_item);
    }
    let now = services.now_ms();
    let id = new_id();
    let mut items = Vec::new();
    let tx = services.db.begin().await?;
    batch::Entity::insert(batch::ActiveModel { id: Set(id.clone()), created_at: Set(now) })
        .exec_without_returning(&tx)
        .await?;
    let today = services.today();
    for ((one, files), stored) in ready.iter().zip(&stored) {
        let item = one.id.clone().unwrap_or_else(|| ItemId::trusted(new_id()));
        let size = stored.first().map_or(0, |first| i64::try_from(first.size).unwrap_or(i64::MAX));
        let holder = match &one.holder {
            Some(names) => Some(agent_of(&tx, names).await?),
            None => None,
        };
        let mut row = row(one, &item, (size, today.as_str()), holder, now);
        row.created_by = Set(trying.map(|trying| trying.member.id.as_str().to_owned()));
        item::Entity::insert(row).exec_without_returning(&tx).await?;
        let row =
            batch_item::ActiveModel { item_id: Set(item.as_str().to_owned()), batch_id: Set(id.clone()) };
        batch_item::Entity::insert(row).exec_without_returning(&tx).await?;
        describe(&tx, one, item.as_str()).await?;
        agents(&tx, one, item.as_str()).await?;
        facts(&tx, one, item.as_str()).await?;
        place(&tx, one, item.as_str()).await?;
        write_files(&tx, item.as_str(), files, stored, now).await?;
        if let Some(lasts) = minutes(&tx, item.as_str(), one.kind).await? {
            item::Entity::update_many()
                .col_expr(item::Column::Minutes, Expr::value(lasts))
                .filter(item::Column::Id.eq(item.as_str()))
                .exec(&tx)
                .await?;
        }
        items.push(item);
    }
    for (sha256, kinds) in told_of {
        keep_kinds(&tx, &sha256, kinds).await?;
    }
    if let Some(trying) = trying {
        let lines = told(ready, &items);
        let report = Report { batch: Some(id.clone()), lines, faults: Vec::new(), more: 0 };
        trying.imported(services, &tx, &report).await?;
    }
    let entry = Entry::of(Action::LibraryImport).on("library_batch", id.as_str());
    audit::record(&tx, trying.map(|trying| &trying.member), entry, now).await?;
    tx.commit().await?;
    // What was held already, by nobody, may have been swept away before the rows stood on it.
    for ((_, files), stored) in ready.iter().zip(&stored) {
        for (file, stored) in files.iter().zip(stored) {
            if blobs::size(services, &stored.sha256).await?.is_none() {
                put(services, file).await?;
            }
        }
    }
    Ok((id, items))
}

async fn put(services: &Services, file: &ReadyFile) -> DomainResult<Stored> {
    if let Some(text) = &file.instead {
        return blobs::put_bytes(services, text.clone().into()).await;
    }
    let path = match &file.place {
        Place::Path(path) => path,
        Place::Held(sha256) => {
            let size = blobs::size(services, sha256).await?;
            let size = size.ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
            return Ok(Stored { sha256: sha256.clone(), size, written: false });
        }
    };
    put_stripped(services, path.clone(), file.media).await
}

fn words(list: impl Iterator<Item = &'static str>) -> String {
    list.collect::<Vec<_>>().join(" ")
}

fn row(
    one: &Ready,
    id: &ItemId,
    (size, today): (i64, &str),
    holder: Option<String>,
    now: i64,
) -> item::ActiveModel {
    item::ActiveModel {
        id: Set(id.as_str().to_owned()),
        kind: Set(one.kind.as_str().to_owned()),
        work: Set(one.work.clone()),
        section: Set(one.section.map(|section| section.slug().to_owned())),
        languages: Set(words(one.languages.iter().map(|l| l.code()))),
        year: Set(one.year),
        licence: Set(one.licence.as_str().to_owned()),
        source_url: Set(one.source.clone()),
        machine_read: Set(one.machine_read),
        published_on: Set(one.published_on.clone().unwrap_or_else(|| today.to_owned())),
        minutes: Set(None),
        size: Set(size),
        content_hash: Set(String::new()),
        state: Set(ItemState::Draft.as_str().to_owned()),
        visible_from: Set(one.visible_from),
        visible_to: Set(one.visible_to),
        seen_at: Set(None),
        datestamp: Set(now),
        created_at: Set(now),
        withdrawn_at: Set(None),
        withdrawal_reason: Set(None),
        rights_holder: Set(holder),
        accessibility: Set(words(one.accessibility.iter().map(|one| one.as_str()))),
        version: Set(0),
        created_by: Set(None),
        without_text_reason: Set(None),
        testimony: Set(one.testimony),
        audience: Set(one.audience.map(|audience| audience.as_str().to_owned())),
        // Nobody sees a testimony before somebody wrote down what its speaker agreed to.
        reach: Set(if one.testimony { Reach::Nobody } else { Reach::Everybody }.as_str().to_owned()),
        text_only: Set(false),
        consent_until: Set(None),
        details: Set(one.details.stored()),
        genre: Set(one.genre.map(|genre| genre.as_str().to_owned())),
    }
}

/// The part of the address that people read: never empty.
fn address(title: &str) -> String {
    let slug = slug_of(title);
    if slug.is_empty() { "-".to_owned() } else { slug }
}

async fn describe<C: ConnectionTrait>(tx: &C, one: &Ready, item: &str) -> DomainResult<()> {
    for (locale, text) in &one.texts {
        let row = item_text::ActiveModel {
            item_id: Set(item.to_owned()),
            locale: Set(locale.code().to_owned()),
            slug: Set(address(&text.title)),
            title: Set(text.title.clone()),
            summary: Set(text.summary.clone()),
            rights_note: Set(text.rights.clone()),
        };
        item_text::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn agents<C: ConnectionTrait>(tx: &C, one: &Ready, item: &str) -> DomainResult<()> {
    for (position, (role, names)) in (0_i32..).zip(&one.people) {
        let row = item_agent::ActiveModel {
            item_id: Set(item.to_owned()),
            agent_id: Set(agent_of(tx, names).await?),
            role: Set(role.as_str().to_owned()),
            position: Set(position),
        };
        let key = [item_agent::Column::ItemId, item_agent::Column::AgentId, item_agent::Column::Role];
        // The same name twice is one person.
        item_agent::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Subjects, numbers, warnings and relations.
async fn facts<C: ConnectionTrait>(tx: &C, one: &Ready, item: &str) -> DomainResult<()> {
    let second = |n: u32| i32::try_from(n).ok();
    let warnings: Vec<Told> = one
        .warnings
        .iter()
        .map(|told| {
            let (from, to) = told.range.unzip();
            (told.kind, from.and_then(second), to.and_then(second))
        })
        .collect();
    let said = Said { subjects: &one.subjects, numbers: &one.identifiers, warnings: &warnings };
    write_said(tx, item, &said).await?;
    for (position, (kind, target)) in (0_i32..).zip(&one.relations) {
        let (target, url) = match target {
            Target::Item(id) => (Some(id.as_str().to_owned()), None),
            Target::Url(url) => (None, Some(url.clone())),
        };
        let row = relation::ActiveModel {
            item_id: Set(item.to_owned()),
            position: Set(position),
            kind: Set(kind.as_str().to_owned()),
            target_id: Set(target),
            url: Set(url),
        };
        relation::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Puts it at the end of its collections.
async fn place<C: ConnectionTrait>(tx: &C, one: &Ready, item: &str) -> DomainResult<()> {
    for collection in &one.collections {
        let last: Option<Option<i32>> = collection_item::Entity::find()
            .select_only()
            .column_as(collection_item::Column::Position.max(), "last")
            .filter(collection_item::Column::CollectionId.eq(collection.as_str()))
            .into_tuple()
            .one(tx)
            .await?;
        let row = collection_item::ActiveModel {
            collection_id: Set(collection.clone()),
            item_id: Set(item.to_owned()),
            position: Set(last.flatten().map_or(0, |last| last + 1)),
        };
        let key = [collection_item::Column::CollectionId, collection_item::Column::ItemId];
        collection_item::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
        // Whoever orders it at the desk sees that something came, and the starter shelf does not take it out again.
        collection::Entity::update_many()
            .col_expr(collection::Column::Version, Expr::col(collection::Column::Version).add(1))
            .filter(collection::Column::Id.eq(collection.as_str()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn write_files<C: ConnectionTrait>(
    tx: &C,
    item: &str,
    files: &[ReadyFile],
    stored: &[Stored],
    now: i64,
) -> DomainResult<()> {
    for (position, (file, stored)) in (0_i32..).zip(files.iter().zip(stored)) {
        blob::Entity::insert(blob::ActiveModel {
            sha256: Set(stored.sha256.clone()),
            size: Set(i64::try_from(stored.size).unwrap_or(i64::MAX)),
            media_type: Set(file.media.as_str().to_owned()),
            stored_at: Set(now),
            checked_at: Set(now),
            bad_since: Set(None),
            traces: Set(None),
        })
        .on_conflict(OnConflict::column(blob::Column::Sha256).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
        if stored.written {
            fixity::renewed(tx, &stored.sha256, now).await?;
        }
        let row = file::ActiveModel {
            id: Set(new_id()),
            item_id: Set(item.to_owned()),
            sha256: Set(stored.sha256.clone()),
            role: Set(file.role.as_str().to_owned()),
            language: Set(file.language.code().to_owned()),
            file_name: Set(file.name.clone()),
            seconds: Set(file.seconds),
            words: Set(None),
            plain: Set(None),
            position: Set(position),
            modified_at: Set(now),
            alt: Set(None),
            visible_from: Set(file.visible_from),
            visible_to: Set(file.visible_to),
            embargo_reason: Set(file.reason.clone()),
        };
        file::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
