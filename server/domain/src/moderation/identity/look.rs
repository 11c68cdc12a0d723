//! Looking at the name.

use contract::ids::RequestId;
use entity::identity::member;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{author_of, key_holder, locked, may_look};
use crate::{
    Actor, DomainError, DomainResult, Services,
    staff::audit::{self, Action, Entry},
};

/// The pseudonym behind the alias, for one of the two, within the hour. Every look is a row of the log; it names the
/// request, not the woman.
///
/// # Errors
/// Like [`super::ask`]; `Forbidden` for anybody but the two; `Conflict` before and after the hour; `NotFound` once
/// nobody knows any more who it was.
pub async fn look(services: &Services, actor: &Actor, id: &RequestId) -> DomainResult<String> {
    let now = services.now_ms();
    let me = key_holder(actor, None, now)?;
    let tx = services.db.begin().await?;
    let row = locked(&tx, actor, id).await?;
    may_look(&row, &me.id, now)?;
    let author = author_of(&tx, &row.post_id).await?.ok_or_else(DomainError::not_found)?;
    let found = member::Entity::find_by_id(author.as_str()).one(&tx).await?;
    let name = found.map(|member| member.pseudonym).filter(|name| !name.is_empty());
    let name = name.ok_or_else(DomainError::not_found)?;
    if row.looked_at.is_none() {
        let mut change = row.into_active_model();
        change.looked_at = Set(Some(now));
        change.update(&tx).await?;
    }
    let entry = Entry::of(Action::IdentityLook).on("identity_request", id.as_str());
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(name)
}
