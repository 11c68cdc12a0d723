//! Closing a conversation of hers, and opening it again.

use contract::{ErrorCode, ids::CaseId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{CLOSED, Kind, OPEN, hers, outcome};
use crate::{Actor, DomainError, DomainResult, Services};

/// Closes a conversation of hers, or opens it again. When it stands so already, nothing happens.
///
/// # Errors
/// `SignInNeeded`; `NotFound` when it is not hers; `Forbidden` where the portal itself told her something; `Conflict`
/// to close a report that nobody decided on: she takes it back.
pub async fn set_open(services: &Services, actor: &Actor, id: &CaseId, open: bool) -> DomainResult<()> {
    let member = actor.require_member()?;
    let tx = services.db.begin().await?;
    let case = hers(&tx, member, id).await?;
    if Kind::parse(&case.kind) == Kind::IdentitySeen {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if !open && outcome::waits(&case) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = case.into_active_model();
    change.state = Set(if open { OPEN } else { CLOSED }.to_owned());
    if !open {
        change.waits = Set(false);
    }
    change.update(&tx).await?;
    tx.commit().await?;
    Ok(())
}
