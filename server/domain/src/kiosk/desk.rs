//! The desk's page of such computers: named, changed, given a code, taken back. The audit log has who did it, by
//! identifiers alone.

use contract::ErrorCode;
use entity::kiosk::kiosk_device;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::{
    enrol::hash,
    fleet::load,
    form::{Checked, DeviceForm},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    services::{day_of, new_id, time_of},
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

/// How long a code holds: the way from the desk to the computer.
const CODE_MS: i64 = 30 * 60_000;

/// A computer at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDevice {
    /// Identifier.
    pub id: String,
    /// What is said of it.
    pub form: DeviceForm,
    /// ISO day on which it was enrolled; nothing while it is not, or not any more.
    pub since: Option<String>,
    /// Whether that was taken back.
    pub revoked: bool,
    /// Whether a code waits to be typed.
    pub waiting: bool,
    /// How often it was changed.
    pub version: i32,
}

/// A code, shown once.
#[derive(Clone)]
pub struct NewCode {
    /// Three parts of four signs.
    pub code: String,
    /// Time of the day until which it holds.
    pub until: String,
}

/// All of them, the oldest first.
///
/// # Errors
/// Like [`require`] of [`Permission::KioskKeep`].
pub async fn devices(services: &Services, actor: &Actor) -> DomainResult<Vec<DeskDevice>> {
    require(actor, Permission::KioskKeep, None)?;
    let now = services.now_ms();
    let rows = kiosk_device::Entity::find()
        .order_by_asc(kiosk_device::Column::CreatedAt)
        .order_by_asc(kiosk_device::Column::Id)
        .all(services.db.read())
        .await?;
    let line = |row: kiosk_device::Model| DeskDevice {
        since: row.enrolled_at.filter(|_| row.revoked_at.is_none()).map(day_of),
        revoked: row.revoked_at.is_some(),
        waiting: row.code_until.is_some_and(|until| until > now),
        version: row.version,
        form: DeviceForm {
            name: row.name,
            place: row.place,
            warn: row.warn_seconds.to_string(),
            wipe: row.wipe_seconds.to_string(),
            print: if row.may_print { "yes" } else { "" }.to_owned(),
        },
        id: row.id,
    };
    Ok(rows.into_iter().map(line).collect())
}

fn fill(row: &mut kiosk_device::ActiveModel, said: Checked) {
    row.name = Set(said.name);
    row.place = Set(said.place);
    row.warn_seconds = Set(said.warn);
    row.wipe_seconds = Set(said.wipe);
    row.may_print = Set(said.print);
}

/// Names a computer. It is none of ours before its code was typed there. The same form sent twice is one computer.
///
/// # Errors
/// Like [`require`] of [`Permission::KioskKeep`]; the refused fields of the form.
pub async fn add(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    form: &DeviceForm,
) -> DomainResult<String> {
    let me = require(actor, Permission::KioskKeep, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("kiosk:{}", me.id);
    if let Some(id) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(id);
    }
    let said = form.check()?;
    let now = services.now_ms();
    let id = new_id();
    let tx = services.db.begin().await?;
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let mut row = kiosk_device::ActiveModel {
        id: Set(id.clone()),
        code_hash: Set(None),
        code_until: Set(None),
        generation: Set(0),
        enrolled_at: Set(None),
        revoked_at: Set(None),
        created_at: Set(now),
        version: Set(1),
        ..Default::default()
    };
    fill(&mut row, said);
    row.insert(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::KioskAdd).on("kiosk_device", id.as_str()), now).await?;
    tx.commit().await?;
    load(services).await?;
    Ok(id)
}

/// Changes what is said of one: at once in this process, within a minute in every other. `version` is that of what she had
/// before her.
///
/// # Errors
/// Like [`require`] of [`Permission::KioskKeep`]; not found; [`ErrorCode::Conflict`] when somebody changed it meanwhile;
/// the refused fields of the form.
pub async fn change(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: &str,
    form: &DeviceForm,
) -> DomainResult<()> {
    let me = require(actor, Permission::KioskKeep, None)?;
    let tx = services.db.begin().await?;
    let row = kiosk_device::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if version.parse::<i32>().ok() != Some(row.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let said = form.check()?;
    let detail = format!("warn:{} wipe:{} print:{}", said.warn, said.wipe, said.print);
    let next = row.version + 1;
    let mut change = row.into_active_model();
    change.version = Set(next);
    fill(&mut change, said);
    change.update(&tx).await?;
    let entry = Entry::of(Action::KioskChange).on("kiosk_device", id).detail(detail);
    audit::record(&tx, Some(me), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

/// Makes a code for one; an older one is worthless from now on. Once it was typed, the mark of the browser that was
/// enrolled before is worthless too.
///
/// # Errors
/// Like [`require`] of [`Permission::KioskKeep`]; not found.
pub async fn new_code(services: &Services, actor: &Actor, id: &str) -> DomainResult<NewCode> {
    let me = require(actor, Permission::KioskKeep, None)?;
    let now = services.now_ms();
    let code = new_id();
    let tx = services.db.begin().await?;
    let row = kiosk_device::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let mut change = row.ok_or_else(DomainError::not_found)?.into_active_model();
    change.code_hash = Set(Some(hash(services, &code)));
    change.code_until = Set(Some(now + CODE_MS));
    change.update(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::KioskCode).on("kiosk_device", id), now).await?;
    tx.commit().await?;
    let signs: Vec<char> = code.chars().collect();
    let parts: Vec<String> = signs.chunks(4).map(|part| part.iter().collect()).collect();
    Ok(NewCode { code: parts.join("-"), until: time_of(now + CODE_MS) })
}

/// Takes it back: the computer shows nothing of the portal any more. A code that waits is worthless too.
///
/// # Errors
/// Like [`require`] of [`Permission::KioskKeep`]; not found when it is not enrolled and no code waits.
pub async fn revoke(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let me = require(actor, Permission::KioskKeep, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = kiosk_device::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let row = row
        .filter(|row| row.code_hash.is_some() || row.enrolled_at.is_some() && row.revoked_at.is_none())
        .ok_or_else(DomainError::not_found)?;
    let mut change = row.into_active_model();
    change.code_hash = Set(None);
    change.code_until = Set(None);
    change.revoked_at = Set(Some(now));
    change.update(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::KioskRevoke).on("kiosk_device", id), now).await?;
    tx.commit().await?;
    load(services).await
}
