//! Which identities open an account, and what may be added and taken away.

use contract::{ErrorCode, ids::MemberId};
use entity::identity::{member, provider_identity};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr};

use super::{Identity, NO_PASSPHRASE};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    identity::{ACTIVE, lookup},
};

/// Whom an identity opens the door for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedIn {
    /// A member.
    Member(Member),
    /// Nobody yet.
    New,
    /// An account that may not be opened at present.
    Shut,
}

/// How an account can be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Keys of the providers that open it.
    pub providers: Vec<String>,
    /// Whether it has a passphrase.
    pub has_passphrase: bool,
}

/// The member to whom an identity belongs.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_in_with(services: &Services, identity: &Identity) -> DomainResult<SignedIn> {
    let db = services.db.read();
    let Some(row) = provider_identity::Entity::find_by_id(&identity.hash).one(db).await? else {
        return Ok(SignedIn::New);
    };
    let row = member::Entity::find_by_id(row.member_id).one(db).await?;
    Ok(match row.filter(|row| row.state == ACTIVE) {
        Some(row) => SignedIn::Member(lookup::member(&row)),
        None => SignedIn::Shut,
    })
}

/// Whether an identity opens this account: a proof that it is her.
///
/// # Errors
/// When the database does not answer.
pub async fn is_hers(services: &Services, member: &MemberId, identity: &Identity) -> DomainResult<bool> {
    let row = provider_identity::Entity::find_by_id(&identity.hash).one(services.db.read()).await?;
    Ok(row.is_some_and(|row| row.member_id == member.as_str()))
}

/// Adds an identity to her account. One of each provider; hers already is fine.
///
/// # Errors
/// [`ErrorCode::Conflict`] when it opens another account, or another identity of this provider opens hers.
pub async fn link(services: &Services, member: &MemberId, identity: &Identity) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    if let Some(row) = provider_identity::Entity::find_by_id(&identity.hash).one(&tx).await? {
        let hers = row.member_id == member.as_str();
        return if hers { Ok(()) } else { Err(DomainError::new(ErrorCode::Conflict)) };
    }
    let inserted = provider_identity::Entity::insert(row(member, identity)).exec_without_returning(&tx).await;
    match inserted {
        Ok(_) => Ok(tx.commit().await?),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(DomainError::caused(ErrorCode::Conflict, error))
        }
        Err(error) => Err(error.into()),
    }
}

/// The row that links them.
pub(super) fn row(member: &MemberId, identity: &Identity) -> provider_identity::ActiveModel {
    provider_identity::ActiveModel {
        identity_hash: Set(identity.hash.clone()),
        provider: Set(identity.provider.clone()),
        member_id: Set(member.as_str().to_owned()),
    }
}

/// How her account can be entered.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is gone.
pub async fn linked(services: &Services, member: &Member) -> DomainResult<Linked> {
    let db = services.db.read();
    let row =
        member::Entity::find_by_id(member.id.as_str()).one(db).await?.ok_or_else(DomainError::not_found)?;
    let providers = provider_identity::Entity::find()
        .filter(provider_identity::Column::MemberId.eq(member.id.as_str()))
        .order_by_asc(provider_identity::Column::Provider)
        .all(db)
        .await?;
    Ok(Linked {
        providers: providers.into_iter().map(|row| row.provider).collect(),
        has_passphrase: row.passphrase_hash != NO_PASSPHRASE,
    })
}

/// Takes a provider away from her account, but never the last way in.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`], [`ErrorCode::ConfirmNeeded`]; [`ErrorCode::NotFound`] when it is not linked;
/// [`ErrorCode::Conflict`] when without it nothing would open the account.
pub async fn unlink(services: &Services, actor: &Actor, provider: &str) -> DomainResult<()> {
    let member = actor.require_confirmed(services.now_ms())?;
    let id = member.id.as_str();
    let tx = services.db.begin().await?;
    // Locked, so that two of these at the same moment cannot each take the other's last way.
    let row =
        member::Entity::find_by_id(id).lock_exclusive().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let rows =
        provider_identity::Entity::find().filter(provider_identity::Column::MemberId.eq(id)).all(&tx).await?;
    let Some(gone) = rows.iter().find(|row| row.provider == provider) else {
        return Err(DomainError::not_found());
    };
    if rows.len() == 1 && row.passphrase_hash == NO_PASSPHRASE {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    provider_identity::Entity::delete_by_id(&gone.identity_hash).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
