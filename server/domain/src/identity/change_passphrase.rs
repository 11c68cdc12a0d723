//! Another passphrase, by somebody who knows the present one.

use contract::{FieldCode, FieldError};
use entity::identity::member;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};

use super::{end_sessions, hashing, passphrase::Passphrase, sign_in};
use crate::{DomainError, DomainResult, Member, Services};

/// Changes the passphrase and ends all sessions; the server begins a new one for this browser.
///
/// # Errors
/// Refused fields (`current_passphrase`, `passphrase`); [`contract::ErrorCode::WrongCredentials`].
pub async fn change_passphrase(
    services: &Services,
    member: &Member,
    current: &Passphrase,
    new: &Passphrase,
) -> DomainResult<()> {
    let mut errors = Vec::new();
    if current.is_empty() {
        errors.push(FieldError::new("current_passphrase", FieldCode::Required));
    }
    if let Some(code) = new.refusal(&member.pseudonym) {
        errors.push(FieldError::new("passphrase", code));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    sign_in::confirm(services, member, current).await?;
    let hash = hashing::hash(new).await?;
    let tx = services.db.begin().await?;
    let change = member::ActiveModel {
        id: Unchanged(member.id.as_str().to_owned()),
        passphrase_hash: Set(hash),
        ..Default::default()
    };
    change.update(&tx).await?;
    end_sessions::delete(&tx, &member.id).await?;
    tx.commit().await?;
    Ok(())
}
