//! A new sheet of recovery codes.

use contract::FieldCode;

use super::{RecoveryCode, change_passphrase::has_passphrase, codes, passphrase::Passphrase, sign_in};
use crate::{Actor, DomainError, DomainResult, Member, Services};

/// Ten new codes in the place of the old ones, which end with this. Asks for the passphrase: an unlocked
/// telephone in another hand must not be enough. Who has none must have shown again that it is her.
///
/// # Errors
/// The field `passphrase` when empty; [`contract::ErrorCode::WrongCredentials`];
/// [`contract::ErrorCode::ConfirmNeeded`] without a passphrase, when her proof is too old.
pub async fn reissue_codes(
    services: &Services,
    member: &Member,
    passphrase: &Passphrase,
) -> DomainResult<Vec<RecoveryCode>> {
    if has_passphrase(services, member).await? {
        if passphrase.is_empty() {
            return Err(DomainError::field("passphrase", FieldCode::Required));
        }
        sign_in::confirm(services, member, passphrase).await?;
    } else {
        Actor::Member(member.clone()).require_confirmed(services.now_ms())?;
    }
    let tx = services.db.begin().await?;
    let codes = codes::replace(&tx, &member.id).await?;
    tx.commit().await?;
    Ok(codes)
}
