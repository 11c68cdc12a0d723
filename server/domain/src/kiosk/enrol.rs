//! Enrolling a computer: the code is typed once, at the computer itself.

use contract::ErrorCode;
use entity::kiosk::kiosk_device;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::{fleet::load, mark::device_mark};
use crate::{
    DomainError, DomainResult, Services,
    directory::common::western,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// A code as it is compared: without the hyphens between its parts, and whatever figures and letters it was typed in.
pub(super) fn normal(typed: &str) -> String {
    typed
        .chars()
        .map(western)
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_lowercase() {
            // Letters that codes have not, for the figures that they look like.
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect()
}

/// What is kept of a code.
pub(super) fn hash(services: &Services, code: &str) -> String {
    services.keyed_hash(&format!("kiosk code {code}"))
}

/// Enrols the computer at which this is typed; gives the mark that its browser carries from now on. Whoever has the code
/// may: an administrator made it within the half hour, and it works once.
///
/// # Errors
/// [`ErrorCode::WrongCredentials`] for a code that is none, was used, or is too old: which, is not said.
pub async fn enrol(services: &Services, typed: &str) -> DomainResult<String> {
    let wrong = || DomainError::new(ErrorCode::WrongCredentials);
    let code = normal(typed);
    if code.len() != 12 {
        return Err(wrong());
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = kiosk_device::Entity::find()
        .filter(kiosk_device::Column::CodeHash.eq(hash(services, &code)))
        .filter(kiosk_device::Column::CodeUntil.gt(now))
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or_else(wrong)?;
    let (id, generation) = (row.id.clone(), row.generation.saturating_add(1));
    let mut change = row.into_active_model();
    change.code_hash = Set(None);
    change.code_until = Set(None);
    change.generation = Set(generation);
    change.enrolled_at = Set(Some(now));
    change.revoked_at = Set(None);
    change.update(&tx).await?;
    audit::record(&tx, None, Entry::of(Action::KioskEnrol).on("kiosk_device", id.as_str()), now).await?;
    tx.commit().await?;
    load(services).await?;
    Ok(device_mark(services, &id, generation))
}
