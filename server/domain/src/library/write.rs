//! Rows of a record that was checked.

use std::collections::{BTreeMap, BTreeSet};

use entity::library::{
    agent, agent_text, blob, file, item, item_agent, item_text, subject, subject_text, warning,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
};

use super::{
    record::{InLanguages, Subject},
    said::{Said, Told, write_said},
    sheet::Facts,
    slug::slug_of,
    words::{FileRole, Kind},
};
use crate::{DomainResult, services::new_id};

/// Agents that are compared with what was typed.
const NEAR: u64 = 50;

/// Every subject that there is, in order.
pub(super) async fn all_subjects<C: ConnectionTrait>(db: &C) -> DomainResult<Vec<Subject>> {
    let ids: Vec<String> = subject::Entity::find()
        .select_only()
        .column(subject::Column::Id)
        .order_by_asc(subject::Column::Position)
        .order_by_asc(subject::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let texts = subject_text::Entity::find().all(db).await?;
    Ok(ids
        .into_iter()
        .map(|id| {
            let own = texts.iter().filter(|text| text.subject_id == id);
            let labels =
                own.filter_map(|text| Some((text.locale.parse().ok()?, text.label.clone()))).collect();
            Subject { id, labels, others: BTreeMap::new() }
        })
        .collect())
}

/// Writes everything about an item that stands beside its row. Returns who holds the rights.
pub(super) async fn write<C: ConnectionTrait>(
    tx: &C,
    id: &str,
    facts: &Facts,
) -> DomainResult<Option<String>> {
    write_texts(tx, id, facts).await?;
    item_agent::Entity::delete_many().filter(item_agent::Column::ItemId.eq(id)).exec(tx).await?;
    let mut known = BTreeSet::new();
    for (position, (role, names)) in (0_i32..).zip(&facts.hands) {
        let agent = agent_of(tx, names).await?;
        // The same hand twice is one.
        if !known.insert((agent.clone(), *role)) {
            continue;
        }
        let row = item_agent::ActiveModel {
            item_id: Set(id.to_owned()),
            agent_id: Set(agent),
            role: Set(role.as_str().to_owned()),
            position: Set(position),
        };
        item_agent::Entity::insert(row).exec_without_returning(tx).await?;
    }
    let warnings = warnings(tx, id, facts).await?;
    let said = Said { subjects: &facts.subjects, numbers: &facts.numbers, warnings: &warnings };
    write_said(tx, id, &said).await?;
    if facts.holder.is_empty() { Ok(None) } else { agent_of(tx, &facts.holder).await.map(Some) }
}

/// An address stays while its title does.
async fn write_texts<C: ConnectionTrait>(tx: &C, id: &str, facts: &Facts) -> DomainResult<()> {
    let old = item_text::Entity::find().filter(item_text::Column::ItemId.eq(id)).all(tx).await?;
    item_text::Entity::delete_many().filter(item_text::Column::ItemId.eq(id)).exec(tx).await?;
    for (locale, text) in &facts.texts {
        let same = old.iter().find(|one| one.locale == locale.code() && one.title == text.title);
        let row = item_text::ActiveModel {
            item_id: Set(id.to_owned()),
            locale: Set(locale.code().to_owned()),
            slug: Set(same.map_or_else(|| slug_of(&text.title), |one| one.slug.clone())),
            title: Set(text.title.clone()),
            summary: Set(text.summary.clone()),
            rights_note: Set(text.rights.clone()),
        };
        item_text::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The form knows no seconds: those that are known of a warning stay with it.
async fn warnings<C: ConnectionTrait>(tx: &C, id: &str, facts: &Facts) -> DomainResult<Vec<Told>> {
    let old = warning::Entity::find()
        .filter(warning::Column::ItemId.eq(id))
        .order_by_asc(warning::Column::Position)
        .all(tx)
        .await?;
    let mut rows: Vec<Told> = Vec::new();
    for kind in &facts.warnings {
        let before = rows.len();
        let own = old.iter().filter(|one| one.kind == kind.as_str());
        rows.extend(own.map(|one| (*kind, one.from_second, one.to_second)));
        if rows.len() == before {
            rows.push((*kind, None, None));
        }
    }
    Ok(rows)
}

/// The agent with exactly these names, or a new one: a name that others share is never changed under them.
pub(super) async fn agent_of<C: ConnectionTrait>(tx: &C, names: &InLanguages) -> DomainResult<String> {
    let near: Vec<String> = agent_text::Entity::find()
        .select_only()
        .column(agent_text::Column::AgentId)
        .filter(agent_text::Column::Name.is_in(names.values().cloned()))
        .distinct()
        .order_by_asc(agent_text::Column::AgentId)
        .limit(NEAR)
        .into_tuple()
        .all(tx)
        .await?;
    let texts = if near.is_empty() {
        Vec::new()
    } else {
        agent_text::Entity::find().filter(agent_text::Column::AgentId.is_in(near.clone())).all(tx).await?
    };
    for id in near {
        let own = texts.iter().filter(|text| text.agent_id == id);
        let own: InLanguages =
            own.filter_map(|text| Some((text.locale.parse().ok()?, text.name.clone()))).collect();
        if own == *names {
            return Ok(id);
        }
    }
    let id = new_id();
    agent::Entity::insert(agent::ActiveModel { id: Set(id.clone()) }).exec_without_returning(tx).await?;
    for (locale, name) in names {
        let row = agent_text::ActiveModel {
            agent_id: Set(id.clone()),
            locale: Set(locale.code().to_owned()),
            name: Set(name.clone()),
        };
        agent_text::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(id)
}

/// Who is named by an item: those who had a hand in it, and who holds the rights.
pub(super) async fn agents_of<C: ConnectionTrait>(
    tx: &C,
    row: &item::Model,
) -> DomainResult<BTreeSet<String>> {
    let hands: Vec<String> = item_agent::Entity::find()
        .select_only()
        .column(item_agent::Column::AgentId)
        .filter(item_agent::Column::ItemId.eq(row.id.as_str()))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(hands.into_iter().chain(row.rights_holder.clone()).collect())
}

/// Deletes those of `agents` whom nothing names any more. `item` counts with the holder that it will have.
pub(super) async fn forget_agents<C: ConnectionTrait>(
    tx: &C,
    mut agents: BTreeSet<String>,
    item: &str,
    holder: Option<&str>,
) -> DomainResult<()> {
    if let Some(holder) = holder {
        agents.remove(holder);
    }
    if agents.is_empty() {
        return Ok(());
    }
    let hands = item_agent::Entity::find().select_only().column(item_agent::Column::AgentId).into_query();
    let holders = item::Entity::find()
        .select_only()
        .column(item::Column::RightsHolder)
        .filter(item::Column::RightsHolder.is_not_null())
        .filter(item::Column::Id.ne(item))
        .into_query();
    let alone: Vec<String> = agent::Entity::find()
        .select_only()
        .column(agent::Column::Id)
        .filter(agent::Column::Id.is_in(agents))
        .filter(agent::Column::Id.not_in_subquery(hands))
        .filter(agent::Column::Id.not_in_subquery(holders))
        .into_tuple()
        .all(tx)
        .await?;
    if alone.is_empty() {
        return Ok(());
    }
    agent_text::Entity::delete_many()
        .filter(agent_text::Column::AgentId.is_in(alone.clone()))
        .exec(tx)
        .await?;
    agent::Entity::delete_many().filter(agent::Column::Id.is_in(alone)).exec(tx).await?;
    Ok(())
}

/// Puts what was checked into the row of an item.
pub(super) fn fill(change: &mut item::ActiveModel, facts: &Facts, holder: Option<String>) {
    let words = |list: Vec<&str>| list.join(" ");
    change.kind = Set(facts.kind.as_str().to_owned());
    change.section = Set(facts.section.map(|section| section.slug().to_owned()));
    change.languages = Set(words(facts.languages.iter().map(|l| l.code()).collect()));
    change.year = Set(facts.year);
    change.licence = Set(facts.licence.map(|licence| licence.as_str().to_owned()).unwrap_or_default());
    change.source_url = Set(facts.source_url.clone());
    change.accessibility = Set(words(facts.accessibility.iter().map(|one| one.as_str()).collect()));
    change.without_text_reason = Set(facts.without_text.clone());
    change.rights_holder = Set(holder);
    change.audience = Set(facts.audience.map(|audience| audience.as_str().to_owned()));
    change.details = Set(facts.details.stored());
    change.genre = Set(facts.genre.map(|genre| genre.as_str().to_owned()));
}

/// Bytes of the file of which cards speak: what one hears, watches or reads first.
pub(super) async fn main_size<C: ConnectionTrait>(tx: &C, item: &str, kind: Kind) -> DomainResult<i64> {
    let files: Vec<(String, i64)> = file::Entity::find()
        .select_only()
        .column(file::Column::Role)
        .column(blob::Column::Size)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(item))
        .order_by_asc(file::Column::Position)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(main_of(&files, kind))
}

/// Bytes of that file, of files by role in their order.
pub(super) fn main_of(files: &[(String, i64)], kind: Kind) -> i64 {
    let first: &[FileRole] = match kind {
        Kind::Audio => &[FileRole::Audio],
        Kind::Video => &[FileRole::Video, FileRole::Audio],
        Kind::Book => &[FileRole::Epub, FileRole::Pdf],
        Kind::Document => &[FileRole::Html, FileRole::Pdf],
    };
    let size_of =
        |role: FileRole| files.iter().find(|(word, _)| word == role.as_str()).map(|(_, size)| *size);
    let found = first.iter().copied().find_map(size_of);
    found.or_else(|| files.first().map(|(_, size)| *size)).unwrap_or_default()
}

/// How long it takes to hear or see an item, by the longest of its recordings; nothing of what is read.
pub(super) async fn minutes<C: ConnectionTrait>(tx: &C, item: &str, kind: Kind) -> DomainResult<Option<i32>> {
    let role = match kind {
        Kind::Audio => FileRole::Audio,
        Kind::Video => FileRole::Video,
        Kind::Book | Kind::Document => return Ok(None),
    };
    let longest: Option<i32> = file::Entity::find()
        .select_only()
        .column(file::Column::Seconds)
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Role.eq(role.as_str()))
        .filter(file::Column::Seconds.is_not_null())
        .order_by_desc(file::Column::Seconds)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(longest.map(whole_minutes))
}

/// Seconds as minutes; what is short lasts one.
pub(super) fn whole_minutes(seconds: i32) -> i32 {
    (seconds.max(0).div_euclid(60) + i32::from(seconds % 60 >= 30)).max(1)
}
