//! The second key, turned by somebody else; or a refusal.

use contract::{ErrorCode, ids::RequestId};
use entity::staff::identity_request;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{RequestState, key_holder, locked, may_confirm};
use crate::{
    Actor, DomainError, DomainResult, Services,
    staff::audit::{self, Action, Entry},
};

/// Confirms a request: from now on the two can look at the name, for an hour.
///
/// # Errors
/// Like [`super::ask`]; `Forbidden` for whoever asked; `Conflict` for a request that does not wait any more.
pub async fn confirm(services: &Services, actor: &Actor, id: &RequestId) -> DomainResult<()> {
    let now = services.now_ms();
    let me = key_holder(actor, None, now)?;
    let tx = services.db.begin().await?;
    let row = locked(&tx, actor, id).await?;
    may_confirm(&row, &me.id, now)?;
    let mut change = row.into_active_model();
    change.confirmed_by = Set(Some(me.id.as_str().to_owned()));
    change.confirmed_at = Set(Some(now));
    change.update(&tx).await?;
    let entry = Entry::of(Action::IdentityConfirm).on("identity_request", id.as_str());
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses a request, or takes it back.
///
/// # Errors
/// Like [`super::ask`]; `Conflict` for a request that does not wait any more.
pub async fn refuse(services: &Services, actor: &Actor, id: &RequestId) -> DomainResult<()> {
    let now = services.now_ms();
    let me = key_holder(actor, None, now)?;
    let tx = services.db.begin().await?;
    let row: identity_request::Model = locked(&tx, actor, id).await?;
    if RequestState::of(&row, now) != RequestState::Waiting {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = row.into_active_model();
    change.refused_at = Set(Some(now));
    change.update(&tx).await?;
    let entry = Entry::of(Action::IdentityRefuse).on("identity_request", id.as_str());
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
