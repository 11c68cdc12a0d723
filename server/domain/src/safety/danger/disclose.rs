//! Telling somebody outside: one asks, with a reason and a legal basis, another one confirms. Until then it does not
//! count, and nothing here tells anybody anything by itself.

use contract::{ErrorCode, FieldCode, FieldError, ids::MemberId};
use entity::safety::disclosure;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect,
};

use super::{
    Basis, DisclosureState, Logged, Step, ToWhom, Why, as_seen, change, log, may_confirm, team::name_of,
};
use crate::{Actor, DomainError, DomainResult, Services, services::new_id};

/// A request to tell somebody outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Identifier.
    pub id: String,
    /// Who is told.
    pub to_whom: Option<ToWhom>,
    /// Why.
    pub why: Option<Why>,
    /// On which legal basis.
    pub basis: Option<Basis>,
    /// How it stands.
    pub state: DisclosureState,
    /// Who asked.
    pub asked_by: Option<String>,
    /// Who confirmed.
    pub confirmed_by: Option<String>,
    /// Whether the reader asked.
    pub is_mine: bool,
    /// UTC milliseconds.
    pub asked_at: i64,
}

pub(super) async fn view<C: ConnectionTrait>(
    db: &C,
    row: disclosure::Model,
    reader: &MemberId,
    now: i64,
) -> DomainResult<Disclosure> {
    Ok(Disclosure {
        state: DisclosureState::of(&row, now),
        to_whom: ToWhom::parse(&row.to_whom),
        why: Why::parse(&row.reason),
        basis: Basis::parse(&row.basis),
        asked_by: name_of(db, row.asked_by.as_deref()).await?,
        confirmed_by: name_of(db, row.confirmed_by.as_deref()).await?,
        is_mine: row.asked_by.as_deref() == Some(reader.as_str()),
        asked_at: row.asked_at,
        id: row.id,
    })
}

/// Asks to tell somebody outside.
///
/// # Errors
/// As [`super::acknowledge`]; refused fields `to_whom`, `why`, `basis`.
pub async fn ask(
    services: &Services,
    actor: &Actor,
    case: &str,
    version: i64,
    (to_whom, why, basis): (&str, &str, &str),
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = as_seen(&tx, actor, case, version).await?;
    let mut errors = Vec::new();
    let mut refuse = |field: &str, typed: &str| {
        let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new(field, code));
    };
    let parsed = (ToWhom::parse(to_whom), Why::parse(why), Basis::parse(basis));
    if parsed.0.is_none() {
        refuse("to_whom", to_whom);
    }
    if parsed.1.is_none() {
        refuse("why", why);
    }
    if parsed.2.is_none() {
        refuse("basis", basis);
    }
    let (Some(to_whom), Some(why), Some(basis)) = parsed else { return Err(DomainError::fields(errors)) };
    disclosure::ActiveModel {
        id: Set(new_id()),
        case_id: Set(case.to_owned()),
        to_whom: Set(to_whom.as_str().to_owned()),
        reason: Set(why.as_str().to_owned()),
        basis: Set(basis.as_str().to_owned()),
        asked_by: Set(Some(member.id.as_str().to_owned())),
        asked_at: Set(now),
        confirmed_by: Set(None),
        confirmed_at: Set(None),
        refused_at: Set(None),
    }
    .insert(&tx)
    .await?;
    log(&tx, case, Some(member), Logged::with(Step::DisclosureAsked, to_whom.as_str()), now).await?;
    change(&tx, row, |_| {}).await?;
    tx.commit().await?;
    Ok(())
}

async fn locked(tx: &DatabaseTransaction, case: &str, id: &str) -> DomainResult<disclosure::Model> {
    disclosure::Entity::find_by_id(id)
        .filter(disclosure::Column::CaseId.eq(case))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(DomainError::not_found)
}

/// Confirms, as the second person.
///
/// # Errors
/// As [`super::acknowledge`]; as [`may_confirm`].
pub async fn confirm(
    services: &Services,
    actor: &Actor,
    case: &str,
    version: i64,
    id: &str,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = as_seen(&tx, actor, case, version).await?;
    let asked = locked(&tx, case, id).await?;
    may_confirm(&asked, &member.id, now)?;
    let mut next = asked.into_active_model();
    next.confirmed_by = Set(Some(member.id.as_str().to_owned()));
    next.confirmed_at = Set(Some(now));
    next.update(&tx).await?;
    log(&tx, case, Some(member), Logged::of(Step::DisclosureConfirmed), now).await?;
    change(&tx, row, |_| {}).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses, or takes back.
///
/// # Errors
/// As [`super::acknowledge`]; `Conflict` when it does not wait.
pub async fn refuse(
    services: &Services,
    actor: &Actor,
    case: &str,
    version: i64,
    id: &str,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (member, row) = as_seen(&tx, actor, case, version).await?;
    let asked = locked(&tx, case, id).await?;
    if DisclosureState::of(&asked, now) != DisclosureState::Waiting {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut next = asked.into_active_model();
    next.refused_at = Set(Some(now));
    next.update(&tx).await?;
    log(&tx, case, Some(member), Logged::of(Step::DisclosureRefused), now).await?;
    change(&tx, row, |_| {}).await?;
    tx.commit().await?;
    Ok(())
}
