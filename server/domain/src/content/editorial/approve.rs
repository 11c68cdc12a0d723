//! Letting a text go before readers. Not by who wrote it.

use contract::{ErrorCode, Locale, ids::ArticleId};
use entity::content::article_revision;
use sea_orm::ActiveValue::Set;

use super::{policy::Act, tiny, turn::Turn};
use crate::{Actor, DomainError, DomainResult, Member, Services};

/// Whether somebody wrote a revision, or asked for its review: then it is another one's to approve.
pub(super) fn is_own(member: &Member, head: &article_revision::Model, submitted_by: Option<&str>) -> bool {
    let her = member.id.as_str();
    head.author_id.as_deref() == Some(her) || submitted_by == Some(her)
}

/// Approves what is in review. Her own text only where the team is set to tiny, and the log says so.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentPublish`]; not found; [`ErrorCode::Forbidden`] for
/// her own text; [`ErrorCode::Conflict`].
pub async fn approve(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    comment: &str,
) -> DomainResult<()> {
    let mut turn = Turn::begin(services, actor, Act::Approve, (id, locale), version, comment).await?;
    let head = turn.head().await?;
    if is_own(turn.member, &head, turn.work.submitted_by.as_deref()) {
        if !tiny::of(&turn.tx).await? {
            return Err(DomainError::new(ErrorCode::Forbidden));
        }
        turn.own_text = true;
        turn.note("own_text");
    }
    let mut change = turn.change();
    change.approved_by = Set(Some(turn.member.id.as_str().to_owned()));
    turn.finish(change).await?;
    Ok(())
}
