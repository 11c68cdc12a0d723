//! The whole record of an item, in every language it has: what pages, citations and other machines are made from.

use std::collections::BTreeMap;

use contract::{ErrorCode, Locale, Section, ids::ItemId};
use entity::library::{
    agent_text, identifier, item, item_agent, item_subject, item_text, relation, subject_text, warning,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    identifier::Identifier,
    life::refusal,
    list::{languages_of, visible},
    model::Localised,
    words::{Access, AgentRole, IdentifierKind, Kind, Licence, RelationKind, WarningKind},
};
use crate::{DomainError, DomainResult, Services};

/// A text in the languages it has.
pub type InLanguages = BTreeMap<Locale, String>;

/// The best of them for a reader.
pub fn best(texts: &InLanguages, locale: Locale) -> Option<Localised> {
    locale.fallbacks().find_map(|l| texts.get(&l).map(|text| Localised { locale: l, text: text.clone() }))
}

/// How an item is described in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Cosmetic part of the address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// A few sentences.
    pub summary: String,
    /// What is to be known about the rights.
    pub rights_note: Option<String>,
}

/// Somebody who had a hand in an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Identifier.
    pub id: String,
    /// What she, he or it did.
    pub role: AgentRole,
    /// Names.
    pub names: InLanguages,
}

/// Something that items are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Identifier.
    pub id: String,
    /// Names.
    pub labels: InLanguages,
    /// Other names.
    pub others: BTreeMap<Locale, Vec<String>>,
}

/// The other end of a relation, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another item, which everybody sees.
    Item(ItemId),
    /// Something elsewhere.
    Url(String),
}

/// What somebody may not want to meet unprepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub kind: WarningKind,
    /// From second to second; nothing: anywhere in it.
    pub range: Option<(u32, u32)>,
}

/// Everything that is said about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Identifier.
    pub id: ItemId,
    /// Kind.
    pub kind: Kind,
    /// Section.
    pub section: Option<Section>,
    /// Languages of the content, the main one first.
    pub languages: Vec<Locale>,
    /// Descriptions by language; at least one.
    pub texts: BTreeMap<Locale, Description>,
    /// Year in which the work first appeared.
    pub year: Option<i32>,
    /// Terms.
    pub licence: Licence,
    /// Who holds the rights.
    pub holder: Option<InLanguages>,
    /// Where the text comes from.
    pub source_url: Option<String>,
    /// Spoken by a machine.
    pub machine_read: bool,
    /// ISO day since which it is here.
    pub published_on: String,
    /// Time to read or to listen.
    pub minutes: Option<u32>,
    /// UTC milliseconds of the last change of what the world sees.
    pub datestamp: i64,
    /// Who made it, in order.
    pub contributors: Vec<Contributor>,
    /// What it is about, in order.
    pub subjects: Vec<Subject>,
    /// Numbers under which the world knows it.
    pub identifiers: Vec<Identifier>,
    /// What it has to do with others.
    pub relations: Vec<(RelationKind, Target)>,
    /// What helps to use it.
    pub accessibility: Vec<Access>,
    /// What to be prepared for.
    pub warnings: Vec<Warning>,
    /// Why a recording has neither captions nor a transcript.
    pub without_text: Option<String>,
}

impl Record {
    /// The language in which a machine should name it: the content's own where it is described in that.
    pub fn own_language(&self) -> Locale {
        let own = self.languages.iter().copied().find(|l| self.texts.contains_key(l));
        own.or_else(|| self.texts.keys().next().copied()).unwrap_or_default()
    }

    /// Its description in that language.
    pub fn own_text(&self) -> Option<&Description> {
        self.texts.get(&self.own_language())
    }

    /// Names of those who did something, each in the item's own language where she has a name in it.
    pub fn names(&self, role: AgentRole) -> impl Iterator<Item = Localised> {
        let own = self.own_language();
        self.contributors
            .iter()
            .filter(move |one| one.role == role)
            .filter_map(move |one| best(&one.names, own))
    }

    /// What is to be known about the rights, in the best language for a reader.
    pub fn rights_note(&self, locale: Locale) -> Option<Localised> {
        locale.fallbacks().find_map(|l| {
            let text = self.texts.get(&l)?.rights_note.clone()?;
            Some(Localised { locale: l, text })
        })
    }
}

/// The record of a visible item.
///
/// # Errors
/// [`ErrorCode::Gone`] for what was withdrawn or erased, not found for what nobody sees.
pub async fn record(services: &Services, id: &ItemId) -> DomainResult<Record> {
    let db = services.db.read();
    let found = item::Entity::find_by_id(id.as_str()).filter(visible(services)).one(db).await?;
    match found {
        Some(row) => load(services, db, row).await,
        None => Err(refusal(db, id).await?),
    }
}

