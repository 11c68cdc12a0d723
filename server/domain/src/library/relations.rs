//! Saying at the desk what an item has to do with another one, or with something elsewhere.

use contract::{FieldCode, FieldError, Locale, ids::ItemId};
use entity::library::{item, item_text, relation};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    edit::{OPEN, is_open},
    identifier::is_address,
    life::{Act, changed_by_an_act, in_best},
    model::Localised,
    named::item_in,
    record::Target,
    words::RelationKind,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, permission::require, services::new_id,
    staff::Action,
};

/// Most relations of one item.
const RELATIONS: usize = 50;
/// The longest address elsewhere.
const ADDRESS_MAX: usize = 500;
/// The word by which the form says that two items are editions of one work.
pub const EDITION: &str = "edition";

/// What an item has to do with another one, as the desk sees it: also where readers do not see the other one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bond {
    /// What it has to do with it; nothing: they are editions of one work.
    pub kind: Option<RelationKind>,
    /// The other end.
    pub target: Target,
    /// Title of the other item in the best language.
    pub title: Option<Localised>,
}

/// A relation as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationForm {
    /// Word of the kind, or [`EDITION`].
    pub kind: String,
    /// The other item by its identifier or address, or an address elsewhere.
    pub target: String,
}

/// Relations of an item in their order, then the other editions of its work.
pub(super) async fn bonds_of<C: ConnectionTrait>(
    tx: &C,
    row: &item::Model,
    locale: Locale,
) -> DomainResult<Vec<Bond>> {
    let rows = relation::Entity::find()
        .filter(relation::Column::ItemId.eq(row.id.as_str()))
        .order_by_asc(relation::Column::Position)
        .all(tx)
        .await?;
    let mut bonds: Vec<Bond> = rows
        .into_iter()
        .filter_map(|row| {
            let item = row.target_id.map(|id| Target::Item(ItemId::trusted(id)));
            let target = item.or(row.url.map(Target::Url))?;
            Some(Bond { kind: Some(RelationKind::parse(&row.kind)?), target, title: None })
        })
        .collect();
    if let Some(work) = &row.work {
        let editions: Vec<String> = item::Entity::find()
            .select_only()
            .column(item::Column::Id)
            .filter(item::Column::Work.eq(work.as_str()))
            .filter(item::Column::Id.ne(row.id.as_str()))
            .order_by_asc(item::Column::Id)
            .into_tuple()
            .all(tx)
            .await?;
        bonds.extend(editions.into_iter().map(|id| Bond {
            kind: None,
            target: Target::Item(ItemId::trusted(id)),
            title: None,
        }));
    }
    let ids: Vec<&str> = bonds
        .iter()
        .filter_map(|bond| match &bond.target {
            Target::Item(id) => Some(id.as_str()),
            Target::Url(_) => None,
        })
        .collect();
    if ids.is_empty() {
        return Ok(bonds);
    }
    let titles: Vec<(String, String, String)> = item_text::Entity::find()
        .select_only()
        .columns([item_text::Column::ItemId, item_text::Column::Locale, item_text::Column::Title])
        .filter(item_text::Column::ItemId.is_in(ids))
        .into_tuple()
        .all(tx)
        .await?;
    for bond in &mut bonds {
        if let Target::Item(id) = &bond.target {
            let own = titles.iter().filter(|(item, ..)| item == id.as_str());
            let own: Vec<(String, String)> = own.map(|(_, l, title)| (l.clone(), title.clone())).collect();
            bond.title = in_best(&own, locale);
        }
    }
    Ok(bonds)
}

