//! What is done with an organisation besides writing it: shown, hidden, checked, taken away.

use contract::{ErrorCode, FieldCode, FieldError, ids::OrganisationId};
use entity::directory::{organisation, organisation_text};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};

use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    permission::require,
    search,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// An act on one organisation, from the lock of its row to the commit.
pub(super) struct Act<'a> {
    member: &'a Member,
    now: i64,
    pub tx: DatabaseTransaction,
    pub row: organisation::Model,
}

impl<'a> Act<'a> {
    /// Asks whether she may, and locks the organisation.
    pub async fn begin(
        services: &Services,
        actor: &'a Actor,
        id: &OrganisationId,
        permission: Permission,
    ) -> DomainResult<Self> {
        let member = require(actor, permission, None)?;
        let tx = services.db.begin().await?;
        let row = organisation::Entity::find_by_id(id.as_str()).lock_exclusive().one(&tx).await?;
        let row = row.ok_or_else(DomainError::not_found)?;
        Ok(Self { member, now: services.now_ms(), tx, row })
    }

    /// Refuses what is about another text than the one that she had before her.
    pub fn only_for(&self, version: &str) -> DomainResult<()> {
        if version.parse::<i32>().ok() == Some(self.row.version) {
            Ok(())
        } else {
            Err(DomainError::new(ErrorCode::Conflict))
        }
    }

    /// The row as it will be: the desk changed it, so the starter content does not any more.
    pub fn change(&self) -> organisation::ActiveModel {
        let mut change = self.row.clone().into_active_model();
        change.version = Set(self.row.version + 1);
        change
    }

    /// Writes it, with the log and the index, and commits.
    pub async fn finish(
        self,
        change: organisation::ActiveModel,
        action: Action,
        detail: Option<String>,
    ) -> DomainResult<()> {
        let Self { member, now, tx, row } = self;
        change.update(&tx).await?;
        search::index_organisation(&tx, &row.id).await?;
        let mut entry = Entry::of(action).on("organisation", row.id.as_str());
        if let Some(detail) = detail {
            entry = entry.detail(detail);
        }
        audit::record(&tx, Some(member), entry, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Shows an organisation to everybody. `version` is that of the text that she had before her.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; [`ErrorCode::Conflict`] for what is shown already, and
/// when somebody changed it meanwhile; the refused fields that it lacks: in no language a name with what it does.
pub async fn publish(
    services: &Services,
    actor: &Actor,
    id: &OrganisationId,
    version: &str,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id, Permission::ContentPublish).await?;
    act.only_for(version)?;
    if act.row.published {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let texts = organisation_text::Entity::find()
        .filter(organisation_text::Column::OrganisationId.eq(id.as_str()))
        .all(&act.tx)
        .await?;
    if !texts.iter().any(|text| !text.name.is_empty() && !text.what_they_do.is_empty()) {
        return Err(DomainError::fields(vec![FieldError::new("does_ar", FieldCode::Required)]));
    }
    let mut change = act.change();
    change.published = Set(true);
    act.finish(change, Action::OrganisationPublish, None).await
}

/// Hides it from everybody.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; [`ErrorCode::Conflict`] for what is hidden already.
pub async fn hide(services: &Services, actor: &Actor, id: &OrganisationId) -> DomainResult<()> {
    let act = Act::begin(services, actor, id, Permission::ContentPublish).await?;
    if !act.row.published {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = act.change();
    change.published = Set(false);
    act.finish(change, Action::OrganisationHide, None).await
}

/// Says that somebody compared it with its source today. `version` is that of the text that she compared.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn check(
    services: &Services,
    actor: &Actor,
    id: &OrganisationId,
    version: &str,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id, Permission::ContentEdit).await?;
    act.only_for(version)?;
    let mut change = act.change();
    change.checked_on = Set(services.today());
    act.finish(change, Action::OrganisationCheck, None).await
}

/// Takes an organisation away for good. What came with the starter content comes back with it: that one is hidden.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; the refused field `sure` unless she means it;
/// [`ErrorCode::Conflict`] for what came with the starter content.
pub async fn delete(services: &Services, actor: &Actor, id: &OrganisationId, sure: bool) -> DomainResult<()> {
    let act = Act::begin(services, actor, id, Permission::ContentPublish).await?;
    if !act.row.content_hash.is_empty() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    if !sure {
        return Err(DomainError::field("sure", FieldCode::NotConfirmed));
    }
    let Act { member, now, tx, row } = act;
    search::remove(&tx, search::Kind::Organisation, &row.id).await?;
    organisation::Entity::delete_by_id(row.id.as_str()).exec(&tx).await?;
    let entry = Entry::of(Action::OrganisationDelete).on("organisation", row.id.as_str());
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
