//! Another passphrase, by somebody who knows the present one.

use contract::{FieldCode, FieldError};
use entity::identity::member;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    EntityTrait,
};

use super::{end_sessions, hashing, passphrase::Passphrase, provider, sign_in};
use crate::{Actor, DomainError, DomainResult, Member, Services};

/// Changes the passphrase and ends all sessions; the server begins a new one for this browser. Who has none yet
/// (she came through a provider) sets her first one, after she has shown again that it is her.
///
/// # Errors
/// [`contract::ErrorCode::ConfirmNeeded`] for a first passphrase when her proof is too old.
/// Refused fields (`current_passphrase`, `passphrase`); [`contract::ErrorCode::WrongCredentials`].
pub async fn change_passphrase(
    services: &Services,
    member: &Member,
    current: &Passphrase,
    new: &Passphrase,
) -> DomainResult<()> {
    let has_one = has_passphrase(services, member).await?;
    if !has_one {
        Actor::Member(member.clone()).require_confirmed(services.now_ms())?;
    }
    let mut errors = Vec::new();
    if has_one && current.is_empty() {
        errors.push(FieldError::new("current_passphrase", FieldCode::Required));
    }
    if let Some(code) = new.refusal(&member.pseudonym) {
        errors.push(FieldError::new("passphrase", code));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    if has_one {
        sign_in::confirm(services, member, current).await?;
    }
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

/// Whether she has a passphrase; who came through a provider may have none.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`] when the account is gone.
pub async fn has_passphrase(services: &Services, member: &Member) -> DomainResult<bool> {
    let row = member::Entity::find_by_id(member.id.as_str()).one(services.db.read()).await?;
    row.map(|row| row.passphrase_hash != provider::NO_PASSPHRASE).ok_or_else(DomainError::not_found)
}
