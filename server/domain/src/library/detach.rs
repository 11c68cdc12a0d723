//! Taking a file out of an item that the world does not see.

use contract::ids::{FileId, ItemId};
use entity::library::file;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{attach::changed, life::Act, words::ItemState};
use crate::{Actor, DomainError, DomainResult, Services, staff::Action};

/// Takes a file out. Its bytes go with the next sweep, unless something else has them.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found;
/// [`contract::ErrorCode::Conflict`] for an item that is published or gone.
pub async fn detach(services: &Services, actor: &Actor, id: &ItemId, file: &FileId) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&[ItemState::Draft, ItemState::Unpublished])?;
    let gone = file::Entity::delete_many()
        .filter(file::Column::Id.eq(file.as_str()))
        .filter(file::Column::ItemId.eq(id.as_str()))
        .exec(&act.tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    let entry = act.entry(Action::LibraryDetach);
    changed(act, entry).await
}
