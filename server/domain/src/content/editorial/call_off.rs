//! Calling off what waits for its time.

use contract::{Locale, ids::ArticleId};

use super::{policy::Act, turn::Turn};
use crate::{Actor, DomainResult, Services};

/// Calls it off; it stays approved, and what readers get has its own end again.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentPublish`]; not found;
/// [`contract::ErrorCode::Conflict`], also when its time came meanwhile.
pub async fn call_off(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    let turn = Turn::begin(services, actor, Act::CallOff, (id, locale), version, comment).await?;
    turn.call_back().await?;
    let change = turn.change();
    turn.finish(change).await?;
    Ok(())
}
