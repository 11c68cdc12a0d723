//! What the second person says to something that was asked for.

use contract::{
    ErrorCode,
    ids::{MemberId, SanctionId},
};
use entity::moderation::{sanction, sanction_change};
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};

use super::{WAITING, end_now, is_masked, of_sanction, put, settle};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    identity::lookup,
    moderation::sanction::{
        confirm::{is_admin, waiting},
        may_confirm,
    },
    permission::require,
    staff::audit::{self, Action, Entry},
};

/// The second person agreed to a shorter one.
pub(in crate::moderation::sanction) async fn agreed(
    tx: &DatabaseTransaction,
    me: &Member,
    asked: sanction_change::Model,
    next: sanction::Model,
    now: i64,
) -> DomainResult<()> {
    let old = sanction::Entity::find_by_id(asked.sanction_id.as_str()).lock_exclusive().one(tx).await?;
    // What ended meanwhile is not to begin anew.
    let old = old
        .filter(|old| {
            old.ended_at.is_none() && old.starts.is_some() && old.ends.is_none_or(|ends| ends > now)
        })
        .ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
    settle(tx, asked, me, true, now).await?;
    put(tx, me, (&old, next), Action::SanctionConfirm, now).await
}

/// What waits for a second person to end this sanction, for whoever may be that person; `hers` also for whoever asked.
async fn asked_for<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &SanctionId,
    (hers, now): (bool, i64),
) -> DomainResult<(sanction::Model, sanction_change::Model, &'a Member)> {
    let (row, target, me) = waiting(tx, actor, id, now).await?;
    let found = of_sanction(tx, &row.id).await?;
    let asked = found.into_iter().find(|one| one.next_id.is_none() && one.state == WAITING);
    let target = lookup::member(&target).role;
    // Behind an alias nobody but an administrator learns whether anything waits.
    let Some(asked) = asked.filter(|_| !is_masked(&row, me)) else {
        return Err(DomainError::new(ErrorCode::Conflict));
    };
    if !(hers && asked.asked_by.as_deref() == Some(me.id.as_str())) {
        let as_admin = is_admin(tx, asked.asked_by.as_deref()).await?;
        may_second(&row, &asked, as_admin, target, me)?;
    }
    Ok((row, asked, me))
}

/// Whether this person may be the second one for something that was asked for.
pub(in crate::moderation::sanction) fn may_second(
    row: &sanction::Model,
    asked: &sanction_change::Model,
    as_admin: bool,
    target: Role,
    me: &Member,
) -> DomainResult<()> {
    let began = asked.asked_by.clone().map(MemberId::trusted);
    may_confirm((began.as_ref(), as_admin), (&me.id, me.role), target, row.alias.is_some())
}

/// Confirms that a sanction ends.
///
/// # Errors
/// Like [`super::super::confirm`]; `Conflict` where nothing waits.
pub async fn confirm_lift(services: &Services, actor: &Actor, id: &SanctionId) -> DomainResult<()> {
    require(actor, Permission::Sanction, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (row, asked, me) = asked_for(&tx, actor, id, (false, now)).await?;
    settle(&tx, asked, me, true, now).await?;
    end_now(&tx, me, &row, Action::SanctionConfirm, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses it, or takes it back: the sanction holds on.
///
/// # Errors
/// Like [`confirm_lift`]; whoever asked for it may.
pub async fn refuse_lift(services: &Services, actor: &Actor, id: &SanctionId) -> DomainResult<()> {
    require(actor, Permission::Sanction, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (_, asked, me) = asked_for(&tx, actor, id, (true, now)).await?;
    settle(&tx, asked, me, false, now).await?;
    audit::record(&tx, Some(me), Entry::of(Action::SanctionRefuse).on("sanction", id.as_str()), now).await?;
    tx.commit().await?;
    Ok(())
}
