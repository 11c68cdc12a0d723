//! Taking an item back for a while: nothing is said about it, and it may come again.

use contract::ids::ItemId;
use sea_orm::ActiveValue::Set;

use super::{life::Act, words::ItemState};
use crate::{Actor, DomainResult, Services, staff::Action};

/// Takes a published item back.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found;
/// [`contract::ErrorCode::Conflict`] for what is not published.
pub async fn unpublish(services: &Services, actor: &Actor, id: &ItemId) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&[ItemState::Published])?;
    let mut change = act.change();
    change.state = Set(ItemState::Unpublished.as_str().to_owned());
    let entry = act.entry(Action::LibraryUnpublish);
    act.finish(change, entry).await
}
