//! Putting what was approved before readers, now.

use contract::{Locale, ids::ArticleId};

use super::{policy::Act, release::times, turn::Turn};
use crate::{Actor, DomainResult, Services};

/// Publishes what was approved, in the place of what readers get; until `expires` (the time of Tunisia), where that is
/// given.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentPublish`]; not found; the refused field `expires`;
/// [`contract::ErrorCode::Conflict`].
pub async fn publish(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    expires: &str,
) -> DomainResult<()> {
    let turn = Turn::begin(services, actor, Act::Publish, (id, locale), version, "").await?;
    let (from, to) = times(None, expires, turn.now)?;
    turn.release(turn.head().await?, from, to).await?;
    let change = turn.change();
    turn.finish(change).await?;
    Ok(())
}
