//! Rows of the starter shelf.

use std::collections::BTreeSet;

use contract::Locale;
use entity::library::{
    agent, agent_text, blob, collection, collection_item, collection_text, file, item, item_agent, item_text,
    relation, segment, segment_text, subject, subject_text,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use super::{
    identifier::Identifier,
    manifest::{AgentEntry, CollectionEntry, ItemEntry, SubjectEntry},
    said::{Said, Told, write_said},
    words::{ItemState, Reach},
};
use crate::DomainResult;

/// An item whose bytes are in the store.
pub(super) struct ReadyItem<'a> {
    pub entry: &'a ItemEntry,
    pub hash: String,
    /// Whether the entry differs from what is stored; else only bytes were missing.
    pub is_new: bool,
    pub files: Vec<(file::ActiveModel, blob::ActiveModel)>,
    pub minutes: Option<i32>,
    pub size: i64,
}

pub(super) async fn write_agents<C: ConnectionTrait>(tx: &C, agents: &[AgentEntry]) -> DomainResult<()> {
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

/// Writes an item. What the team decided about it (its state, its dates) stays as it is.
pub(super) async fn write_item<C: ConnectionTrait>(
    tx: &C,
    ready: &ReadyItem<'_>,
    now: i64,
) -> DomainResult<()> {
    let ReadyItem { entry, hash, is_new, files, minutes, size } = ready;
    let id = &entry.id;
    let mut changing = vec![
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
        item::Column::RightsHolder,
        item::Column::Accessibility,
        item::Column::Genre,
    ];
    // Bytes that came back are no change for those who harvest.
    changing.extend(is_new.then_some(item::Column::Datestamp));
    item::Entity::insert(item::ActiveModel {
        id: Set(id.clone()),
        kind: Set(entry.kind.as_str().to_owned()),
        work: Set(entry.work.clone()),
        section: Set(entry.section.clone()),
        languages: Set(words(entry.languages.iter().map(|l| l.code()))),
        year: Set(entry.year),
        licence: Set(entry.licence.as_str().to_owned()),
        source_url: Set(entry.source_url.clone()),
        machine_read: Set(entry.machine_read),
        published_on: Set(entry.published_on.clone()),
        minutes: Set(*minutes),
        size: Set(*size),
        content_hash: Set(hash.clone()),
        state: Set(ItemState::Published.as_str().to_owned()),
        visible_from: Set(None),
        visible_to: Set(None),
        seen_at: Set(None),
        datestamp: Set(now),
        created_at: Set(now),
        withdrawn_at: Set(None),
        withdrawal_reason: Set(None),
        rights_holder: Set(entry.rights_holder.clone()),
        accessibility: Set(words(entry.accessibility.iter().map(|one| one.as_str()))),
        version: Set(0),
        created_by: Set(None),
        without_text_reason: Set(None),
        testimony: Set(false),
        audience: Set(None),
        reach: Set(Reach::Everybody.as_str().to_owned()),
        text_only: Set(false),
        consent_until: Set(None),
        details: Set(String::new()),
        genre: Set(entry.genre.map(|genre| genre.as_str().to_owned())),
    })
    .on_conflict(OnConflict::column(item::Column::Id).update_columns(changing).to_owned())
    .exec_without_returning(tx)
    .await?;

    item_text::Entity::delete_many().filter(item_text::Column::ItemId.eq(&**id)).exec(tx).await?;
    let texts = entry.text.iter().map(|(locale, text)| item_text::ActiveModel {
        item_id: Set(id.clone()),
        locale: Set(locale.code().to_owned()),
        slug: Set(text.slug.clone()),
        title: Set(text.title.clone()),
        summary: Set(text.summary.clone()),
        rights_note: Set(entry.rights.get(locale).cloned()),
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
    write_facts(tx, entry).await?;
    write_segments(tx, entry).await?;
    write_files(tx, id, files.clone(), now).await
}

fn words(list: impl Iterator<Item = &'static str>) -> String {
    list.collect::<Vec<_>>().join(" ")
}

/// Subjects, numbers and warnings of an item.
async fn write_facts<C: ConnectionTrait>(tx: &C, entry: &ItemEntry) -> DomainResult<()> {
    let numbers: Vec<Identifier> =
        entry.identifiers.iter().map(|one| Identifier { kind: one.kind, value: one.value.clone() }).collect();
    let warnings: Vec<Told> = entry.warnings.iter().map(|one| (one.kind, one.from, one.to)).collect();
    let said = Said { subjects: &entry.subjects, numbers: &numbers, warnings: &warnings };
    write_said(tx, &entry.id, &said).await
}

/// Parts of a recording. Their texts go with them.
async fn write_segments<C: ConnectionTrait>(tx: &C, entry: &ItemEntry) -> DomainResult<()> {
    segment::Entity::delete_many().filter(segment::Column::ItemId.eq(&*entry.id)).exec(tx).await?;
    for one in &entry.segments {
        let id = format!("{}at{}", entry.id, one.start);
        let row = segment::ActiveModel {
            id: Set(id.clone()),
            item_id: Set(entry.id.clone()),
            start_second: Set(one.start),
        };
        segment::Entity::insert(row).exec_without_returning(tx).await?;
        let texts = one.title.iter().map(|(locale, title)| segment_text::ActiveModel {
            segment_id: Set(id.clone()),
            locale: Set(locale.code().to_owned()),
            title: Set(title.clone()),
            synopsis: Set(String::new()),
            keywords: Set(String::new()),
        });
        segment_text::Entity::insert_many(texts).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What an item has to do with others; what was erased is not named any more.
pub(super) async fn write_relations<C: ConnectionTrait>(
    tx: &C,
    entry: &ItemEntry,
    erased: &BTreeSet<String>,
) -> DomainResult<()> {
    let id = &*entry.id;
    relation::Entity::delete_many().filter(relation::Column::ItemId.eq(id)).exec(tx).await?;
    let known = |other: &Option<String>| other.as_ref().is_none_or(|other| !erased.contains(other));
    for (position, one) in (0_i32..).zip(entry.relations.iter().filter(|one| known(&one.item))) {
        let row = relation::ActiveModel {
            item_id: Set(id.to_owned()),
            position: Set(position),
            kind: Set(one.kind.as_str().to_owned()),
            target_id: Set(one.item.clone()),
            url: Set(one.url.clone()),
        };
        relation::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The list of subjects; the broader ones need not come first. What the desk changed stays as it is.
pub(super) async fn write_subjects<C: ConnectionTrait>(
    tx: &C,
    subjects: &[SubjectEntry],
) -> DomainResult<()> {
    let changed_here: BTreeSet<String> = subject::Entity::find()
        .select_only()
        .column(subject::Column::Id)
        .filter(subject::Column::Version.gt(0))
        .into_tuple::<String>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    for (position, entry) in (0_i32..).zip(subjects) {
        if changed_here.contains(&entry.id) {
            continue;
        }
        let row = subject::ActiveModel {
            id: Set(entry.id.clone()),
            broader: Set(entry.broader.clone()),
            position: Set(position),
            version: Set(0),
        };
        subject::Entity::insert(row)
            .on_conflict(
                OnConflict::column(subject::Column::Id)
                    .update_columns([subject::Column::Broader, subject::Column::Position])
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
        subject_text::Entity::delete_many()
            .filter(subject_text::Column::SubjectId.eq(&*entry.id))
            .exec(tx)
            .await?;
        for (locale, label) in &entry.label {
            let row = subject_text::ActiveModel {
                subject_id: Set(entry.id.clone()),
                locale: Set(locale.code().to_owned()),
                label: Set(label.clone()),
                others: Set(entry.others.get(locale).map(|others| others.join("\n")).unwrap_or_default()),
            };
            subject_text::Entity::insert(row).exec_without_returning(tx).await?;
        }
    }
    Ok(())
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
                    .update_columns([
                        blob::Column::Size,
                        blob::Column::MediaType,
                        // What was out of service was written anew.
                        blob::Column::StoredAt,
                        blob::Column::BadSince,
                    ])
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

pub(super) async fn write_collection<C: ConnectionTrait>(
    tx: &C,
    entry: &CollectionEntry,
    hash: String,
    erased: &BTreeSet<String>,
) -> DomainResult<()> {
    collection::Entity::insert(collection::ActiveModel {
        id: Set(entry.id.clone()),
        slug: Set(entry.slug.clone()),
        position: Set(entry.position),
        content_hash: Set(hash),
        version: Set(0),
    })
    .on_conflict(
        OnConflict::column(collection::Column::Id)
            .update_columns([
                collection::Column::Slug,
                collection::Column::Position,
                collection::Column::ContentHash,
            ])
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
    for (position, item) in (0_i32..).zip(entry.items.iter().filter(|item| !erased.contains(*item))) {
        let row = collection_item::ActiveModel {
            collection_id: Set(entry.id.clone()),
            item_id: Set(item.clone()),
            position: Set(position),
        };
        collection_item::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
