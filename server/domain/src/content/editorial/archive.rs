//! Taking out of readers' sight what had its time.

use contract::{ErrorCode, Locale, ids::ArticleId};

use super::{
    policy::{Act, State},
    turn::Turn,
};
use crate::{Actor, DomainError, DomainResult, Services};

/// Archives what readers get now. A newer text that is written meanwhile stays where it stands.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentPublish`]; not found; a refused `comment`;
/// [`ErrorCode::Conflict`], also when readers get nothing.
pub async fn archive(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    let turn = Turn::begin(services, actor, Act::Archive, (id, locale), version, comment).await?;
    let taken = turn.take_away().await?;
    if !taken && turn.before != Some(State::Archived) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let change = turn.change();
    turn.finish(change).await?;
    Ok(())
}