/// The record behind a row. Whoever calls saw to it that it may be read.
pub(super) async fn load<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    row: item::Model,
) -> DomainResult<Record> {
    let defect = |what: &'static str| DomainError::caused(ErrorCode::Internal, what);
    let id = row.id.as_str();
    let texts = item_text::Entity::find().filter(item_text::Column::ItemId.eq(id)).all(db).await?;
    let texts = texts.into_iter().filter_map(|text| {
        let described = Description {
            slug: text.slug,
            title: text.title,
            summary: text.summary,
            rights_note: text.rights_note,
        };
        Some((text.locale.parse().ok()?, described))
    });
    let texts: BTreeMap<Locale, Description> = texts.collect();
    let (contributors, holder) = agents(db, id, row.rights_holder.as_deref()).await?;
    let identifiers = identifier::Entity::find()
        .filter(identifier::Column::ItemId.eq(id))
        .order_by_asc(identifier::Column::Position)
        .all(db)
        .await?;
    let warnings = warning::Entity::find()
        .filter(warning::Column::ItemId.eq(id))
        .order_by_asc(warning::Column::Position)
        .all(db)
        .await?;
    Ok(Record {
        kind: Kind::parse(&row.kind).ok_or_else(|| defect("an item of an unknown kind"))?,
        section: row.section.as_deref().and_then(|slug| slug.parse().ok()),
        languages: languages_of(&row.languages),
        texts,
        year: row.year,
        // A draft may wait for somebody who looks into its rights.
        licence: if row.licence.is_empty() {
            Licence::NotEvaluated
        } else {
            Licence::parse(&row.licence).ok_or_else(|| defect("an item with unknown terms"))?
        },
        holder,
        source_url: row.source_url.clone(),
        machine_read: row.machine_read,
        published_on: row.published_on.clone(),
        minutes: row.minutes.and_then(|minutes| u32::try_from(minutes).ok()),
        datestamp: row.datestamp,
        contributors,
        subjects: subjects(db, id).await?,
        identifiers: identifiers
            .into_iter()
            .filter_map(|one| Some(Identifier { kind: IdentifierKind::parse(&one.kind)?, value: one.value }))
            .collect(),
        relations: relations(services, db, id).await?,
        accessibility: row.accessibility.split_whitespace().filter_map(Access::parse).collect(),
        warnings: warnings
            .into_iter()
            .filter_map(|one| {
                let second = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
                let range = second(one.from_second).zip(second(one.to_second));
                Some(Warning { kind: WarningKind::parse(&one.kind)?, range })
            })
            .collect(),
        without_text: row.without_text_reason,
        id: ItemId::trusted(row.id),
    })
}

async fn agents<C: ConnectionTrait>(
    db: &C,
    item: &str,
    holder: Option<&str>,
) -> DomainResult<(Vec<Contributor>, Option<InLanguages>)> {
    let links = item_agent::Entity::find()
        .filter(item_agent::Column::ItemId.eq(item))
        .order_by_asc(item_agent::Column::Position)
        .all(db)
        .await?;
    let ids: Vec<&str> = links.iter().map(|link| link.agent_id.as_str()).chain(holder).collect();
    if ids.is_empty() {
        return Ok((Vec::new(), None));
    }
    let mut names: BTreeMap<String, InLanguages> = BTreeMap::new();
    for text in agent_text::Entity::find().filter(agent_text::Column::AgentId.is_in(ids)).all(db).await? {
        if let Ok(l) = text.locale.parse() {
            names.entry(text.agent_id).or_default().insert(l, text.name);
        }
    }
    let holder = holder.and_then(|id| names.get(id).cloned());
    let contributors = links
        .into_iter()
        .filter_map(|link| {
            let names = names.get(&link.agent_id)?.clone();
            Some(Contributor { role: AgentRole::parse(&link.role)?, id: link.agent_id, names })
        })
        .collect();
    Ok((contributors, holder))
}

async fn subjects<C: ConnectionTrait>(db: &C, item: &str) -> DomainResult<Vec<Subject>> {
    let ids: Vec<String> = item_subject::Entity::find()
        .select_only()
        .column(item_subject::Column::SubjectId)
        .filter(item_subject::Column::ItemId.eq(item))
        .order_by_asc(item_subject::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let texts = subject_text::Entity::find()
        .filter(subject_text::Column::SubjectId.is_in(ids.clone()))
        .all(db)
        .await?;
    Ok(ids
        .into_iter()
        .map(|id| {
            let mut subject = Subject { id, labels: BTreeMap::new(), others: BTreeMap::new() };
            for text in texts.iter().filter(|text| text.subject_id == subject.id) {
                if let Ok(l) = text.locale.parse() {
                    subject.labels.insert(l, text.label.clone());
                    subject.others.insert(l, text.others.lines().map(str::to_owned).collect());
                }
            }
            subject
        })
        .filter(|subject| !subject.labels.is_empty())
        .collect())
}

/// Relations to what everybody sees: nothing tells that there is something hidden.
async fn relations<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    item: &str,
) -> DomainResult<Vec<(RelationKind, Target)>> {
    let rows = relation::Entity::find()
        .filter(relation::Column::ItemId.eq(item))
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
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let kind = RelationKind::parse(&row.kind)?;
            match (row.target_id, row.url) {
                (Some(id), _) => shown.contains(&id).then(|| (kind, Target::Item(ItemId::trusted(id)))),
                (None, Some(url)) => Some((kind, Target::Url(url))),
                (None, None) => None,
            }
        })
        .collect())
}
