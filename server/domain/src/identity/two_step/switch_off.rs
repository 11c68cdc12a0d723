//! Without the second step again.

use contract::ErrorCode;
use entity::identity::two_step;
use sea_orm::EntityTrait;

use super::pass;
use crate::{Actor, DomainError, DomainResult, Services};

/// Switches the second step off, after one more code. Not for the team.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`], [`ErrorCode::ConfirmNeeded`]; [`ErrorCode::Forbidden`] for the team; like
/// [`pass`].
pub async fn switch_off(services: &Services, actor: &Actor, typed: &str) -> DomainResult<()> {
    let member = actor.require_confirmed(services.now_ms())?;
    if member.role.is_staff() {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    pass(services, &member.id, typed).await?;
    let tx = services.db.begin().await?;
    two_step::Entity::delete_by_id(member.id.as_str()).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
