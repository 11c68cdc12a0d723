//! The first sign-in through a provider: an account under a pseudonym, with consent, without a passphrase.

use std::fmt;

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::MemberId};
use entity::identity::{member, provider_identity, provider_pending};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::{Identity, NO_PASSPHRASE, hash_of, link, secret};
use crate::{
    DomainError, DomainResult, Role, Services,
    identity::{
        ACTIVE, Pseudonym, Registered, TERMS_VERSION, codes, lookup,
        register::{month, taken_as_conflict},
    },
    privacy::consent,
    services::new_id,
};

/// How long she may look for a name.
const LIFE_MS: i64 = 30 * 60_000;

/// A first sign-in that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Key of the provider.
    pub provider: String,
    /// Where she goes on.
    pub next: Option<String>,
}

/// What the form says.
#[derive(Clone)]
pub struct FirstSignIn {
    /// The secret in the cookie of her browser.
    pub browser: String,
    /// The name chosen among those offered.
    pub offered: String,
    /// A name of her own; it wins when there is one.
    pub own: String,
    /// She agreed to the rules and is 18 or older.
    pub rules: bool,
    /// Language of the form.
    pub locale: Locale,
}

impl fmt::Debug for FirstSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FirstSignIn(…)")
    }
}

/// Keeps an identity that nobody has, until she has chosen a name. Returns the secret for her browser's cookie.
///
/// # Errors
/// When the database does not answer.
pub async fn await_first(
    services: &Services,
    identity: &Identity,
    next: Option<String>,
) -> DomainResult<String> {
    let browser = secret();
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    // Those that ended by themselves, and earlier tries of the same person.
    provider_pending::Entity::delete_many()
        .filter(
            sea_orm::Condition::any()
                .add(provider_pending::Column::ExpiresAt.lte(now))
                .add(provider_pending::Column::IdentityHash.eq(&identity.hash)),
        )
        .exec(&tx)
        .await?;
    provider_pending::Entity::insert(provider_pending::ActiveModel {
        browser_hash: Set(hash_of(&browser)),
        provider: Set(identity.provider.clone()),
        identity_hash: Set(identity.hash.clone()),
        next: Set(next),
        member_id: Set(None),
        expires_at: Set(now + LIFE_MS),
    })
    .exec_without_returning(&tx)
    .await?;
    tx.commit().await?;
    Ok(browser)
}

/// The first sign-in that waits in this browser.
///
/// # Errors
/// When the database does not answer.
pub async fn pending(services: &Services, browser: &str) -> DomainResult<Option<Pending>> {
    let row = provider_pending::Entity::find_by_id(hash_of(browser)).one(services.db.read()).await?;
    Ok(row
        .filter(|row| row.expires_at > services.now_ms())
        .map(|row| Pending { provider: row.provider, next: row.next }))
}

/// Opens the account. The same form sent again from the same browser gives the same account with a fresh sheet
/// of codes, because its owner may not have seen the first one.
///
/// # Errors
/// [`ErrorCode::NotFound`] when nothing waits in this browser (any more); refused fields `pseudonym` or
/// `own_pseudonym`, `rules`.
pub async fn first_sign_in(services: &Services, form: &FirstSignIn) -> DomainResult<Registered> {
    let id = hash_of(&form.browser);
    let waiting = provider_pending::Entity::find_by_id(&id).one(services.db.read()).await?;
    let waiting =
        waiting.filter(|row| row.expires_at > services.now_ms()).ok_or_else(DomainError::not_found)?;
    let (field, typed) =
        if form.own.trim().is_empty() { ("pseudonym", &form.offered) } else { ("own_pseudonym", &form.own) };
    let name =
        if waiting.member_id.is_some() { None } else { Some(validate(services, form, field, typed).await?) };
    let tx = services.db.begin().await?;
    // Read again inside: the same form may have come twice at the same moment.
    let row = provider_pending::Entity::find_by_id(&id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let member = match (&row.member_id, name) {
        (Some(member), _) => member::Entity::find_by_id(member)
            .one(&tx)
            .await?
            .filter(|row| row.state == ACTIVE)
            .ok_or_else(DomainError::not_found)?,
        (None, None) => return Err(DomainError::not_found()),
        (None, Some(name)) => {
            let identity = Identity { provider: row.provider.clone(), hash: row.identity_hash.clone() };
            let member = member::ActiveModel {
                id: Set(new_id()),
                pseudonym: Set(name.as_str().to_owned()),
                skeleton: Set(name.skeleton().to_owned()),
                passphrase_hash: Set(NO_PASSPHRASE.to_owned()),
                role: Set(Role::Member.as_str().to_owned()),
                state: Set(ACTIVE.to_owned()),
                locale: Set(form.locale.code().to_owned()),
                joined_month: Set(month(services)),
                terms_version: Set(TERMS_VERSION.to_owned()),
            };
            let member = member.insert(&tx).await.map_err(|error| match taken_as_conflict(error) {
                error if error.code == ErrorCode::Conflict => DomainError::field(field, FieldCode::Taken),
                other => other,
            })?;
            // Linked elsewhere meanwhile: then it is no first sign-in any more.
            provider_identity::Entity::insert(link::row(&MemberId::trusted(member.id.clone()), &identity))
                .exec_without_returning(&tx)
                .await
                .map_err(taken_as_conflict)?;
            consent::record(&tx, &member.id, form.locale, &services.today()).await?;
            let mut done = row.into_active_model();
            done.member_id = Set(Some(member.id.clone()));
            done.update(&tx).await?;
            member
        }
    };
    let member = lookup::member(&member);
    let codes = codes::replace(&tx, services, &member.id).await?;
    tx.commit().await?;
    Ok(Registered { member, codes })
}

async fn validate(
    services: &Services,
    form: &FirstSignIn,
    field: &'static str,
    typed: &str,
) -> DomainResult<Pseudonym> {
    let mut errors = Vec::new();
    let name = match Pseudonym::parse(typed) {
        Ok(name) if lookup::is_taken(services, services.db.read(), name.as_str()).await? => {
            Err(FieldCode::Taken)
        }
        other => other,
    };
    if let Err(code) = &name {
        errors.push(FieldError::new(field, *code));
    }
    if !form.rules {
        errors.push(FieldError::new("rules", FieldCode::MustAgree));
    }
    match name {
        Ok(name) if errors.is_empty() => Ok(name),
        _ => Err(DomainError::fields(errors)),
    }
}
