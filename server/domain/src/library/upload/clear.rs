//! Clears a file that is not wanted any more, and tries one again.

use contract::ErrorCode;
use entity::library::upload;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{State, begin::mark, see::hers};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::audit::{self, Action, Entry},
};

/// Clears an upload of hers, finished or not. What is in the blob store goes with the next sweep, unless something
/// else has the same bytes.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; `NotFound`; [`ErrorCode::Conflict`] while a piece of it is being
/// written or it is being looked at.
pub async fn clear(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    hers(services, actor, id).await?;
    let uploads = services.uploads();
    let _busy = uploads.take(id).ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
    let in_hand = State::ALL.iter().filter(|state| state.is_in_hand()).map(|state| state.as_str());
    let tx = services.db.begin().await?;
    let gone = upload::Entity::delete_many()
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .filter(upload::Column::State.is_not_in(in_hand))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let entry = Entry::of(Action::LibraryClear).on("library_upload", mark(id));
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    uploads.remove(id).await;
    Ok(())
}

/// Has a file of hers looked at once more, after something of ours failed.
///
/// # Errors
/// As [`clear`].
pub async fn retry(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    hers(services, actor, id).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let changed = upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(State::Received.as_str()))
        .col_expr(upload::Column::ChangedAt, Expr::value(now))
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .filter(upload::Column::State.eq(State::NeedsAttention.as_str()))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let entry = Entry::of(Action::LibraryRetry).on("library_upload", mark(id));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
