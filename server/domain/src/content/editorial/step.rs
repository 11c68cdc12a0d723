//! The acts by which a text goes from hand to hand and readers see nothing of it.

use contract::{FieldCode, FieldError, Locale, ids::ArticleId};
use sea_orm::ActiveValue::Set;

use super::{checks, policy::Act, sheet::lacks, turn::Turn};
use crate::{Actor, DomainError, DomainResult, Services};

/// Asks somebody else to read the newest revision.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentEdit`]; not found; the fields that it lacks;
/// [`contract::ErrorCode::Conflict`].
pub async fn submit(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    let turn = Turn::begin(services, actor, Act::Submit, (id, locale), version, comment).await?;
    let head = turn.head().await?;
    let mut lacks = lacks(&head, turn.kind);
    // Compared with its sources on a day to come, it would never be due.
    if head.checked_on > services.today() {
        lacks.push(FieldError::new("checked_on", FieldCode::InTheFuture));
    }
    if !lacks.is_empty() {
        return Err(DomainError::fields(lacks));
    }
    checks::blocking(turn.kind, &head)?;
    let mut change = turn.change();
    change.submitted_by = Set(Some(turn.member.id.as_str().to_owned()));
    change.approved_by = Set(None);
    turn.finish(change).await?;
    Ok(())
}

/// Asks for changes, and says which.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentPublish`]; not found; the refused field `comment`;
/// [`contract::ErrorCode::Conflict`].
pub async fn request_changes(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    plain(services, actor, Act::RequestChanges, (id, locale), version, comment).await
}

/// Begins to work again on what was approved, archived or withdrawn.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentEdit`]; not found;
/// [`contract::ErrorCode::Conflict`].
pub async fn reopen(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    plain(services, actor, Act::Reopen, (id, locale), version, comment).await
}

/// Takes back that somebody else is to read it.
///
/// # Errors
/// Like [`reopen`].
pub async fn take_back(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    plain(services, actor, Act::TakeBack, (id, locale), version, comment).await
}

async fn plain(
    services: &Services,
    actor: &Actor,
    act: Act,
    place: (&ArticleId, Locale),
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    let turn = Turn::begin(services, actor, act, place, version, comment).await?;
    let mut change = turn.change();
    change.approved_by = Set(None);
    turn.finish(change).await?;
    Ok(())
}
