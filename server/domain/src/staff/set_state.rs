//! Shutting an account and opening it again.

use contract::{ErrorCode, ids::MemberId};
use entity::identity::member;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    audit::{self, Action, Entry},
    read_reason,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services, identity, permission::require,
};

/// Shuts an account (its sessions end now) or opens it again.
///
/// # Errors
/// Like [`require`] of [`Permission::MemberDisable`]; [`ErrorCode::ConfirmNeeded`]; the refused field `reason`;
/// [`ErrorCode::NotFound`]; [`ErrorCode::Forbidden`] on oneself; [`ErrorCode::Conflict`] when no administrator
/// would be left.
pub async fn set_state(
    services: &Services,
    actor: &Actor,
    id: &MemberId,
    disabled: bool,
    reason: &str,
) -> DomainResult<()> {
    let now = services.now_ms();
    let me = require(actor, Permission::MemberDisable, None)?;
    actor.require_confirmed(now)?;
    let mut errors = Vec::new();
    let Some(reason) = read_reason(reason, &mut errors) else { return Err(DomainError::fields(errors)) };
    if me.id == *id {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let tx = services.db.begin().await?;
    still_holds(&tx, me).await?;
    let row = member::Entity::find_by_id(id.as_str()).filter(identity::is_there()).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if disabled {
        keeps_an_admin(&tx, &row.id).await?;
    }
    member::Entity::update_many()
        .col_expr(
            member::Column::State,
            Expr::value(if disabled { identity::DISABLED } else { identity::ACTIVE }),
        )
        .filter(member::Column::Id.eq(id.as_str()))
        .exec(&tx)
        .await?;
    if disabled {
        identity::end_sessions::delete(&tx, id).await?;
    }
    let action = if disabled { Action::MemberDisable } else { Action::MemberEnable };
    audit::record(&tx, Some(me), Entry::of(action).on_member(id).for_reason(reason), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Identifiers of the administrators that may sign in. Locks their rows, so that two changes count one after the
/// other (SQLite has one writer and needs no lock).
async fn admins<C: ConnectionTrait>(tx: &C) -> DomainResult<Vec<String>> {
    Ok(member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::Role.eq(Role::Admin.as_str()))
        .filter(member::Column::State.eq(identity::ACTIVE))
        .order_by_asc(member::Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?)
}

/// That an administrator is left when this account is none any more.
///
/// # Errors
/// [`ErrorCode::Conflict`] when none would be.
pub(crate) async fn keeps_an_admin<C: ConnectionTrait>(tx: &C, without: &str) -> DomainResult<()> {
    let admins = admins(tx).await?;
    if admins.iter().any(|id| id == without) && admins.len() == 1 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok(())
}

/// That whoever acts is still an administrator inside the transaction: of two who act on each other, one wins.
///
/// # Errors
/// [`ErrorCode::Forbidden`].
pub(super) async fn still_holds<C: ConnectionTrait>(tx: &C, me: &Member) -> DomainResult<()> {
    if admins(tx).await?.iter().any(|id| id == me.id.as_str()) {
        Ok(())
    } else {
        Err(DomainError::new(ErrorCode::Forbidden))
    }
}
