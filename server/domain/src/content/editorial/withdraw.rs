//! Taking away what was wrong.

use contract::{ErrorCode, Locale, ids::ArticleId};

use super::{
    policy::{Act, State},
    turn::Turn,
};
use crate::{Actor, DomainError, DomainResult, Services, content::audio};

/// Withdraws what readers get, or got until it was archived, and says why. A newer text that is written meanwhile stays
/// where it stands. The recording of it goes with it: what was wrong is not heard either, whatever comes next.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentPublish`]; not found; a refused `comment`;
/// [`ErrorCode::Conflict`], also when readers get nothing.
pub async fn withdraw(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    let turn = Turn::begin(services, actor, Act::Withdraw, (id, locale), version, comment).await?;
    let taken = turn.take_away().await?;
    if !taken && turn.before != Some(State::Archived) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    audio::take_away(&turn.tx, &turn.id, locale.code()).await?;
    let change = turn.change();
    turn.finish(change).await?;
    Ok(())
}
