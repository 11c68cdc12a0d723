//! The whole record of an item, in every language it has: what pages, citations and other machines are made from.

use std::collections::BTreeMap;

use contract::{Locale, Section, Tongue, ids::ItemId};
use entity::library::{item, relation};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{
    details::Details,
    identifier::Identifier,
    life::refusal,
    list::visible,
    model::Localised,
    records::load_all,
    words::{Access, AgentRole, Audience, Genre, Kind, Licence, RelationKind, WarningKind},
};
use crate::{DomainError, DomainResult, Services};

/// Most others that are named with what they are to an item: what has more parts is a collection.
const INVERSE: u64 = 50;

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
    /// What sort of work it is, where that was said.
    pub genre: Option<Genre>,
    /// Section.
    pub section: Option<Section>,
    /// Languages of the content, the main one first.
    pub languages: Vec<Tongue>,
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
    /// What others that everybody sees say of themselves and it (the first is a part of it). Known where one item is read by
    /// itself; lists and harvests give what an item says alone, because it would change there without a new datestamp.
    pub inverse: Vec<(RelationKind, ItemId)>,
    /// What helps to use it.
    pub accessibility: Vec<Access>,
    /// What to be prepared for.
    pub warnings: Vec<Warning>,
    /// Why a recording has neither captions nor a transcript.
    pub without_text: Option<String>,
    /// Somebody tells what she lived through.
    pub testimony: bool,
    /// For whom it was made, where that was said.
    pub audience: Option<Audience>,
    /// What a catalogue says beyond that.
    pub details: Details,
}

impl Record {
    /// The language in which a machine should name it: the content's own where it is described in that.
    pub fn own_language(&self) -> Locale {
        let own =
            self.languages.iter().filter_map(|tongue| tongue.locale()).find(|l| self.texts.contains_key(l));
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
    let mut found = load_all(services, db, vec![row]).await?;
    let mut record = found.pop().ok_or_else(DomainError::not_found)?;
    record.inverse = inverse(services, db, &record).await?;
    Ok(record)
}

/// Relations of which this is the other end, from items that everybody sees.
async fn inverse<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    record: &Record,
) -> DomainResult<Vec<(RelationKind, ItemId)>> {
    let rows: Vec<(String, String)> = relation::Entity::find()
        .select_only()
        .columns([relation::Column::Kind, relation::Column::ItemId])
        .join(JoinType::InnerJoin, relation::Relation::Item.def())
        .filter(relation::Column::TargetId.eq(record.id.as_str()))
        .filter(visible(services))
        .order_by_asc(relation::Column::Kind)
        .order_by_desc(item::Column::PublishedOn)
        .order_by_asc(relation::Column::ItemId)
        .limit(INVERSE)
        .into_tuple()
        .all(db)
        .await?;
    let all =
        rows.into_iter().filter_map(|(kind, id)| Some((RelationKind::parse(&kind)?, ItemId::trusted(id))));
    // Two that call each other versions say the same: once is enough.
    let said = |kind: RelationKind, id: &ItemId| {
        record.relations.iter().any(|(own, target)| *own == kind && *target == Target::Item(id.clone()))
    };
    Ok(all.filter(|(kind, id)| *kind != RelationKind::VersionOf || !said(*kind, id)).collect())
}
