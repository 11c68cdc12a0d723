//! The second person, for a sanction against one of the team.

use contract::{
    ErrorCode,
    ids::{MemberId, SanctionId},
};
use entity::{identity::member, moderation::sanction};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect,
};

use super::{Ended, begin, change, may_confirm};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    identity::lookup,
    moderation::sight,
    permission::{permits, require},
    staff::audit::{self, Action, Entry},
};

/// A sanction, under its lock and that of her account, for somebody whom it does not concern.
pub(super) async fn waiting<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &SanctionId,
    now: i64,
) -> DomainResult<(sanction::Model, member::Model, &'a Member)> {
    let me = require(actor, Permission::Sanction, None)?;
    actor.require_confirmed(now)?;
    let row = sanction::Entity::find_by_id(id.as_str()).lock_exclusive().one(tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if row.member_id == me.id.as_str()
        || !permits(actor, Permission::Sanction, Some(&row.category))
        || sight::is_recused(tx, me, &row.post_id).await?
    {
        return Err(DomainError::not_found());
    }
    let target = member::Entity::find_by_id(row.member_id.as_str()).lock_exclusive().one(tx).await?;
    let target = target.ok_or_else(DomainError::not_found)?;
    Ok((row, target, me))
}

/// Whether this person may be the second one.
pub(super) fn second(
    row: &sanction::Model,
    began_as_admin: bool,
    target: Role,
    me: &Member,
) -> DomainResult<()> {
    let began = row.decided_by.clone().map(MemberId::trusted);
    may_confirm((began.as_ref(), began_as_admin), (&me.id, me.role), target, row.alias.is_some())
}

pub(super) async fn is_admin(tx: &DatabaseTransaction, id: Option<&str>) -> DomainResult<bool> {
    let Some(id) = id else { return Ok(false) };
    let row = member::Entity::find_by_id(id).one(tx).await?;
    Ok(row.is_some_and(|row| lookup::member(&row).role == Role::Admin))
}

fn still_waits(row: &sanction::Model) -> DomainResult<()> {
    if row.starts.is_none() && row.ended_at.is_none() {
        return Ok(());
    }
    Err(DomainError::new(ErrorCode::Conflict))
}

/// Confirms a sanction: it holds from now on.
///
/// # Errors
/// Like [`require`] of [`Permission::Sanction`]; `ConfirmNeeded`; `NotFound`, also for her own and of whom she knows;
/// `Forbidden` for whoever
/// may not be the second person; `Conflict` for one that does not wait any more.
pub async fn confirm(services: &Services, actor: &Actor, id: &SanctionId) -> DomainResult<()> {
    let now = services.now_ms();
    require(actor, Permission::Sanction, None)?;
    let tx = services.db.begin().await?;
    let (row, target, me) = waiting(&tx, actor, id, now).await?;
    let began_as_admin = is_admin(&tx, row.decided_by.as_deref()).await?;
    second(&row, began_as_admin, lookup::member(&target).role, me)?;
    still_waits(&row)?;
    let mut confirmed = row.clone().into_active_model();
    confirmed.confirmed_by = Set(Some(me.id.as_str().to_owned()));
    confirmed.confirmed_at = Set(Some(now));
    let row = confirmed.update(&tx).await?;
    match change::replacing(&tx, &row.id).await? {
        Some(asked) => change::agreed(&tx, me, asked, row, now).await?,
        None => begin(&tx, me, row, Some(Action::SanctionConfirm), now).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// Refuses one, or takes it back.
///
/// # Errors
/// Like [`confirm`]; whoever began it may.
pub async fn refuse(services: &Services, actor: &Actor, id: &SanctionId) -> DomainResult<()> {
    let now = services.now_ms();
    require(actor, Permission::Sanction, None)?;
    let tx = services.db.begin().await?;
    let (row, target, me) = waiting(&tx, actor, id, now).await?;
    if row.decided_by.as_deref() != Some(me.id.as_str()) {
        let began_as_admin = is_admin(&tx, row.decided_by.as_deref()).await?;
        second(&row, began_as_admin, lookup::member(&target).role, me)?;
    }
    still_waits(&row)?;
    if let Some(asked) = change::replacing(&tx, &row.id).await? {
        change::settle(&tx, asked, me, false, now).await?;
    }
    let mut refused = row.into_active_model();
    refused.ended_at = Set(Some(now));
    refused.ended_why = Set(Some(Ended::Refused.as_str().to_owned()));
    refused.update(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::SanctionRefuse).on("sanction", id.as_str()), now).await?;
    tx.commit().await?;
    Ok(())
}
