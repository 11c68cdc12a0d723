//! Reporting a message of the team: she to whom it was written may, and nobody else. It becomes a conversation of its
//! own, in which stand that message and her words alone, for the few who sanction and did not answer in the one it is
//! from.

use contract::{FieldCode, FieldError, ids::CaseId, limits::REPORT_MAX};
use entity::messages::{private_case, private_message};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{Kind, OPEN, WRITING, begin::say, hers, outcome::said_more, waits};
use crate::{
    Actor, DomainError, DomainResult, Services, duty,
    moderation::report::{CaseState, Code},
    rate,
    services::new_id,
    submission::{self, FormKey},
    text,
};

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaint {
    /// The message.
    pub message: String,
    /// Code of the reason.
    pub code: String,
    /// Her words. They pass through no filter.
    pub text: String,
    /// Hidden key of the form.
    pub form_key: String,
}

fn check(form: &Complaint) -> DomainResult<(Code, String)> {
    let mut errors = Vec::new();
    let code = Code::parse(&form.code);
    if code.is_none() {
        let wrong = if form.code.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("code", wrong));
    }
    let words = text::multi_line(&form.text);
    text::check_length(&mut errors, "text", words.trim(), 2, REPORT_MAX);
    match code {
        Some(code) if errors.is_empty() => Ok((code, words)),
        _ => Err(DomainError::fields(errors)),
    }
}

/// Reports a message of the team in a conversation of hers. Whoever says more about the same message says it in the
/// same place; what was decided is open again for another reason, or after a day.
///
/// # Errors
/// `SignInNeeded`; `NotFound` when the conversation is not hers, for a message that the team did not write there, and
/// for what the portal itself told her; refused fields `code`, `text`; `TooManyRequests`.
pub async fn complain(
    services: &Services,
    actor: &Actor,
    case: &CaseId,
    form: &Complaint,
) -> DomainResult<CaseId> {
    let member = actor.require_member()?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let of = hers(&tx, member, case).await?;
    let message = private_message::Entity::find_by_id(form.message.as_str())
        .filter(private_message::Column::CaseId.eq(of.id.as_str()))
        .filter(private_message::Column::FromTeam.eq(true))
        .one(&tx)
        .await?
        .filter(|_| Kind::chosen(&of.kind).is_some())
        .ok_or_else(DomainError::not_found)?;
    let (code, words) = check(form)?;
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("complaint:{}", member.id);
    if let Some(id) = submission::first_result(&tx, &scope, &key).await? {
        return Ok(CaseId::trusted(id));
    }
    rate::take(&tx, &WRITING, member.id.as_str(), now).await?;
    let before = private_case::Entity::find()
        .filter(private_case::Column::MemberId.eq(member.id.as_str()))
        .filter(private_case::Column::AboutMessage.eq(message.id.as_str()))
        .one(&tx)
        .await?;
    let id = before.as_ref().map_or_else(new_id, |row| row.id.clone());
    if let Some(row) = before {
        let state = said_more(&row, code, now);
        let waited = row.waits;
        let mut change = row.into_active_model();
        waits::again(&mut change, waited, now);
        if state.is_live() {
            change.decided_at = Set(None);
        }
        change.report_state = Set(Some(state.as_str().to_owned()));
        change.state = Set(OPEN.to_owned());
        change.last_at = Set(now);
        change.report_code = Set(Some(code.as_str().to_owned()));
        change.update(&tx).await?;
    } else {
        let row = private_case::ActiveModel {
            id: Set(id.clone()),
            member_id: Set(member.id.as_str().to_owned()),
            kind: Set(Kind::Complaint.as_str().to_owned()),
            state: Set(OPEN.to_owned()),
            // Who hid her pseudonym there is not named here.
            hidden: Set(of.hidden),
            unread: Set(false),
            waits: Set(true),
            waits_since: Set(now),
            reminded_at: Set(None),
            category: Set(None),
            opened_at: Set(now),
            last_at: Set(now),
            about_message: Set(Some(message.id)),
            about_case: Set(Some(of.id)),
            report_code: Set(Some(code.as_str().to_owned())),
            report_state: Set(Some(CaseState::Open.as_str().to_owned())),
            decided_at: Set(None),
        };
        row.insert(&tx).await?;
        // Before her words, also when both were said in this instant.
        say(&tx, &id, true, message.body, None, Ord::min(message.at, now - 1)).await?;
    }
    say(&tx, &id, false, words, None, now).await?;
    submission::spend(&tx, &scope, &key, &id, now).await?;
    duty::tell_leads(services, &tx, &format!("complaint:{id}:{now}"), now).await?;
    tx.commit().await?;
    Ok(CaseId::trusted(id))
}
