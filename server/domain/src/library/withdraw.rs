//! Taking an item away for good, with a note in its place.

use std::collections::BTreeMap;

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::ItemId};
use entity::library::tombstone;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{
    life::{Act, was_seen},
    pages,
    words::{ItemState, WithdrawalReason},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, permission::require, staff::Action, text,
};

/// Longest note in one language.
pub const NOTE_MAX: usize = 600;

/// What is sent with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawal {
    /// Code of the reason.
    pub reason: String,
    /// What everybody will read, in the languages in which something was written.
    pub notes: BTreeMap<Locale, String>,
    /// Whether she said that she means it.
    pub sure: bool,
}

impl Withdrawal {
    fn read(&self) -> DomainResult<WithdrawalReason> {
        let mut errors = Vec::new();
        let reason = WithdrawalReason::parse(&self.reason);
        if reason.is_none() {
            let code = if self.reason.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
            errors.push(FieldError::new("reason", code));
        }
        for (locale, note) in &self.notes {
            if note.chars().count() > NOTE_MAX {
                errors.push(FieldError::new(format!("note_{locale}"), FieldCode::TooLong(NOTE_MAX)));
            }
        }
        if !self.sure {
            errors.push(FieldError::new("sure", FieldCode::NotConfirmed));
        }
        reason.filter(|_| errors.is_empty()).ok_or_else(|| DomainError::fields(errors))
    }
}

/// Withdraws an item: from now on its address and its files answer that it is gone, and a note says why. Its bytes
/// stay in the store, where nothing leads to them.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `reason`, `note_ar`, `note_fr`, `note_en`,
/// `sure`; not found; [`ErrorCode::Conflict`] for what the world has never seen (its note would tell of it) or what is
/// gone already.
pub async fn withdraw(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    withdrawal: &Withdrawal,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let reason = withdrawal.read()?;
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&[ItemState::Published, ItemState::Unpublished])?;
    if !was_seen(&act.row, act.now) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    tombstone::Entity::delete_many().filter(tombstone::Column::ItemId.eq(id.as_str())).exec(&act.tx).await?;
    for (locale, note) in &withdrawal.notes {
        let note = text::multi_line(note);
        let note = note.trim();
        if !note.is_empty() {
            let row = tombstone::ActiveModel {
                item_id: Set(id.as_str().to_owned()),
                locale: Set(locale.code().to_owned()),
                note: Set(note.to_owned()),
            };
            tombstone::Entity::insert(row).exec_without_returning(&act.tx).await?;
        }
    }
    // What was read out of its files and drawn of them is not kept for nobody.
    let pictures = pages::forget(&act.tx, id.as_str()).await?;
    let mut change = act.change();
    change.state = Set(ItemState::Withdrawn.as_str().to_owned());
    change.withdrawn_at = Set(Some(act.now));
    change.withdrawal_reason = Set(Some(reason.as_str().to_owned()));
    let entry = act.entry(Action::LibraryWithdraw).because(Some(reason.as_str()));
    act.finish(change, entry).await?;
    pages::forget_bytes(services, pictures).await;
    Ok(())
}
