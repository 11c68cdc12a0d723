//! The records of items, of one or many, in a fixed number of queries.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale, ids::ItemId};
use entity::library::{
    agent_text, identifier, item, item_agent, item_subject, item_text, relation, subject_text, warning,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    details::Details,
    given,
    identifier::Identifier,
    list::{languages_of, visible},
    record::{Contributor, Description, InLanguages, Record, Subject, Target, Warning},
    words::{Access, AgentRole, Audience, Genre, IdentifierKind, Kind, Licence, RelationKind, WarningKind},
};
use crate::{DomainError, DomainResult, Services};

/// Something of each item, by item.
type ByItem<T> = BTreeMap<String, T>;

/// What stands in tables of their own.
struct Parts {
    texts: ByItem<BTreeMap<Locale, Description>>,
    contributors: ByItem<Vec<Contributor>>,
    holders: BTreeMap<String, InLanguages>,
    subjects: ByItem<Vec<Subject>>,
    identifiers: ByItem<Vec<Identifier>>,
    relations: ByItem<Vec<(RelationKind, Target)>>,
    warnings: ByItem<Vec<Warning>>,
}

/// The records behind rows, in their order. Whoever calls saw to it that they may be read.
pub(super) async fn load_all(
    services: &Services,
    db: &impl ConnectionTrait,
    rows: Vec<item::Model>,
) -> DomainResult<Vec<Record>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let held: Vec<&str> = rows.iter().filter_map(|row| row.rights_holder.as_deref()).collect();
    let (contributors, holders) = agents(db, &ids, &held).await?;
    let mut parts = Parts {
        texts: texts(db, &ids).await?,
        contributors,
        holders,
        subjects: subjects(db, &ids).await?,
        identifiers: identifiers(db, &ids).await?,
        relations: relations(services, db, &ids).await?,
        warnings: warnings(db, &ids).await?,
    };
    let mut records: Vec<Record> =
        rows.into_iter().map(|row| put_together(row, &mut parts)).collect::<DomainResult<_>>()?;
    tell_what_is_open(services, db, &mut records).await?;
    Ok(records)
}

/// How long a recording lasts is not told while it is closed.
async fn tell_what_is_open(
    services: &Services,
    db: &impl ConnectionTrait,
    records: &mut [Record],
) -> DomainResult<()> {
    let lasts = records.iter().filter(|one| matches!(one.kind, Kind::Audio | Kind::Video));
    let lasts: Vec<&str> = lasts.filter(|one| one.minutes.is_some()).map(|one| one.id.as_str()).collect();
    let items = given::with_closed(services, db, &lasts).await?;
    let open = given::open_files(services, db, &items).await?;
    for record in records.iter_mut().filter(|one| items.iter().any(|id| id == one.id.as_str())) {
        let minutes = open.get(record.id.as_str()).and_then(|own| own.minutes(record.kind, None));
        record.minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok());
    }
    Ok(())
}

fn put_together(row: item::Model, parts: &mut Parts) -> DomainResult<Record> {
    let defect = |what: &'static str| DomainError::caused(ErrorCode::Internal, what);
    let id = row.id;
    Ok(Record {
        kind: Kind::parse(&row.kind).ok_or_else(|| defect("an item of an unknown kind"))?,
        genre: row.genre.as_deref().and_then(Genre::parse),
        section: row.section.as_deref().and_then(|slug| slug.parse().ok()),
        languages: languages_of(&row.languages),
        texts: parts.texts.remove(&id).unwrap_or_default(),
        year: row.year,
        // A draft may wait for somebody who looks into its rights.
        licence: if row.licence.is_empty() {
            Licence::NotEvaluated
        } else {
            Licence::parse(&row.licence).ok_or_else(|| defect("an item with unknown terms"))?
        },
        holder: row.rights_holder.and_then(|holder| parts.holders.get(&holder).cloned()),
        source_url: row.source_url,
        machine_read: row.machine_read,
        published_on: row.published_on,
        minutes: row.minutes.and_then(|minutes| u32::try_from(minutes).ok()),
        datestamp: row.datestamp,
        contributors: parts.contributors.remove(&id).unwrap_or_default(),
        subjects: parts.subjects.remove(&id).unwrap_or_default(),
        identifiers: parts.identifiers.remove(&id).unwrap_or_default(),
        relations: parts.relations.remove(&id).unwrap_or_default(),
        inverse: Vec::new(),
        accessibility: row.accessibility.split_whitespace().filter_map(Access::parse).collect(),
        warnings: parts.warnings.remove(&id).unwrap_or_default(),
        without_text: row.without_text_reason,
        testimony: row.testimony,
        audience: row.audience.as_deref().and_then(Audience::parse),
        details: Details::read(&row.details).ok_or_else(|| defect("an item with unreadable details"))?,
        id: ItemId::trusted(id),
    })
}

async fn texts(
    db: &impl ConnectionTrait,
    ids: &[&str],
) -> DomainResult<ByItem<BTreeMap<Locale, Description>>> {
    let mut all: ByItem<BTreeMap<Locale, Description>> = BTreeMap::new();
    let found = item_text::Entity::find().filter(item_text::Column::ItemId.is_in(ids.iter().copied()));
    for text in found.all(db).await? {
        let Ok(l) = text.locale.parse() else { continue };
        let described = Description {
            slug: text.slug,
            title: text.title,
            summary: text.summary,
            rights_note: text.rights_note,
        };
        all.entry(text.item_id).or_default().insert(l, described);
    }
    Ok(all)
}

