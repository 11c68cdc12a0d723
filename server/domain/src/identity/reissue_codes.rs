//! A new sheet of recovery codes.

use super::{RecoveryCode, codes};
use crate::{Actor, DomainResult, Services};

/// Ten new codes in the place of the old ones, which end with this. Only for somebody who proved herself a
/// moment ago: an unlocked telephone in another hand must not be enough.
///
/// # Errors
/// [`contract::ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn reissue_codes(services: &Services, actor: &Actor) -> DomainResult<Vec<RecoveryCode>> {
    let member = actor.require_confirmed(services.now_ms())?;
    let tx = services.db.begin().await?;
    let codes = codes::replace(&tx, services, &member.id).await?;
    tx.commit().await?;
    Ok(codes)
}
