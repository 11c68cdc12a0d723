//! That she must not be told now, and that she may be.

use contract::{ErrorCode, FieldCode, FieldError, ids::RequestId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{HoldCause, key_holder, locked};
use crate::{
    Actor, DomainError, DomainResult, Services,
    staff::audit::{self, Action, Entry},
};

/// Holds back the message that tells her.
///
/// # Errors
/// Like [`super::ask`]; the refused field `hold`; `Conflict` when there is nothing to hold back (any more).
pub async fn hold(services: &Services, actor: &Actor, id: &RequestId, cause: &str) -> DomainResult<()> {
    let code = if cause.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    let now = services.now_ms();
    key_holder(actor, None, now)?;
    let cause =
        HoldCause::parse(cause).ok_or_else(|| DomainError::fields(vec![FieldError::new("hold", code)]))?;
    change(services, actor, id, Some(cause)).await
}

/// Lets the message go.
///
/// # Errors
/// Like [`hold`].
pub async fn release(services: &Services, actor: &Actor, id: &RequestId) -> DomainResult<()> {
    change(services, actor, id, None).await
}

async fn change(
    services: &Services,
    actor: &Actor,
    id: &RequestId,
    cause: Option<HoldCause>,
) -> DomainResult<()> {
    let now = services.now_ms();
    let me = key_holder(actor, None, now)?;
    let tx = services.db.begin().await?;
    let row = locked(&tx, actor, id).await?;
    if row.confirmed_at.is_none() || row.told_at.is_some() || row.hold_reason.is_some() == cause.is_some() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = row.into_active_model();
    change.hold_reason = Set(cause.map(|cause| cause.as_str().to_owned()));
    change.hold_by = Set(cause.map(|_| me.id.as_str().to_owned()));
    change.update(&tx).await?;
    let action = if cause.is_some() { Action::IdentityHold } else { Action::IdentityRelease };
    let entry = Entry::of(action).on("identity_request", id.as_str()).because(cause.map(HoldCause::as_str));
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