/// Contributors by item, and the names of those who hold rights.
async fn agents(
    db: &impl ConnectionTrait,
    ids: &[&str],
    held: &[&str],
) -> DomainResult<(ByItem<Vec<Contributor>>, BTreeMap<String, InLanguages>)> {
    let links = item_agent::Entity::find()
        .filter(item_agent::Column::ItemId.is_in(ids.iter().copied()))
        .order_by_asc(item_agent::Column::Position)
        .all(db)
        .await?;
    let mut names: BTreeMap<String, InLanguages> = BTreeMap::new();
    let named: Vec<&str> =
        links.iter().map(|link| link.agent_id.as_str()).chain(held.iter().copied()).collect();
    if !named.is_empty() {
        let found = agent_text::Entity::find().filter(agent_text::Column::AgentId.is_in(named));
        for text in found.all(db).await? {
            if let Ok(l) = text.locale.parse() {
                names.entry(text.agent_id).or_default().insert(l, text.name);
            }
        }
    }
    let mut all: ByItem<Vec<Contributor>> = BTreeMap::new();
    for link in links {
        let (Some(role), Some(names)) = (AgentRole::parse(&link.role), names.get(&link.agent_id)) else {
            continue;
        };
        let one = Contributor { id: link.agent_id, role, names: names.clone() };
        all.entry(link.item_id).or_default().push(one);
    }
    Ok((all, names))
}

async fn subjects(db: &impl ConnectionTrait, ids: &[&str]) -> DomainResult<ByItem<Vec<Subject>>> {
    let links: Vec<(String, String)> = item_subject::Entity::find()
        .select_only()
        .columns([item_subject::Column::ItemId, item_subject::Column::SubjectId])
        .filter(item_subject::Column::ItemId.is_in(ids.iter().copied()))
        .order_by_asc(item_subject::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    let mut all: ByItem<Vec<Subject>> = BTreeMap::new();
    if links.is_empty() {
        return Ok(all);
    }
    let mut known: BTreeMap<String, Subject> = BTreeMap::new();
    let named: Vec<&str> = links.iter().map(|(_, subject)| subject.as_str()).collect();
    let found = subject_text::Entity::find().filter(subject_text::Column::SubjectId.is_in(named));
    for text in found.all(db).await? {
        let Ok(l) = text.locale.parse() else { continue };
        let subject = known.entry(text.subject_id.clone()).or_insert_with(|| Subject {
            id: text.subject_id,
            labels: BTreeMap::new(),
            others: BTreeMap::new(),
        });
        subject.labels.insert(l, text.label);
        subject.others.insert(l, text.others.lines().map(str::to_owned).collect());
    }
    for (item, subject) in links {
        if let Some(subject) = known.get(&subject) {
            all.entry(item).or_default().push(subject.clone());
        }
    }
    Ok(all)
}

async fn identifiers(db: &impl ConnectionTrait, ids: &[&str]) -> DomainResult<ByItem<Vec<Identifier>>> {
    let mut all: ByItem<Vec<Identifier>> = BTreeMap::new();
    let found = identifier::Entity::find()
        .filter(identifier::Column::ItemId.is_in(ids.iter().copied()))
        .order_by_asc(identifier::Column::Position)
        .all(db)
        .await?;
    for one in found {
        let Some(kind) = IdentifierKind::parse(&one.kind) else { continue };
        all.entry(one.item_id).or_default().push(Identifier { kind, value: one.value });
    }
    Ok(all)
}

async fn warnings(db: &impl ConnectionTrait, ids: &[&str]) -> DomainResult<ByItem<Vec<Warning>>> {
    let mut all: ByItem<Vec<Warning>> = BTreeMap::new();
    let second = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
    let found = warning::Entity::find()
        .filter(warning::Column::ItemId.is_in(ids.iter().copied()))
        .order_by_asc(warning::Column::Position)
        .all(db)
        .await?;
    for one in found {
        let Some(kind) = WarningKind::parse(&one.kind) else { continue };
        let range = second(one.from_second).zip(second(one.to_second));
        all.entry(one.item_id).or_default().push(Warning { kind, range });
    }
    Ok(all)
}

/// Relations to what everybody sees: nothing tells that there is something hidden.
async fn relations(
    services: &Services,
    db: &impl ConnectionTrait,
    ids: &[&str],
) -> DomainResult<ByItem<Vec<(RelationKind, Target)>>> {
    let rows = relation::Entity::find()
        .filter(relation::Column::ItemId.is_in(ids.iter().copied()))
        .order_by_asc(relation::Column::Position)
        .all(db)
        .await?;
    let targets: Vec<&str> = rows.iter().filter_map(|row| row.target_id.as_deref()).collect();
    let shown: Vec<String> = if targets.is_empty() {
        Vec::new()
    } else {
        item::Entity::find()
            .select_only()
            .column(item::Column::Id)
            .filter(item::Column::Id.is_in(targets))
            .filter(visible(services))
            .into_tuple()
            .all(db)
            .await?
    };
    let mut all: ByItem<Vec<(RelationKind, Target)>> = BTreeMap::new();
    for row in rows {
        let Some(kind) = RelationKind::parse(&row.kind) else { continue };
        let target = match (row.target_id, row.url) {
            (Some(id), _) if shown.contains(&id) => Target::Item(ItemId::trusted(id)),
            (None, Some(url)) => Target::Url(url),
            _ => continue,
        };
        all.entry(row.item_id).or_default().push((kind, target));
    }
    Ok(all)
}