/// Says that an item has something to do with another one, or is an edition of the same work.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `relation` and `other`; not found;
/// [`contract::ErrorCode::Conflict`] for what is gone.
pub async fn add_relation(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    form: &RelationForm,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let kind = RelationKind::parse(&form.kind);
    let typed = form.target.trim();
    let mut errors = Vec::new();
    if kind.is_none() && form.kind != EDITION {
        let code = if form.kind.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("relation", code));
    }
    if typed.is_empty() {
        errors.push(FieldError::new("other", FieldCode::Required));
    }
    if typed.chars().count() > ADDRESS_MAX {
        errors.push(FieldError::new("other", FieldCode::TooLong(ADDRESS_MAX)));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    let other = match item_in(typed) {
        Some(other) => item::Entity::find_by_id(other.as_str()).one(&act.tx).await?,
        None => None,
    };
    let other = other.filter(|row| is_open(row) && row.id != id.as_str());
    match (kind, other) {
        (Some(kind), Some(other)) => relate(act, kind, Target::Item(ItemId::trusted(other.id))).await,
        // Of this item it cannot be, whatever the address looks like.
        (Some(kind), None) if is_address(typed) && item_in(typed).as_ref() != Some(id) => {
            relate(act, kind, Target::Url(typed.to_owned())).await
        }
        (None, Some(other)) => join(act, other).await,
        _ => Err(DomainError::field("other", FieldCode::UnknownChoice)),
    }
}

async fn relate(act: Act<'_>, kind: RelationKind, target: Target) -> DomainResult<()> {
    let known = relation::Entity::find()
        .filter(relation::Column::ItemId.eq(act.row.id.as_str()))
        .order_by_asc(relation::Column::Position)
        .all(&act.tx)
        .await?;
    if known.len() >= RELATIONS {
        return Err(DomainError::field("other", FieldCode::TooMany(RELATIONS)));
    }
    let (target, url) = match target {
        Target::Item(id) => (Some(id.as_str().to_owned()), None),
        Target::Url(url) => (None, Some(url)),
    };
    let same = |row: &relation::Model| row.kind == kind.as_str() && row.target_id == target && row.url == url;
    if known.iter().any(same) {
        return Err(DomainError::field("other", FieldCode::Taken));
    }
    let row = relation::ActiveModel {
        item_id: Set(act.row.id.clone()),
        position: Set(known.last().map_or(0, |row| row.position + 1)),
        kind: Set(kind.as_str().to_owned()),
        target_id: Set(target),
        url: Set(url),
    };
    relation::Entity::insert(row).exec_without_returning(&act.tx).await?;
    changed(act, kind.as_str(), None).await
}

/// Puts an item beside another one, as an edition of its work.
async fn join(act: Act<'_>, other: item::Model) -> DomainResult<()> {
    if other.work.is_some() && other.work == act.row.work {
        return Err(DomainError::field("other", FieldCode::Taken));
    }
    let work = match &other.work {
        Some(work) => work.clone(),
        None => {
            let work = new_id();
            let mut change = changed_by_an_act(&other, act.now);
            change.work = Set(Some(work.clone()));
            change.version = Set(other.version + 1);
            change.update(&act.tx).await?;
            work
        }
    };
    changed(act, EDITION, Some(Some(work))).await
}

/// Takes a relation away, or the item out of its work.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found; [`contract::ErrorCode::Conflict`] for what is gone.
pub async fn remove_relation(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    form: &RelationForm,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    if form.kind == EDITION {
        if act.row.work.is_none() {
            return Err(DomainError::not_found());
        }
        return changed(act, EDITION, Some(None)).await;
    }
    let kind = RelationKind::parse(&form.kind).ok_or_else(DomainError::not_found)?;
    let known =
        relation::Entity::find().filter(relation::Column::ItemId.eq(id.as_str())).all(&act.tx).await?;
    let end = |row: &relation::Model| row.target_id.clone().or_else(|| row.url.clone());
    let gone = known
        .into_iter()
        .find(|row| row.kind == kind.as_str() && end(row).as_deref() == Some(form.target.as_str()))
        .ok_or_else(DomainError::not_found)?;
    relation::Entity::delete_many()
        .filter(relation::Column::ItemId.eq(id.as_str()))
        .filter(relation::Column::Position.eq(gone.position))
        .exec(&act.tx)
        .await?;
    changed(act, kind.as_str(), None).await
}

/// Relations are of the record: whoever has its form before her is overtaken.
async fn changed(act: Act<'_>, what: &str, work: Option<Option<String>>) -> DomainResult<()> {
    let mut change = act.change();
    change.version = Set(act.row.version + 1);
    if let Some(work) = work {
        change.work = Set(work);
    }
    let entry = act.entry(Action::LibraryEdit).detail(format!("relation:{what}"));
    act.finish(change, entry).await
}
