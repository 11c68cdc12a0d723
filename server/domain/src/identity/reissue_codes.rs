//! A new sheet of recovery codes.

use contract::FieldCode;

use super::{RecoveryCode, codes, passphrase::Passphrase, sign_in};
use crate::{DomainError, DomainResult, Member, Services};

/// Ten new codes in the place of the old ones, which end with this. Asks for the passphrase: an unlocked
/// telephone in another hand must not be enough.
///
/// # Errors
/// The field `passphrase` when empty; [`contract::ErrorCode::WrongCredentials`].
pub async fn reissue_codes(
    services: &Services,
    member: &Member,
    passphrase: &Passphrase,
) -> DomainResult<Vec<RecoveryCode>> {
    if passphrase.is_empty() {
        return Err(DomainError::field("passphrase", FieldCode::Required));
    }
    sign_in::confirm(services, member, passphrase).await?;
    let tx = services.db.begin().await?;
    let codes = codes::replace(&tx, &member.id).await?;
    tx.commit().await?;
    Ok(codes)
}
