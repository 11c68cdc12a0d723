//! Bringing an older revision back: as a new one, nothing is lost between.

use contract::{Locale, ids::ArticleId};
use entity::content::article_revision;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{
    form::DraftForm,
    policy::Act,
    save::Saved,
    sheet::Sheet,
    turn::{Lock, Turn},
};
use crate::{Actor, DomainError, DomainResult, Services};

/// Makes a draft of an older revision.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentEdit`]; not found, also for a revision of another
/// text; [`contract::ErrorCode::Conflict`].
pub async fn restore(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    revision: &str,
) -> DomainResult<Saved> {
    let turn = Turn::begin(services, actor, Act::Restore, (id, locale), version, "").await?;
    let old = article_revision::Entity::find_by_id(revision)
        .one(&turn.tx)
        .await?
        .filter(|row| row.article_id == turn.id && row.locale == locale.code())
        .ok_or_else(DomainError::not_found)?;
    let sheet = Sheet::read(&DraftForm::of(&old)?, turn.kind)?;
    let based_on = Some(turn.work.head_id.clone());
    let written = turn.write(sheet, based_on, Some(old.id)).await?;
    let mut change = turn.change();
    change.head_id = Set(written.clone());
    change.submitted_by = Set(None);
    change.approved_by = Set(None);
    let version = turn.finish(change).await?;
    let lock = Lock { version: Some(version), base: Some(written.clone()) };
    Ok(Saved { revision: written, version: lock.to_string() })
}
