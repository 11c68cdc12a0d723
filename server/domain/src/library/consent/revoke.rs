//! Taking a consent back: the item is erased, and a receipt says of what.

use contract::{FieldCode, FieldError, ids::ItemId};
use entity::library::{consent, receipt};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{
    SEAL,
    copies::copies,
    receipt::{Body, seal},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, crypto,
    library::{
        erase::{ERASABLE, strip, take_bytes},
        life::Act,
        words::RevokeGround,
    },
    permission::require,
    services::new_id,
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
    let stored = stored.ok_or_else(DomainError::not_found)?;
    let body = Body {
        who: crypto::open(services, SEAL, id.as_str(), &stored.who)?,
        copies: copies(&act.tx, &act.row, act.now).await?,
    };
    let (change, bytes) = strip(&act).await?;
    let today = services.today();
    let row = receipt::ActiveModel {
        item_id: Set(id.as_str().to_owned()),
        number: Set(format!("{}-{}", today.get(..4).unwrap_or_default(), new_id())),
        body: Set(seal(services, id, &body)?),
        ground: Set(ground.as_str().to_owned()),
        made_by: Set(Some(act.member.id.as_str().to_owned())),
        at: Set(act.now),
    };
    receipt::Entity::insert(row).exec_without_returning(&act.tx).await?;
    let entry = act.entry(Action::LibraryRevoke).because(Some(ground.as_str()));
    act.finish(change, entry).await?;
    take_bytes(services, bytes).await;
    Ok(())
}
