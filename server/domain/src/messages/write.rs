//! Going on in a conversation of hers.

use contract::{ErrorCode, ids::CaseId, limits::MESSAGE_MAX};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{Kind, OPEN, WRITING, begin::say, hers, waits};
use crate::{
    Actor, DomainError, DomainResult, Services, rate,
    submission::{self, FormKey},
    text, words,
};

/// What was typed, or what is wrong with it.
pub(super) fn checked(typed: &str) -> DomainResult<String> {
    let body = text::multi_line(typed);
    let mut errors = Vec::new();
    text::check_length(&mut errors, "body", body.trim(), 2, MESSAGE_MAX);
    if errors.is_empty() { Ok(body) } else { Err(DomainError::fields(errors)) }
}

/// Writes into a conversation of hers; a closed one opens again.
///
/// # Errors
/// `SignInNeeded`; `NotFound` when it is not hers; the refused field `body`; `Forbidden` where the portal itself told
/// her something; `TooManyRequests`.
pub async fn write(
    services: &Services,
    actor: &Actor,
    id: &CaseId,
    typed: &str,
    form_key: &str,
) -> DomainResult<()> {
    let member = actor.require_member()?;
    let now = services.now_ms();
    let alarming = words::is_alarming(services, typed).await?;
    let tx = services.db.begin().await?;
    let case = hers(&tx, member, id).await?;
    if Kind::parse(&case.kind) == Kind::IdentitySeen {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let body = checked(typed)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("message:{}:{id}", member.id);
    if submission::first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(());
    }
    rate::take(&tx, &WRITING, member.id.as_str(), now).await?;
    submission::spend(&tx, &scope, &key, id.as_str(), now).await?;
    say(&tx, id.as_str(), false, body, None, now).await?;
    let (kind, waited) = (Kind::parse(&case.kind), case.waits);
    // Of what waits already somebody was told; words that cannot wait are told again.
    if alarming || (kind == Kind::Safety && !waited) {
        let apart = waits::answered_before(&tx, case.about_case.as_deref()).await?;
        let about = (id, kind, case.category.as_deref());
        waits::alert_but(services, &tx, about, (&member.id, &apart), now).await?;
    }
    let mut change = case.into_active_model();
    waits::again(&mut change, waited, now);
    change.state = Set(OPEN.to_owned());
    change.unread = Set(false);
    change.last_at = Set(now);
    change.update(&tx).await?;
    tx.commit().await?;
    Ok(())
}
