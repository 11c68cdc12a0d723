//! Making an organisation and changing what is said of it.

use contract::ids::OrganisationId;
use entity::directory::{organisation, organisation_text};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    life::Act,
    sheet::{Facts, OrganisationSheet},
};
use crate::{
    Actor, DomainResult, Permission, Services,
    permission::require,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

/// Makes an organisation that nobody sees yet. The same form sent twice is one organisation.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; the refused fields of the form.
pub async fn create(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    sheet: &OrganisationSheet,
) -> DomainResult<OrganisationId> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("organisation:{}", member.id);
    if let Some(id) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(OrganisationId::trusted(id));
    }
    let facts = sheet.check(&services.today())?;
    let now = services.now_ms();
    let id = new_id();
    let tx = services.db.begin().await?;
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let mut row = organisation::ActiveModel {
        id: Set(id.clone()),
        published: Set(false),
        content_hash: Set(String::new()),
        version: Set(0),
        ..Default::default()
    };
    facts.fill(&mut row);
    row.insert(&tx).await?;
    write_texts(&tx, &id, &facts).await?;
    let entry = Entry::of(Action::OrganisationCreate).on("organisation", id.as_str());
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(OrganisationId::trusted(id))
}

/// Writes an organisation anew. `version` is that of the text that she had before her. What everybody reads changes at
/// once, so of what is published this is publishing.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`], of what is published of [`Permission::ContentPublish`]; not found;
/// [`contract::ErrorCode::Conflict`] when somebody changed it meanwhile; the refused fields of the form.
pub async fn edit(
    services: &Services,
    actor: &Actor,
    id: &OrganisationId,
    version: &str,
    sheet: &OrganisationSheet,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id, Permission::ContentEdit).await?;
    if act.row.published {
        require(actor, Permission::ContentPublish, None)?;
    }
    act.only_for(version)?;
    let facts = sheet.check(&services.today())?;
    write_texts(&act.tx, id.as_str(), &facts).await?;
    let mut change = act.change();
    facts.fill(&mut change);
    let detail = format!("version:{}>{}", act.row.version, act.row.version + 1);
    act.finish(change, Action::OrganisationEdit, Some(detail)).await
}

async fn write_texts<C: ConnectionTrait>(tx: &C, id: &str, facts: &Facts) -> DomainResult<()> {
    organisation_text::Entity::delete_many()
        .filter(organisation_text::Column::OrganisationId.eq(id))
        .exec(tx)
        .await?;
    organisation_text::Entity::insert_many(facts.texts(id)).exec_without_returning(tx).await?;
    Ok(())
}
