//! Accounts as the team keeps them, from the command line.

use contract::ids::MemberId;
use contract::{ErrorCode, FieldCode, FieldError, Locale};
use entity::identity::member;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use super::{
    ACTIVE, DISABLED, end_sessions, hashing, lookup,
    passphrase::Passphrase,
    pseudonym::Pseudonym,
    register::{month, taken_as_conflict},
    two_step,
};
use crate::{
    DomainError, DomainResult, Member, Role, Services,
    privacy::consent,
    services::new_id,
    staff::{
        audit::{self, Action, Entry},
        keeps_an_admin,
    },
};

/// A line of the list of accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Public name.
    pub pseudonym: String,
    /// Role, as stored.
    pub role: String,
    /// `active` or `disabled`.
    pub state: String,
    /// Month of joining.
    pub joined_month: String,
}

/// A name and a passphrase that were found fit for an account with a role.
pub(crate) struct Ready {
    name: Pseudonym,
    passphrase_hash: String,
}

/// Looks at a name and a passphrase, and hashes. Who is of the team may carry a name that is kept for it.
///
/// # Errors
/// Refused fields `pseudonym` and `passphrase`.
pub(crate) async fn prepare_for_team(
    services: &Services,
    pseudonym: &str,
    role: Role,
    passphrase: &Passphrase,
) -> DomainResult<Ready> {
    let mut errors = Vec::new();
    let parsed =
        if role.is_staff() { Pseudonym::parse_for_team(pseudonym) } else { Pseudonym::parse(pseudonym) };
    let name = match parsed {
        Ok(name) if lookup::is_taken(services, services.db.read(), name.as_str()).await? => {
            Err(FieldCode::Taken)
        }
        other => other,
    };
    if let Err(code) = &name {
        errors.push(FieldError::new("pseudonym", *code));
    }
    if let Some(code) = passphrase.refusal(pseudonym) {
        errors.push(FieldError::new("passphrase", code));
    }
    let name = match name {
        Ok(name) if errors.is_empty() => name,
        _ => return Err(DomainError::fields(errors)),
    };
    Ok(Ready { name, passphrase_hash: hashing::hash(passphrase).await? })
}

impl Ready {
    /// Makes the account, in the caller's transaction. `terms` is the version she agreed to, or nothing.
    ///
    /// # Errors
    /// The refused field `pseudonym` when somebody took the name meanwhile.
    pub(crate) async fn insert<C: ConnectionTrait>(
        self,
        tx: &C,
        services: &Services,
        role: Role,
        locale: Locale,
        terms: &str,
    ) -> DomainResult<Member> {
        let row = member::ActiveModel {
            id: Set(new_id()),
            pseudonym: Set(self.name.as_str().to_owned()),
            skeleton: Set(self.name.skeleton().to_owned()),
            passphrase_hash: Set(self.passphrase_hash),
            role: Set(role.as_str().to_owned()),
            state: Set(ACTIVE.to_owned()),
            locale: Set(locale.code().to_owned()),
            joined_month: Set(month(services)),
            terms_version: Set(terms.to_owned()),
        };
        let row = row.insert(tx).await.map_err(|error| match taken_as_conflict(error) {
            error if error.code == ErrorCode::Conflict => DomainError::field("pseudonym", FieldCode::Taken),
            other => other,
        })?;
        if !terms.is_empty() {
            consent::record(tx, &row.id, locale, &services.today()).await?;
        }
        Ok(lookup::member(&row))
    }
}

/// Makes an account with a role. The rules of the forum are not agreed to on her behalf; she makes her recovery
/// codes on her account page, and sets her second step up at her first sign-in.
///
/// # Errors
/// Refused fields `pseudonym` and `passphrase`.
pub async fn create_for_team(
    services: &Services,
    pseudonym: &str,
    role: Role,
    passphrase: &Passphrase,
) -> DomainResult<Member> {
    create_with_two_step(services, pseudonym, role, passphrase, None).await
}

/// The same, with a second step whose secret (base 32) is known already: for accounts that programs use.
///
/// # Errors
/// Refused fields `pseudonym`, `passphrase` and `totp_secret`.
pub async fn create_with_two_step(
    services: &Services,
    pseudonym: &str,
    role: Role,
    passphrase: &Passphrase,
    totp_secret: Option<&str>,
) -> DomainResult<Member> {
    let ready = prepare_for_team(services, pseudonym, role, passphrase).await?;
    let tx = services.db.begin().await?;
    let member = ready.insert(&tx, services, role, Locale::default(), "").await?;
    if let Some(secret) = totp_secret {
        two_step::given(&tx, services, &member.id, secret).await?;
    }
    let entry = Entry::of(Action::AccountCreate).on_member(&member.id).detail(role.as_str());
    audit::record(&tx, None, entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(member)
}

/// All accounts, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn list(services: &Services) -> DomainResult<Vec<Account>> {
    let rows = member::Entity::find()
        .filter(lookup::is_there())
        .order_by_asc(member::Column::Pseudonym)
        .all(services.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Account {
            pseudonym: row.pseudonym,
            role: row.role,
            state: row.state,
            joined_month: row.joined_month,
        })
        .collect())
}

/// Shuts an account: nobody can sign in to it, and its sessions end now.
///
/// # Errors
/// [`ErrorCode::NotFound`] when no account has this name; [`ErrorCode::Conflict`] for the last administrator.
pub async fn disable(services: &Services, pseudonym: &str) -> DomainResult<()> {
    set_state(services, pseudonym, DISABLED).await
}

/// Opens a shut account again.
///
/// # Errors
/// [`ErrorCode::NotFound`] when no account has this name.
pub async fn enable(services: &Services, pseudonym: &str) -> DomainResult<()> {
    set_state(services, pseudonym, ACTIVE).await
}

async fn set_state(services: &Services, pseudonym: &str, state: &str) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    // Somebody who disappeared comes back herself, or not at all.
    let row = lookup::by_name(&tx, pseudonym)
        .await?
        .filter(|row| row.state == ACTIVE || row.state == DISABLED)
        .ok_or_else(DomainError::not_found)?;
    let id = MemberId::trusted(row.id.clone());
    let mut change: member::ActiveModel = row.into_active_model();
    change.state = Set(state.to_owned());
    let action = if state == DISABLED { Action::MemberDisable } else { Action::MemberEnable };
    if state == DISABLED {
        keeps_an_admin(&tx, id.as_str()).await?;
    }
    change.update(&tx).await?;
    audit::record(&tx, None, Entry::of(action).on_member(&id), services.now_ms()).await?;
    if state == DISABLED {
        end_sessions::delete(&tx, &id).await?;
    }
    tx.commit().await?;
    Ok(())
}
