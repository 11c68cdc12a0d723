//! The order of collections, and of the items in one.

use contract::{FieldCode, ids::ItemId};
use entity::library::{collection, collection_item, item};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{Held, entries, number, touch};
use crate::{
    Actor, DomainError, DomainResult, Services,
    library::{edit::is_open, named::item_in},
};

/// Puts an item at the end of a collection. `typed` is its identifier or its address.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found; the refused field `item` for
/// what is no item, is gone, or stands there already.
pub async fn place_item(services: &Services, actor: &Actor, id: &str, typed: &str) -> DomainResult<()> {
    let held = Held::begin(services, actor, id, None).await?;
    let refused = |code| Err(DomainError::field("item", code));
    if typed.trim().is_empty() {
        return refused(FieldCode::Required);
    }
    let Some(item) = item_in(typed) else { return refused(FieldCode::UnknownChoice) };
    let row = item::Entity::find_by_id(item.as_str()).one(&held.tx).await?;
    if !row.as_ref().is_some_and(is_open) {
        return refused(FieldCode::UnknownChoice);
    }
    let known = entries(&held.tx, id).await?;
    if known.iter().any(|(one, _)| one == item.as_str()) {
        return refused(FieldCode::Taken);
    }
    let row = collection_item::ActiveModel {
        collection_id: Set(id.to_owned()),
        item_id: Set(item.as_str().to_owned()),
        position: Set(known.last().map_or(0, |(_, last)| last + 1)),
    };
    collection_item::Entity::insert(row).exec_without_returning(&held.tx).await?;
    touch(&held.tx, item.as_str(), held.now).await?;
    held.finish(format!("place:{item}")).await
}

/// Moves an item a place up or down. One that is at the end already moves nothing.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found; [`contract::ErrorCode::Conflict`]
/// when the order is not any more the one that she had before her.
pub async fn shift_item(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: &str,
    item: &ItemId,
    up: bool,
) -> DomainResult<()> {
    let held = Held::begin(services, actor, id, Some(version)).await?;
    let mut all = entries(&held.tx, id).await?;
    let at = all.iter().position(|(one, _)| one == item.as_str()).ok_or_else(DomainError::not_found)?;
    let Some(other) = neighbour(at, all.len(), up) else { return Ok(()) };
    all.swap(at, other);
    number(&held.tx, id, &all).await?;
    held.finish(format!("{}:{item}", if up { "up" } else { "down" })).await
}

/// Takes an item out of a collection; it stays in the library.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found.
pub async fn take_out(services: &Services, actor: &Actor, id: &str, item: &ItemId) -> DomainResult<()> {
    let held = Held::begin(services, actor, id, None).await?;
    let gone = collection_item::Entity::delete_many()
        .filter(collection_item::Column::CollectionId.eq(id))
        .filter(collection_item::Column::ItemId.eq(item.as_str()))
        .exec(&held.tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    let rest = entries(&held.tx, id).await?;
    number(&held.tx, id, &rest).await?;
    touch(&held.tx, item.as_str(), held.now).await?;
    held.finish(format!("take:{item}")).await
}

/// Moves a collection a place up or down among the others. One that is at the end already moves nothing.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found.
pub async fn shift_collection(services: &Services, actor: &Actor, id: &str, up: bool) -> DomainResult<()> {
    let held = Held::begin(services, actor, id, None).await?;
    let mut all: Vec<(String, i32)> = collection::Entity::find()
        .select_only()
        .columns([collection::Column::Id, collection::Column::Position])
        .order_by_asc(collection::Column::Position)
        .order_by_asc(collection::Column::Id)
        .into_tuple()
        .all(&held.tx)
        .await?;
    let at = all.iter().position(|(one, _)| one == id).ok_or_else(DomainError::not_found)?;
    let Some(other) = neighbour(at, all.len(), up) else { return Ok(()) };
    all.swap(at, other);
    for (at, (one, stored)) in (0_i32..).zip(&all) {
        if at != *stored {
            collection::Entity::update_many()
                .col_expr(collection::Column::Position, Expr::value(at))
                .filter(collection::Column::Id.eq(one.as_str()))
                .exec(&held.tx)
                .await?;
        }
    }
    held.finish(if up { "up" } else { "down" }.to_owned()).await
}

/// The place beside one, among so many.
fn neighbour(at: usize, count: usize, up: bool) -> Option<usize> {
    if up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_over_an_end() {
        for (at, up, to) in [(0, true, None), (0, false, Some(1)), (1, true, Some(0)), (2, false, None)] {
            assert_eq!(neighbour(at, 3, up), to, "{at}");
        }
    }
}
