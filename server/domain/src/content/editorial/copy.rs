//! What somebody wrote and did not save yet: kept sealed, hers alone, seen by nobody else but for the fact that she
//! writes. It changes nothing for others, so no log tells of it.

use contract::{ErrorCode, Locale, ids::ArticleId};
use entity::content::working_copy;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{
    form::DraftForm,
    turn::{Lock, document},
};
use crate::{Actor, DomainError, DomainResult, Member, Permission, Services, crypto, permission::require};

const PURPOSE: &str = "working-copy";
/// Longest form that is kept, in bytes.
const MOST: usize = 512 * 1024;

fn owner(member: &Member, id: &ArticleId, locale: Locale) -> String {
    format!("{}:{id}:{locale}", member.id)
}

/// Keeps what she wrote in the place of what was kept before, and answers when. `version` is the lock of her form: it tells
/// which revision was open. `before` is the answer of the last time, as her form carries it: another window of hers may have
/// kept something else, and that is not written over.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found; [`ErrorCode::TooLarge`]; [`ErrorCode::Conflict`] when
/// something was kept elsewhere.
pub async fn keep(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    (version, before): (&str, &str),
    form: &DraftForm,
) -> DomainResult<i64> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let text = serde_json::to_string(form).map_err(|e| DomainError::caused(ErrorCode::Internal, e))?;
    if text.len() > MOST {
        return Err(DomainError::new(ErrorCode::TooLarge));
    }
    let tx = services.db.begin().await?;
    // Her other window waits here.
    document(&tx, id, true).await?;
    let key = (member.id.as_str().to_owned(), id.as_str().to_owned(), locale.code().to_owned());
    let known = working_copy::Entity::find_by_id(key).one(&tx).await?.map(|known| known.saved_at);
    if known.is_some_and(|known| before.parse::<i64>() != Ok(known)) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    // No two are of the same moment: it is the lock of the next one.
    let saved_at = known.map_or(services.now_ms(), |known| services.now_ms().max(known + 1));
    let row = working_copy::ActiveModel {
        member_id: Set(member.id.as_str().to_owned()),
        article_id: Set(id.as_str().to_owned()),
        locale: Set(locale.code().to_owned()),
        form: Set(crypto::seal(services, PURPOSE, &owner(member, id, locale), &text)?),
        based_on: Set(Lock::read(version).base),
        saved_at: Set(saved_at),
    };
    working_copy::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([
                working_copy::Column::MemberId,
                working_copy::Column::ArticleId,
                working_copy::Column::Locale,
            ])
            .update_columns([
                working_copy::Column::Form,
                working_copy::Column::BasedOn,
                working_copy::Column::SavedAt,
            ])
            .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(saved_at)
}

/// Drops what she wrote and did not save.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn drop_copy(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let tx = services.db.begin().await?;
    let key = (member.id.as_str().to_owned(), id.as_str().to_owned(), locale.code().to_owned());
    working_copy::Entity::delete_by_id(key).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Hers, opened, with the revision that was open and the time; what cannot be opened any more (another key) is as if it
/// were not there.
pub(super) async fn of<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    member: &Member,
    id: &ArticleId,
    locale: Locale,
) -> DomainResult<Option<(DraftForm, Option<String>, i64)>> {
    let key = (member.id.as_str().to_owned(), id.as_str().to_owned(), locale.code().to_owned());
    let Some(row) = working_copy::Entity::find_by_id(key).one(db).await? else { return Ok(None) };
    let opened = crypto::open(services, PURPOSE, &owner(member, id, locale), &row.form).ok();
    let form = opened.and_then(|text| serde_json::from_str(&text).ok());
    Ok(form.map(|form| (form, row.based_on, row.saved_at)))
}
