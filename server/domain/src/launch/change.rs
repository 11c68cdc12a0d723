//! Saying how a point stands.

use contract::{ErrorCode, FieldCode};
use entity::directory::launch_point;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};

use super::{PointState, points};
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

const NOTE_MAX: usize = 2_000;

/// What is said of a point, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaunchForm {
    /// Word of how it stands.
    pub standing: String,
    /// `me`, `nobody`, or as it is.
    pub keeper: String,
    /// Day on which it was settled.
    pub day: String,
    /// What was found out.
    pub note: String,
}

/// Writes how a point stands. `version` is that of what she had before her. What is settled has a day; without one it is
/// today.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; [`ErrorCode::Conflict`] when somebody changed it
/// meanwhile; the refused fields of the form.
pub async fn change(
    services: &Services,
    actor: &Actor,
    code: &str,
    version: &str,
    form: &LaunchForm,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    if !points().iter().any(|point| point.code == code) {
        return Err(DomainError::not_found());
    }
    let mut errors = Errors::default();
    let state = PointState::parse(&form.standing);
    if state.is_none() {
        errors.push("standing", FieldCode::UnknownChoice);
    }
    if !["me", "nobody", ""].contains(&form.keeper.as_str()) {
        errors.push("keeper", FieldCode::UnknownChoice);
    }
    let day = errors.day("day", &form.day, &services.today());
    let note = multi_line(&form.note);
    check_length(&mut errors.0, "note", &note, 0, NOTE_MAX);
    let Some(state) = state.filter(|_| errors.0.is_empty()) else {
        return Err(DomainError::fields(errors.0));
    };
    let tx = services.db.begin().await?;
    let row = launch_point::Entity::find_by_id(code).lock_exclusive().one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if version.parse::<i32>().ok() != Some(row.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let me = member.id.as_str();
    let detail = format!("{}>{}", row.state, state.as_str());
    let next = row.version + 1;
    let mut change = row.into_active_model();
    change.state = Set(state.as_str().to_owned());
    change.day = Set(match state {
        PointState::Open => None,
        _ => Some(day.unwrap_or_else(|| services.today())),
    });
    change.note = Set(note);
    change.checked_by = Set(Some(me.to_owned()));
    change.version = Set(next);
    match form.keeper.as_str() {
        "me" => change.owner_id = Set(Some(me.to_owned())),
        "nobody" => change.owner_id = Set(None),
        _ => {}
    }
    change.update(&tx).await?;
    let entry = Entry::of(Action::LaunchChange).on("launch_point", code).detail(detail);
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(())
}
