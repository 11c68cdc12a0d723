//! Takes a recording away.

use contract::{Locale, ids::ArticleId};

use super::write::take_away;
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Takes the recording of a text away.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found when there is none.
pub async fn remove(services: &Services, actor: &Actor, id: &ArticleId, locale: Locale) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    if !take_away(&tx, id.as_str(), locale.code()).await? {
        return Err(DomainError::not_found());
    }
    let entry = Entry::of(Action::ArticleAudioRemove).on("article", format!("{id}:{locale}"));
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}
