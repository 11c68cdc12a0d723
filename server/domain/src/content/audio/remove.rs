//! Takes a recording away.

use contract::{Locale, ids::ArticleId};
use entity::content::{article, article_audio};
use sea_orm::{EntityTrait, QuerySelect};

use super::write::{read_revision, take_away, unchanged};
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
/// Like [`require`] of [`Permission::ContentPublish`]; not found when there is none; [`contract::ErrorCode::Conflict`] when the text or
/// its recording is another one than she had before her.
pub async fn remove(
    services: &Services,
    actor: &Actor,
    (id, locale): (&ArticleId, Locale),
    version: &str,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let revision = read_revision(services, id, locale).await?;
    let tx = services.db.begin().await?;
    article::Entity::find_by_id(id.as_str()).lock_exclusive().one(&tx).await?;
    let key = (id.as_str().to_owned(), locale.code().to_owned());
    if article_audio::Entity::find_by_id(key).one(&tx).await?.is_none() {
        return Err(DomainError::not_found());
    }
    unchanged(&tx, &revision, version).await?;
    if !take_away(&tx, id.as_str(), locale.code()).await? {
        return Err(DomainError::not_found());
    }
    let entry = Entry::of(Action::ArticleAudioRemove).on("article", format!("{id}:{locale}"));
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}
