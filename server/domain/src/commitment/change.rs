//! Saying how a point stands.

use contract::{ErrorCode, FieldCode};
use entity::commitment::point;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};

use super::{CONTACT, OPENING, Progress, asked, offered};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    directory::common::Errors,
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
    text::{check_length, multi_line},
};

const NOTE_MAX: usize = 600;

/// What is said of a point, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointForm {
    /// Word of how it stands.
    pub standing: String,
    /// Day of the update, or of the opening.
    pub day: String,
    /// What is said to everybody, in Arabic.
    pub note_ar: String,
    /// The same in French.
    pub note_fr: String,
    /// The same in English.
    pub note_en: String,
}

/// Writes how a point stands. `version` is that of what she had before her. An update without a day is of today; an opening
/// without one is unknown, and so is a contact without words.
///
/// # Errors
/// Like [`require`] of [`Permission::CommitmentKeep`]; not found; [`ErrorCode::Conflict`] when somebody changed it
/// meanwhile; the refused fields of the form.
pub async fn change(
    services: &Services,
    actor: &Actor,
    code: &str,
    version: &str,
    form: &PointForm,
) -> DomainResult<()> {
    let member = require(actor, Permission::CommitmentKeep, None)?;
    if ![OPENING, CONTACT].contains(&code) && !asked().iter().any(|one| one.code == code) {
        return Err(DomainError::not_found());
    }
    let mut errors = Errors::default();
    let state = Progress::parse(&form.standing).filter(|state| offered(code).contains(state));
    if state.is_none() {
        errors.push("standing", FieldCode::UnknownChoice);
    }
    let day = errors.day("day", &form.day, &services.today());
    let known = state == Some(Progress::There);
    if code == OPENING && known && form.day.trim().is_empty() {
        errors.push("day", FieldCode::Required);
    }
    let notes = [("note_ar", &form.note_ar), ("note_fr", &form.note_fr), ("note_en", &form.note_en)];
    let [note_ar, note_fr, note_en] = notes.map(|(field, typed)| {
        let note = multi_line(typed);
        check_length(&mut errors.0, field, &note, 0, NOTE_MAX);
        note
    });
    if code == CONTACT && known && [&note_ar, &note_fr, &note_en].iter().all(|note| note.trim().is_empty()) {
        errors.push("note_ar", FieldCode::Required);
    }
    let Some(state) = state.filter(|_| errors.0.is_empty()) else {
        return Err(DomainError::fields(errors.0));
    };
    let tx = services.db.begin().await?;
    let row = point::Entity::find_by_id(code).lock_exclusive().one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if version.parse::<i32>().ok() != Some(row.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let detail = format!("{}>{}", row.state, state.as_str());
    let next = row.version + 1;
    let mut change = row.into_active_model();
    change.state = Set(state.as_str().to_owned());
    change.day = Set(match code {
        OPENING => day,
        _ => Some(day.unwrap_or_else(|| services.today())),
    });
    change.note_ar = Set(note_ar);
    change.note_fr = Set(note_fr);
    change.note_en = Set(note_en);
    change.changed_by = Set(Some(member.id.as_str().to_owned()));
    change.version = Set(next);
    change.update(&tx).await?;
    let entry = Entry::of(Action::CommitmentChange).on("commitment_point", code).detail(detail);
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}
