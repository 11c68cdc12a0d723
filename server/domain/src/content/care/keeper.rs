//! Saying who looks after a text, and by when it must be compared with its sources again.

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::ArticleId};
use entity::{
    content::{article, article_work},
    identity::member,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};

use crate::{
    Actor, DomainError, DomainResult, Permission, Role, Services,
    content::editorial::Lock,
    library::start_of_day,
    permission::{require, role_permits},
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// What is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// The lock of the form.
    pub version: String,
    /// Identifier of who looks after it; empty: nobody.
    pub owner: String,
    /// ISO day; empty: none of its own.
    pub check_by: String,
}

/// Writes it down.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found; the refused fields `owner` and `check_by`;
/// [`ErrorCode::Conflict`] when somebody was quicker.
pub async fn keep(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    sent: &Keeping,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    // Whoever acts on the same document waits here, as for every act.
    article::Entity::find_by_id(id.as_str())
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let work = article_work::Entity::find_by_id((id.as_str().to_owned(), locale.code().to_owned()))
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    if Lock::read(&sent.version).version != Some(work.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut errors = Vec::new();
    let owner = if sent.owner.is_empty() {
        None
    } else {
        let found = member::Entity::find_by_id(sent.owner.as_str()).one(&tx).await?;
        let may = |row: &member::Model| {
            row.state == "active"
                && Role::parse(&row.role).is_some_and(|role| role_permits(role, Permission::ContentEdit))
        };
        let found = found.filter(may);
        if found.is_none() {
            errors.push(FieldError::new("owner", FieldCode::UnknownChoice));
        }
        found.map(|row| row.id)
    };
    let check_by = Some(sent.check_by.trim().to_owned()).filter(|day| !day.is_empty());
    if check_by.as_deref().is_some_and(|day| start_of_day(day).is_none()) {
        errors.push(FieldError::new("check_by", FieldCode::NotADay));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let version = work.version + 1;
    let mut change = work.into_active_model();
    change.owner_id = Set(owner);
    change.check_by = Set(check_by);
    change.version = Set(version);
    change.update(&tx).await?;
    let entry = Entry::of(Action::ArticleCare).on("article", format!("{id}:{locale}"));
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
