//! Showing again that it is her, with a code from paper.

use contract::ErrorCode;

use super::{
    codes::{self, RecoveryCode},
    lookup,
    recover::RECOVERIES,
    sign_in,
};
use crate::{DomainError, DomainResult, Member, Services, rate};

/// Uses one of her recovery codes up as a proof, where she has no passphrase, or does not want to type it here.
///
/// # Errors
/// The refused field `recovery_code`; [`ErrorCode::WrongCredentials`] when the code is not hers or was used;
/// [`ErrorCode::TooManyRequests`].
pub async fn confirm_with_code(services: &Services, member: &Member, typed: &str) -> DomainResult<()> {
    let code = RecoveryCode::parse(typed).map_err(|code| DomainError::field("recovery_code", code))?;
    let owner = sign_in::owner(services, &lookup::key(&member.pseudonym));
    let tx = services.db.begin().await?;
    let tried = rate::take(&tx, &RECOVERIES, &owner, services.now_ms()).await;
    tx.commit().await?;
    tried?;
    let tx = services.db.begin().await?;
    if !codes::spend(&tx, services, member.id.as_str(), &code).await? {
        return Err(DomainError::new(ErrorCode::WrongCredentials));
    }
    tx.commit().await?;
    Ok(())
}
