//! Putting what was approved before readers at a time. Nobody has to come by then: what is asked at that time finds it.

use contract::{Locale, ids::ArticleId};

use super::{policy::Act, release::times, turn::Turn};
use crate::{Actor, DomainResult, Services};

/// Releases what was approved from `at` on, until `expires` where that is given (the time of Tunisia,
/// `2026-11-28T13:05`). What readers get until then ends there.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentPublish`]; not found; the refused fields `at` and
/// `expires`; [`contract::ErrorCode::Conflict`].
pub async fn schedule(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    (at, expires): (&str, &str),
) -> DomainResult<()> {
    let turn = Turn::begin(services, actor, Act::Schedule, (id, locale), version, "").await?;
    let (from, to) = times(Some(at), expires, turn.now)?;
    turn.release(turn.head().await?, from, to).await?;
    let change = turn.change();
    turn.finish(change).await?;
    Ok(())
}
