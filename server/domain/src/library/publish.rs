//! Putting an item before the world.

use contract::{ErrorCode, ids::ItemId};
use entity::library::{file, item_text};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{life::Act, words::ItemState};
use crate::{Actor, DomainError, DomainResult, Services, staff::Action};

/// Publishes a draft, or what was taken back for a while. Its dates still hold.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`]
/// for what is published already or gone, and for what has no title or nothing to offer.
pub async fn publish(services: &Services, actor: &Actor, id: &ItemId) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&[ItemState::Draft, ItemState::Unpublished])?;
    let titles = item_text::Entity::find()
        .filter(item_text::Column::ItemId.eq(id.as_str()))
        .filter(item_text::Column::Title.ne(""))
        .count(&act.tx)
        .await?;
    let files = file::Entity::find().filter(file::Column::ItemId.eq(id.as_str())).count(&act.tx).await?;
    if titles == 0 || files == 0 && act.row.source_url.is_none() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = act.change();
    change.state = Set(ItemState::Published.as_str().to_owned());
    let today = services.today();
    if act.state == ItemState::Draft || act.row.published_on > today {
        change.published_on = Set(today);
    }
    let entry = act.entry(Action::LibraryPublish);
    act.finish(change, entry).await
}
