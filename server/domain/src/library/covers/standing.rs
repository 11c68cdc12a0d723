//! How the cover of an item stands, for the library's desk, and trying it once more.

use contract::{ErrorCode, ids::ItemId};
use entity::library::{cover, item};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use super::{Trouble, make::start};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::words::ItemState,
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Where the cover of an item comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskCover {
    /// Drawn: none of its files has a picture.
    Drawn,
    /// Made from one of its files.
    Made,
    /// Drawn, because none could be made.
    Failed(Trouble),
}

/// How the cover stands.
pub(in crate::library) async fn standing<C: ConnectionTrait>(db: &C, id: &ItemId) -> DomainResult<DeskCover> {
    let row = cover::Entity::find_by_id(id.as_str()).one(db).await?;
    Ok(match row {
        Some(row) if row.jpeg.is_some() => DeskCover::Made,
        Some(row) => {
            row.trouble.as_deref().and_then(Trouble::parse).map_or(DeskCover::Drawn, DeskCover::Failed)
        }
        None => DeskCover::Drawn,
    })
}

/// Has the cover made once more.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`] for an item that is gone.
pub async fn again(services: &Services, actor: &Actor, id: &ItemId) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let state: Option<String> = item::Entity::find_by_id(id.as_str())
        .select_only()
        .column(item::Column::State)
        .into_tuple()
        .one(&tx)
        .await?;
    let state = state.ok_or_else(DomainError::not_found)?;
    if matches!(ItemState::parse(&state), Some(ItemState::Withdrawn | ItemState::Erased) | None) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let entry = Entry::of(Action::LibraryRetry).on("item", id.as_str());
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    start(services, id).await;
    Ok(())
}
