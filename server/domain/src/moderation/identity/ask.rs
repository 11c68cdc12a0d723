//! The first key: asking, and saying why.

use contract::{
    FieldCode, FieldError,
    ids::{PostId, RequestId},
};
use entity::staff::identity_request;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{Cause, key_holder, list};
use crate::{
    Actor, DomainError, DomainResult, Services,
    services::new_id,
    staff::audit::{self, Action, Entry},
    submission::{self, FormKey},
};

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The text that gives cause.
    pub post: String,
    /// Code of the reason.
    pub reason: String,
    /// Hidden key of the form.
    pub form_key: String,
}

/// Asks to see who wrote a text that stands under an alias. Nothing is seen yet: somebody else confirms.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::SeeIdentity`]; `ConfirmNeeded`; the refused field `reason`;
/// `NotFound` for a text that stands under a name, is not in her categories, is her own, or has no author any more.
pub async fn ask(services: &Services, actor: &Actor, form: &Question) -> DomainResult<RequestId> {
    let now = services.now_ms();
    let me = key_holder(actor, None, now)?;
    let post: PostId = form.post.parse().map_err(|_| DomainError::not_found())?;
    let Some(cause) = Cause::parse(&form.reason) else {
        let code = if form.reason.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        return Err(DomainError::fields(vec![FieldError::new("reason", code)]));
    };
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("identity:{}", me.id);
    let tx = services.db.begin().await?;
    if let Some(id) = submission::first_result(&tx, &scope, &key).await? {
        return Ok(RequestId::trusted(id));
    }
    let subject = list::subject_in(&tx, actor, &post).await?;
    let id = new_id();
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let row = identity_request::ActiveModel {
        id: Set(id.clone()),
        topic_id: Set(subject.topic.into_string()),
        post_id: Set(post.into_string()),
        category: Set(subject.category),
        alias: Set(subject.alias),
        reason: Set(cause.as_str().to_owned()),
        asked_by: Set(Some(me.id.as_str().to_owned())),
        asked_at: Set(now),
        confirmed_by: Set(None),
        confirmed_at: Set(None),
        refused_at: Set(None),
        looked_at: Set(None),
        hold_reason: Set(None),
        hold_by: Set(None),
        told_at: Set(None),
    };
    row.insert(&tx).await?;
    let entry =
        Entry::of(Action::IdentityAsk).on("identity_request", id.as_str()).because(Some(cause.as_str()));
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(RequestId::trusted(id))
}
