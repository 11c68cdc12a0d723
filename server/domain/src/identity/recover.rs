//! Back into an account with a recovery code.

use contract::{ErrorCode, FieldCode, FieldError};
use entity::identity::member;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{
    ACTIVE,
    codes::{self, RecoveryCode},
    end_sessions, hashing, lookup,
    passphrase::Passphrase,
    sign_in,
};
use crate::{
    DomainError, DomainResult, Member, Services,
    rate::{self, Limit},
};

/// Codes cannot be guessed; this only keeps the machine free.
pub(super) const RECOVERIES: Limit = Limit { action: "recover", burst: 10.0, refill_ms: 60_000.0 };

/// What the form says.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// Her name.
    pub pseudonym: String,
    /// The code as typed.
    pub code: String,
    /// The new passphrase.
    pub passphrase: Passphrase,
}

/// Uses a code up, sets the new passphrase and ends all sessions of the account.
///
/// # Errors
/// Refused fields (`pseudonym`, `recovery_code`, `passphrase`); [`ErrorCode::WrongCredentials`] when name and
/// code do not belong together, the code was used, or the account is disabled.
pub async fn recover(services: &Services, form: &Recovery) -> DomainResult<Member> {
    let mut errors = Vec::new();
    if form.pseudonym.trim().is_empty() {
        errors.push(FieldError::new("pseudonym", FieldCode::Required));
    }
    let code = RecoveryCode::parse(&form.code);
    if let Err(code) = &code {
        errors.push(FieldError::new("recovery_code", *code));
    }
    if let Some(code) = form.passphrase.refusal(&form.pseudonym) {
        errors.push(FieldError::new("passphrase", code));
    }
    let code = match code {
        Ok(code) if errors.is_empty() => code,
        _ => return Err(DomainError::fields(errors)),
    };
    let owner = sign_in::owner(services, &lookup::key(&form.pseudonym));
    let tx = services.db.begin().await?;
    let tried = rate::take(&tx, &RECOVERIES, &owner, services.now_ms()).await;
    tx.commit().await?;
    tried?;
    // Hashed before anything is looked up: the answer takes as long whether the account exists or not.
    let passphrase_hash = match hashing::hash(&form.passphrase).await {
        Ok(hash) => hash,
        Err(error) => {
            // Nothing was tried: a crowd at the door must not use up her tries.
            let tx = services.db.begin().await?;
            rate::give_back(&tx, &RECOVERIES, &owner).await?;
            tx.commit().await?;
            return Err(error);
        }
    };
    let wrong = || DomainError::new(ErrorCode::WrongCredentials);
    let tx = services.db.begin().await?;
    let row = lookup::by_name(&tx, &form.pseudonym).await?.filter(|row| row.state == ACTIVE);
    // Asked for nobody too: the same statements, whether the name exists or not.
    let whose = row.as_ref().map_or("", |row| row.id.as_str());
    let used = codes::spend(&tx, services, whose, &code).await?;
    let row = row.filter(|_| used).ok_or_else(wrong)?;
    let mut change: member::ActiveModel = row.into_active_model();
    change.passphrase_hash = Set(passphrase_hash);
    let member = lookup::member(&change.update(&tx).await?);
    end_sessions::delete(&tx, &member.id).await?;
    tx.commit().await?;
    Ok(member)
}
