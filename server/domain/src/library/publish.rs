//! Putting an item before the world.

use contract::ids::ItemId;
use sea_orm::ActiveValue::Set;

use super::{
    life::Act,
    readiness::{Lack, Review, lacks, ready, review_of},
    words::ItemState,
};
use crate::{Actor, DomainResult, Services, staff::Action};

/// Publishes a draft, or what was taken back for a while. Its dates still hold.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found;
/// [`contract::ErrorCode::Conflict`] for what is published already or gone; a refused field for everything that it
/// lacks ([`Lack`]), and for who made it, while there is another librarian.
pub async fn publish(services: &Services, actor: &Actor, id: &ItemId) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&[ItemState::Draft, ItemState::Unpublished])?;
    let mut missing = lacks(&act.tx, &act.row, act.now).await?;
    let review = review_of(&act.tx, &act.row, act.member).await?;
    missing.extend((review == Review::Own).then_some(Lack::SecondPerson));
    ready(&missing)?;
    let mut change = act.change();
    change.state = Set(ItemState::Published.as_str().to_owned());
    let today = services.today();
    if act.state == ItemState::Draft || act.row.published_on > today {
        change.published_on = Set(today);
    }
    let mut entry = act.entry(Action::LibraryPublish);
    if review == Review::OnlyLibrarian {
        entry = entry.detail("only_librarian");
    }
    act.finish(change, entry).await
}
