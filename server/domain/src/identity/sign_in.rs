//! Signing in.

use contract::{ErrorCode, FieldCode, FieldError};
use entity::identity::{member, rate_bucket};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

use super::{ACTIVE, hashing, lookup, passphrase::Passphrase};
use crate::{
    DomainError, DomainResult, Member, Services,
    rate::{self, Limit},
};

/// Wrong passphrases of one name: ten at once, then one a minute. Never a lock: somebody at home could use a
/// lock to keep her out for good.
const WRONG_PASSPHRASES: Limit = Limit { action: "sign-in", burst: 10.0, refill_ms: 60_000.0 };

/// Checks pseudonym and passphrase. An unknown name, a wrong passphrase and a disabled account get the same
/// answer in the same time.
///
/// # Errors
/// [`ErrorCode::WrongCredentials`]; [`ErrorCode::TooManyRequests`] after many wrong tries for this name;
/// [`ErrorCode::Unavailable`] when too many people sign in at this moment.
pub async fn sign_in(services: &Services, pseudonym: &str, passphrase: &Passphrase) -> DomainResult<Member> {
    let mut errors = Vec::new();
    if pseudonym.trim().is_empty() {
        errors.push(FieldError::new("pseudonym", FieldCode::Required));
    }
    if passphrase.is_empty() {
        errors.push(FieldError::new("passphrase", FieldCode::Required));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let key = lookup::key(pseudonym);
    spend_try(services, &key).await?;
    let row = lookup::by_name(services.db.read(), pseudonym).await?;
    let checked = match hashing::check(passphrase, row.as_ref().map(|row| row.passphrase_hash.as_str())).await
    {
        Ok(checked) => checked,
        Err(error) => {
            // Nothing was compared: a crowd at the door must not use up her tries.
            give_back(services, &key).await?;
            return Err(error);
        }
    };
    let Some(row) = row.filter(|row| checked.right && row.state == ACTIVE) else {
        return Err(DomainError::new(ErrorCode::WrongCredentials));
    };
    let fresh = if checked.outdated { Some(hashing::hash(passphrase).await?) } else { None };
    let tx = services.db.begin().await?;
    forgive(services, &tx, &key).await?;
    if let Some(fresh) = fresh {
        // Not over a passphrase that was changed meanwhile.
        member::Entity::update_many()
            .col_expr(member::Column::PassphraseHash, Expr::value(fresh))
            .filter(
                member::Column::Id.eq(&row.id).and(member::Column::PassphraseHash.eq(&row.passphrase_hash)),
            )
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(lookup::member(&row))
}

/// Checks the passphrase of somebody who is signed in already, before something that matters.
///
/// # Errors
/// Like [`sign_in`].
pub async fn confirm(services: &Services, member: &Member, passphrase: &Passphrase) -> DomainResult<()> {
    if passphrase.is_empty() {
        return Err(DomainError::field("passphrase", FieldCode::Required));
    }
    let again = sign_in(services, &member.pseudonym, passphrase).await?;
    if again.id == member.id { Ok(()) } else { Err(DomainError::new(ErrorCode::WrongCredentials)) }
}

/// Takes one try for a name, known or not, and keeps that whatever follows.
async fn spend_try(services: &Services, key: &str) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    let taken = rate::take(&tx, &WRONG_PASSPHRASES, &owner(services, key), services.now_ms()).await;
    tx.commit().await?;
    taken
}

/// Gives a try back that compared nothing.
async fn give_back(services: &Services, key: &str) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    rate::give_back(&tx, &WRONG_PASSPHRASES, &owner(services, key)).await?;
    tx.commit().await?;
    Ok(())
}

/// The right passphrase gives all tries back.
async fn forgive<C: ConnectionTrait>(services: &Services, tx: &C, key: &str) -> DomainResult<()> {
    let bucket = format!("{}:{}", WRONG_PASSPHRASES.action, owner(services, key));
    rate_bucket::Entity::delete_by_id(bucket).exec(tx).await?;
    Ok(())
}

/// Whose bucket. Hashed under the portal's key, because people type passphrases and addresses into the wrong
/// field, and these are short enough to be guessed from a plain hash.
pub(super) fn owner(services: &Services, key: &str) -> String {
    services.keyed_hash(key)
}
