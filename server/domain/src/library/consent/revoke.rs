//! Taking a consent back: the item is erased, and a receipt says of what.

use contract::{FieldCode, FieldError, ids::ItemId};
use entity::library::consent;
use sea_orm::EntityTrait;

use super::receipt::write_receipt;
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::{
        erase::{ERASABLE, strip, take_bytes, write_down},
        life::Act,
        words::RevokeGround,
    },
    permission::require,
    staff::Action,
};

/// Revokes the consent of an item: erases it like [`super::super::erase()`], and writes a receipt in the same transaction.
/// `ground` is a word of [`RevokeGround`].
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `ground` and `sure`; not found, also where
/// there is no consent; [`contract::ErrorCode::Conflict`] for what is erased already.
pub async fn revoke_consent(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    ground: &str,
    sure: bool,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let mut errors = Vec::new();
    let found = RevokeGround::parse(ground);
    if found.is_none() {
        let code = if ground.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("ground", code));
    }
    if !sure {
        errors.push(FieldError::new("sure", FieldCode::NotConfirmed));
    }
    let Some(ground) = found.filter(|_| errors.is_empty()) else { return Err(DomainError::fields(errors)) };
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&ERASABLE)?;
    let stored = consent::Entity::find_by_id(id.as_str()).one(&act.tx).await?;
    stored.ok_or_else(DomainError::not_found)?;
    let by = act.member.id.as_str().to_owned();
    write_receipt(services, &act.tx, (&act.row, act.now), (ground, Some(by))).await?;
    let (change, bytes) = strip(&act.tx, &act.row, act.change(), act.now).await?;
    let entry = act.entry(Action::LibraryRevoke).because(Some(ground.as_str()));
    write_down(services, &act).await?;
    act.finish(change, entry).await?;
    take_bytes(services, bytes).await;
    Ok(())
}
