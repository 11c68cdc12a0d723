//! What a member wants to read or hear, for herself alone. Nothing is kept until she switches it on, and nothing tells
//! what she opened: only what she put there.

use contract::{ErrorCode, Locale, ids::ItemId};
use entity::library::{item, reading_list, reading_list_item};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};

use super::{
    life::refusal,
    list::{cards, visible},
    model::ItemCard,
};
use crate::{Actor, DomainError, DomainResult, Services, services::day_of};

/// Most items of one list.
pub const MOST_KEPT: u64 = 300;

/// An item on her list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The item.
    pub id: ItemId,
    /// ISO day on which she put it there.
    pub day: String,
    /// The item itself; nothing when nobody sees it any more.
    pub card: Option<ItemCard>,
}

/// Her list; nothing when she keeps none.
///
/// # Errors
/// `SignInNeeded` for a guest; the database is away.
pub async fn reading_list(
    services: &Services,
    actor: &Actor,
    locale: Locale,
) -> DomainResult<Option<Vec<Kept>>> {
    let member = actor.require_member()?;
    let db = services.db.read();
    if reading_list::Entity::find_by_id(member.id.as_str()).one(db).await?.is_none() {
        return Ok(None);
    }
    let rows = reading_list_item::Entity::find()
        .filter(reading_list_item::Column::MemberId.eq(member.id.as_str()))
        .order_by_desc(reading_list_item::Column::AddedAt)
        .order_by_asc(reading_list_item::Column::ItemId)
        .all(db)
        .await?;
    let ids: Vec<&str> = rows.iter().map(|row| row.item_id.as_str()).collect();
    let cards = if ids.is_empty() {
        Vec::new()
    } else {
        cards(services, locale, Condition::all().add(item::Column::Id.is_in(ids)), MOST_KEPT).await?
    };
    Ok(Some(
        rows.into_iter()
            .map(|row| Kept {
                card: cards.iter().find(|card| card.id.as_str() == row.item_id).cloned(),
                id: ItemId::trusted(row.item_id),
                day: day_of(row.added_at),
            })
            .collect(),
    ))
}

/// Whether an item is on her list; nothing for a guest, and when she keeps none.
///
/// # Errors
/// The database is away.
pub async fn is_kept(services: &Services, actor: &Actor, id: &ItemId) -> DomainResult<Option<bool>> {
    let Some(member) = actor.member() else { return Ok(None) };
    let db = services.db.read();
    if reading_list::Entity::find_by_id(member.id.as_str()).one(db).await?.is_none() {
        return Ok(None);
    }
    let key = (member.id.as_str().to_owned(), id.as_str().to_owned());
    Ok(Some(reading_list_item::Entity::find_by_id(key).one(db).await?.is_some()))
}

/// Begins a list, or ends it with everything on it.
///
/// # Errors
/// `SignInNeeded` for a guest; the database is away.
pub async fn switch_list(services: &Services, actor: &Actor, on: bool) -> DomainResult<()> {
    let member = actor.require_member()?;
    let tx = services.db.begin().await?;
    if on {
        let row = reading_list::ActiveModel {
            member_id: Set(member.id.as_str().to_owned()),
            since: Set(services.now_ms()),
        };
        let once = OnConflict::column(reading_list::Column::MemberId).do_nothing().to_owned();
        reading_list::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
    } else {
        reading_list::Entity::delete_by_id(member.id.as_str()).exec(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes everything off her list.
///
/// # Errors
/// `SignInNeeded` for a guest; the database is away.
pub async fn empty_list(services: &Services, actor: &Actor) -> DomainResult<()> {
    let member = actor.require_member()?;
    let tx = services.db.begin().await?;
    reading_list_item::Entity::delete_many()
        .filter(reading_list_item::Column::MemberId.eq(member.id.as_str()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Puts an item that she sees on her list, or takes one off it.
///
/// # Errors
/// `SignInNeeded` for a guest; gone or not found for what nobody sees; [`ErrorCode::Conflict`] when she keeps no list;
/// [`ErrorCode::TooManyRequests`] when it is full.
pub async fn keep(services: &Services, actor: &Actor, id: &ItemId, on: bool) -> DomainResult<()> {
    let member = actor.require_member()?;
    let key = (member.id.as_str().to_owned(), id.as_str().to_owned());
    let tx = services.db.begin().await?;
    if !on {
        reading_list_item::Entity::delete_by_id(key).exec(&tx).await?;
        tx.commit().await?;
        return Ok(());
    }
    if item::Entity::find_by_id(id.as_str()).filter(visible(services)).one(&tx).await?.is_none() {
        return Err(refusal(&tx, id).await?);
    }
    let list = reading_list::Entity::find_by_id(member.id.as_str()).lock_exclusive().one(&tx).await?;
    if list.is_none() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let held = reading_list_item::Entity::find()
        .filter(reading_list_item::Column::MemberId.eq(member.id.as_str()))
        .count(&tx)
        .await?;
    if held >= MOST_KEPT {
        return Err(DomainError::new(ErrorCode::TooManyRequests));
    }
    let row = reading_list_item::ActiveModel {
        member_id: Set(key.0),
        item_id: Set(key.1),
        added_at: Set(services.now_ms()),
    };
    let columns = [reading_list_item::Column::MemberId, reading_list_item::Column::ItemId];
    let once = OnConflict::columns(columns).do_nothing().to_owned();
    reading_list_item::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}
