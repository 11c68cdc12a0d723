//! The desk's page of the numbers: read, checked, changed, added, hidden. Every change is in the audit log with the number
//! before and after: numbers are public, and a wrong one is dangerous.

use contract::{ErrorCode, FieldCode};
use entity::directory::helpline;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::{
    Helpline, HelplineAct,
    form::{HelplineForm, fill},
    load, read,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    directory::common::{days_since, is_due},
    permission::{permits, require},
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

/// What a number is that the desk added.
const ADDED: &str = "other";

/// A number at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskHelpline {
    /// Identifier.
    pub id: String,
    /// What it says.
    pub line: Helpline,
    /// Shown nowhere.
    pub hidden: bool,
    /// Whole days since it was checked.
    pub days: Option<i64>,
    /// Whether it is to be checked again.
    pub due: bool,
    /// How often it was changed.
    pub version: i32,
}

/// A number, to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelplineEdit {
    /// What it says now.
    pub form: HelplineForm,
    /// How often it was changed.
    pub version: i32,
}

/// All numbers, the most important first, and whether she may change them.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`].
pub async fn helpline_desk(services: &Services, actor: &Actor) -> DomainResult<(Vec<DeskHelpline>, bool)> {
    require(actor, Permission::ContentEdit, None)?;
    let rows = helpline::Entity::find()
        .order_by_asc(helpline::Column::Priority)
        .order_by_asc(helpline::Column::Id)
        .all(services.db.read())
        .await?;
    let today = services.today();
    let lines = rows.into_iter().map(|row| DeskHelpline {
        id: row.id.clone(),
        hidden: row.hidden,
        days: days_since(&row.checked_on, &today),
        due: is_due(&row.checked_on, &today),
        version: row.version,
        line: read(row),
    });
    Ok((lines.collect(), permits(actor, Permission::ContentPublish, None)))
}

/// One of them, to be changed.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found.
pub async fn helpline_form(services: &Services, actor: &Actor, id: &str) -> DomainResult<HelplineEdit> {
    require(actor, Permission::ContentPublish, None)?;
    let row = helpline::Entity::find_by_id(id).one(services.db.read()).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    Ok(HelplineEdit { version: row.version, form: HelplineForm::of(&read(row)) })
}

/// Adds a number; every page shows it at once. The same form sent twice is one number.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused fields of the form.
pub async fn add(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    form: &HelplineForm,
) -> DomainResult<String> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("helpline:{}", member.id);
    if let Some(id) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(id);
    }
    let line = form.check(ADDED, &services.today())?;
    let now = services.now_ms();
    let id = new_id();
    let entry =
        Entry::of(Action::HelplineAdd).on("helpline", id.as_str()).detail(format!("number:{}", line.number));
    let tx = services.db.begin().await?;
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let mut row = helpline::ActiveModel {
        id: Set(id.clone()),
        hidden: Set(false),
        content_hash: Set(String::new()),
        version: Set(1),
        ..Default::default()
    };
    fill(&mut row, line);
    row.insert(&tx).await?;
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    load(services).await?;
    Ok(id)
}

/// Changes a number: at once in this process, within a minute in every other. `version` is that of the text that she had
/// before her.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; [`ErrorCode::Conflict`] when somebody changed it
/// meanwhile; the refused fields of the form.
pub async fn change(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: &str,
    form: &HelplineForm,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    let row = helpline::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if version.parse::<i32>().ok() != Some(row.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let line = form.check(&row.kind, &services.today())?;
    let detail = format!("number:{}>{} checked:{}", row.number, line.number, line.checked_on);
    let next = row.version + 1;
    let mut change = row.into_active_model();
    change.version = Set(next);
    fill(&mut change, line);
    change.update(&tx).await?;
    let entry = Entry::of(Action::HelplineChange).on("helpline", id).detail(detail);
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

/// Checks a number, hides it or shows it again. `version` is that of the number that she had before her: what she checked
/// was that one.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; [`ErrorCode::Conflict`] when it is so already, or when
/// she checked another number; the refused field `helpline` for the last one: no page is ever without a number.
pub async fn act(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: &str,
    act: HelplineAct,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    // All of them: of two who hide the last two, one comes too late.
    let rows = helpline::Entity::find().order_by_asc(helpline::Column::Id).lock_exclusive().all(&tx).await?;
    let shown = rows.iter().filter(|row| !row.hidden).count();
    let row = rows.into_iter().find(|row| row.id == id).ok_or_else(DomainError::not_found)?;
    let hidden = row.hidden;
    let action = match act {
        HelplineAct::Check if version.parse::<i32>().ok() != Some(row.version) => {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        HelplineAct::Check => Action::HelplineCheck,
        HelplineAct::Hide if hidden => return Err(DomainError::new(ErrorCode::Conflict)),
        HelplineAct::Hide if shown <= 1 => return Err(DomainError::field("helpline", FieldCode::TooFew(1))),
        HelplineAct::Hide => Action::HelplineHide,
        HelplineAct::Show if !hidden => return Err(DomainError::new(ErrorCode::Conflict)),
        HelplineAct::Show => Action::HelplineShow,
    };
    let entry = Entry::of(action).on("helpline", id).detail(format!("number:{}", row.number));
    let next = row.version + 1;
    let mut change = row.into_active_model();
    change.version = Set(next);
    match act {
        HelplineAct::Check => change.checked_on = Set(services.today()),
        HelplineAct::Hide | HelplineAct::Show => change.hidden = Set(act == HelplineAct::Hide),
    }
    change.update(&tx).await?;
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}
