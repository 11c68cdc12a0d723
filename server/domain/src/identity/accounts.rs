//! Accounts as the team keeps them, from the command line.

use contract::ids::MemberId;
use contract::{ErrorCode, FieldCode, FieldError, Locale};
use entity::identity::member;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};

use super::{
    ACTIVE, DISABLED, end_sessions, hashing, lookup,
    passphrase::Passphrase,
    pseudonym::Pseudonym,
    register::{month, taken_as_conflict},
};
use crate::{DomainError, DomainResult, Member, Role, Services, services::new_id};

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

/// Makes an account with a role. Who is of the team may carry a name that is kept for it. The rules
/// of the forum are not agreed to on her behalf; she makes her recovery codes on her account page.
///
/// # Errors
/// Refused fields `pseudonym` and `passphrase`.
pub async fn create_for_team(
    services: &Services,
    pseudonym: &str,
    role: Role,
    passphrase: &Passphrase,
) -> DomainResult<Member> {
    let mut errors = Vec::new();
    let parsed =
        if role.is_staff() { Pseudonym::parse_for_team(pseudonym) } else { Pseudonym::parse(pseudonym) };
    let name = match parsed {
        Ok(name) if lookup::by_name(services.db.read(), name.as_str()).await?.is_some() => {
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
    let passphrase_hash = hashing::hash(passphrase).await?;
    let id = MemberId::trusted(new_id());
    let tx = services.db.begin().await?;
    let row = member::ActiveModel {
        id: Set(id.into_string()),
        pseudonym: Set(name.as_str().to_owned()),
        skeleton: Set(name.skeleton().to_owned()),
        passphrase_hash: Set(passphrase_hash),
        role: Set(role.as_str().to_owned()),
        state: Set(ACTIVE.to_owned()),
        locale: Set(Locale::default().code().to_owned()),
        joined_month: Set(month(services)),
        terms_version: Set(String::new()),
    };
    let row = row.insert(&tx).await.map_err(|error| match taken_as_conflict(error) {
        error if error.code == ErrorCode::Conflict => DomainError::field("pseudonym", FieldCode::Taken),
        other => other,
    })?;
    tx.commit().await?;
    Ok(lookup::member(&row))
}

/// All accounts, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn list(services: &Services) -> DomainResult<Vec<Account>> {
    let rows = member::Entity::find().order_by_asc(member::Column::Pseudonym).all(services.db.read()).await?;
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
/// [`ErrorCode::NotFound`] when no account has this name.
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
    let row = lookup::by_name(&tx, pseudonym).await?.ok_or_else(DomainError::not_found)?;
    let id = MemberId::trusted(row.id.clone());
    let mut change: member::ActiveModel = row.into_active_model();
    change.state = Set(state.to_owned());
    change.update(&tx).await?;
    if state == DISABLED {
        end_sessions::delete(&tx, &id).await?;
    }
    tx.commit().await?;
    Ok(())
}
