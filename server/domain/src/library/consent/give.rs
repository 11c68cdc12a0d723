//! Writing down what the person who speaks agreed to, or what she changed of it.

use contract::{ErrorCode, FieldCode, ids::ItemId};
use entity::library::consent;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{SEAL, form::ConsentForm, settle};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, crypto,
    library::{edit::OPEN, life::Act},
    permission::require,
    staff::Action,
};

/// Writes the consent of an item, which is a testimony from then on. What it says holds for readers from the commit on.
/// `version` is that of the consent that she had before her, 0 for none.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields of the form; not found;
/// [`ErrorCode::Conflict`] when somebody wrote it meanwhile, or the item is gone.
pub async fn give_consent(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    version: &str,
    form: &ConsentForm,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let facts = form.read(services)?;
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    let stored = consent::Entity::find_by_id(id.as_str()).one(&act.tx).await?;
    let known = stored.as_ref().map_or(0, |row| row.version);
    if version.parse::<i32>().ok() != Some(known) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    // One that is over may be corrected, but none is given that is over from the start.
    let same_end = stored.as_ref().is_some_and(|row| row.until == facts.until);
    if facts.until.is_some_and(|until| until <= act.now) && !same_end {
        return Err(DomainError::field("until", FieldCode::InThePast));
    }
    let seal = |text: &str| crypto::seal(services, SEAL, id.as_str(), text);
    let taken_by = match &stored {
        Some(row) => row.taken_by.clone(),
        None => Some(act.member.id.as_str().to_owned()),
    };
    let allows: Vec<&str> = facts.allows.iter().map(|one| one.as_str()).collect();
    let row = consent::Model {
        item_id: id.as_str().to_owned(),
        who: seal(&facts.who)?,
        contact: facts.contact.as_deref().map(seal).transpose()?,
        note: facts.note.as_deref().map(seal).transpose()?,
        allows: allows.join(" "),
        text_only: facts.text_only,
        until: facts.until,
        language: facts.language.code().to_owned(),
        given_on: facts.given_on,
        taken_by,
        version: known + 1,
        changed_at: act.now,
    };
    let mut change = act.change();
    settle(&mut change, true, Some(&row));
    consent::Entity::delete_by_id(id.as_str()).exec(&act.tx).await?;
    let row = consent::ActiveModel {
        item_id: Set(row.item_id),
        who: Set(row.who),
        contact: Set(row.contact),
        note: Set(row.note),
        allows: Set(row.allows),
        text_only: Set(row.text_only),
        until: Set(row.until),
        language: Set(row.language),
        given_on: Set(row.given_on),
        taken_by: Set(row.taken_by),
        version: Set(row.version),
        changed_at: Set(row.changed_at),
    };
    consent::Entity::insert(row).exec_without_returning(&act.tx).await?;
    let entry = act.entry(Action::LibraryConsent);
    act.finish(change, entry).await
}
