//! Changing the record of an item.

use contract::{ErrorCode, ids::ItemId};
use entity::library::{consent, item};
use sea_orm::{ActiveValue::Set, EntityTrait, TryIntoModel};

use super::{
    consent::settle,
    edited::codes,
    life::Act,
    readiness::{lacks, ready},
    record::load,
    sheet::{HANDS, NUMBERS, Sheet},
    words::ItemState,
    write::{agents_of, all_subjects, fill, forget_agents, main_size, write},
};
use crate::{Actor, DomainError, DomainResult, Services, staff::Action};

/// States in which an item can be changed.
pub(super) const OPEN: [ItemState; 3] = [ItemState::Draft, ItemState::Published, ItemState::Unpublished];

/// Whether an item is in one of them.
pub(super) fn is_open(row: &item::Model) -> bool {
    ItemState::parse(&row.state).is_some_and(|state| OPEN.contains(&state))
}

/// The last year in which a work can have appeared: what is announced for the next one counts.
pub(super) fn latest_year(services: &Services) -> i32 {
    services.today().get(..4).and_then(|year| year.parse::<i32>().ok()).map_or(i32::MAX, |year| year + 1)
}

/// Writes a record anew. `version` is that of the record that she had before her. What the world reads changes at once,
/// without a second person: the log says what.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`]
/// when somebody changed it meanwhile, or it is gone; the refused fields of the form; what an item that is published
/// may not lack.
pub async fn edit(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    version: &str,
    sheet: &Sheet,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    if version.parse::<i32>().ok() != Some(act.row.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let subjects: Vec<String> = all_subjects(&act.tx).await?.into_iter().map(|subject| subject.id).collect();
    let mut facts = sheet.check(&subjects, latest_year(services))?;
    let held = load(services, &act.tx, act.row.clone()).await?;
    // What an import brought beyond what the form can show is not lost by it.
    let further = held.contributors.iter().skip(HANDS).map(|one| (one.role, one.names.clone()));
    facts.hands.extend(further);
    facts.numbers.extend(held.identifiers.iter().skip(NUMBERS).cloned());
    let before = (act.state == ItemState::Published).then_some(held);
    let named = agents_of(&act.tx, &act.row).await?;
    let holder = write(&act.tx, id.as_str(), &facts).await?;
    forget_agents(&act.tx, named, id.as_str(), holder.as_deref()).await?;
    let mut change = act.change();
    fill(&mut change, &facts, holder);
    let consent = consent::Entity::find_by_id(id.as_str()).one(&act.tx).await?;
    settle(&mut change, facts.testimony, consent.as_ref());
    change.size = Set(main_size(&act.tx, id.as_str(), facts.kind).await?);
    change.version = Set(act.row.version + 1);
    let mut entry = act.entry(Action::LibraryEdit);
    if let Some(before) = before {
        let row = change.clone().try_into_model()?;
        ready(&lacks(&act.tx, &row, act.now).await?)?;
        let (old, new) = (act.row.version, row.version);
        let after = load(services, &act.tx, row).await?;
        entry = entry.detail(format!("version:{old}>{new} {}", codes(&before, &after)).trim_end());
    }
    act.finish(change, entry).await
}
