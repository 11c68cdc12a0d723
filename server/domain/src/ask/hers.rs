//! Her side: whoever has the receipt reads, writes, and erases. The receipt comes with every form and stands in no
//! address.

use contract::{FieldCode, Locale};
use entity::ask::{ask_message, ask_note, ask_offer, ask_question, ask_recusal};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{
    ERASED, KEPT_MS, OPEN, Offer, Receipt, alarm, announce, checked, hers, is_alarming, key::TextKey, living,
    message_id, offer, said, say, wrong_receipt,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    permission::require,
    privacy,
    services::{day_of, new_id},
    staff::audit::{self, Action, Entry},
    submission::FormKey,
};

/// A message.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether the team wrote it.
    pub from_team: bool,
    /// Plain text.
    pub body: String,
    /// ISO day.
    pub day: String,
}

/// Her question, as she reads it.
#[derive(Clone, PartialEq, Eq)]
pub struct Thread {
    /// Her receipt, for the forms of the page.
    pub receipt: Receipt,
    /// Whether the team has still to answer.
    pub waits: bool,
    /// Whether somebody may be in danger.
    pub danger: bool,
    /// Oldest first.
    pub messages: Vec<Said>,
    /// What the team would make of it, if she agrees; oldest first.
    pub offers: Vec<Offer>,
    /// The ISO day on which nothing is left.
    pub until: String,
}

/// Opens a question. Nothing is noted: the team does not learn that she came.
///
/// # Errors
/// `WrongCredentials` for a receipt that opens nothing.
pub async fn open(services: &Services, typed: &str, locale: Locale) -> DomainResult<Thread> {
    let db = services.db.read();
    let receipt = Receipt::parse(typed).ok_or_else(wrong_receipt)?;
    let row = living(&receipt.hash(services), services.now_ms()).one(db).await?.ok_or_else(wrong_receipt)?;
    let key = TextKey::of_her(services, &receipt, &row)?;
    Ok(Thread {
        waits: row.waits,
        danger: row.danger_at.is_some(),
        messages: said(db, &key, &row.id).await?,
        offers: offer::offers(db, &key, &row.id, locale).await?,
        until: day_of(row.last_at + KEPT_MS),
        receipt,
    })
}

/// Opens a question for a woman who stands beside somebody who reads to her: who helps is written down.
///
/// # Errors
/// As [`open`]; like [`require`] of [`Permission::AskHelp`].
pub async fn open_for(
    services: &Services,
    actor: &Actor,
    typed: &str,
    locale: Locale,
) -> DomainResult<Thread> {
    let helper = require(actor, Permission::AskHelp, None)?;
    let thread = open(services, typed, locale).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (_, row) = hers(services, &tx, typed, now).await?;
    let entry = Entry::of(Action::AskHelp).on("ask", &row.id).detail("read");
    audit::record(&tx, Some(helper), entry, now).await?;
    tx.commit().await?;
    Ok(thread)
}

/// Goes on for a woman who stands beside and cannot write: who helps is written down, and nothing of the woman.
///
/// # Errors
/// As [`reply`]; like [`require`] of [`Permission::AskHelp`].
pub async fn reply_for(
    services: &Services,
    actor: &Actor,
    typed: &str,
    (body, form_key): (&str, &str),
) -> DomainResult<()> {
    let helper = require(actor, Permission::AskHelp, None)?;
    say_more(services, Some(helper), typed, (body, form_key)).await
}

/// Goes on; a closed question opens again.
///
/// # Errors
/// As [`open`]; the refused field `body`.
pub async fn reply(services: &Services, typed: &str, body: &str, form_key: &str) -> DomainResult<()> {
    say_more(services, None, typed, (body, form_key)).await
}

async fn say_more(
    services: &Services,
    helper: Option<&Member>,
    typed: &str,
    (body, form_key): (&str, &str),
) -> DomainResult<()> {
    let now = services.now_ms();
    let alarming = is_alarming(services, body).await?;
    let tx = services.db.begin().await?;
    let (receipt, row) = hers(services, &tx, typed, now).await?;
    let body = checked("body", body)?;
    let form_key = FormKey::parse(form_key)?;
    let key = TextKey::of_her(services, &receipt, &row)?;
    let message = message_id(services, &row.id, "her", form_key.as_str());
    if !say(&tx, &key, (&row.id, message), false, &body, now).await? {
        return Ok(());
    }
    let (id, version) = (row.id.clone(), row.version);
    let raised = alarming && row.danger_at.is_none();
    let (waited, in_danger, for_few) = (row.waits, row.danger_at.is_some(), row.for_few);
    let mut change = row.into_active_model();
    if raised {
        change.danger_at = Set(Some(now));
    }
    change.state = Set(OPEN.to_owned());
    change.waits = Set(true);
    change.last_at = Set(now);
    change.version = Set(version + 1);
    change.update(&tx).await?;
    if let Some(helper) = helper {
        let entry = Entry::of(Action::AskHelp).on("ask", &id).detail("reply");
        audit::record(&tx, Some(helper), entry, now).await?;
    }
    if raised || (in_danger && !waited) {
        alarm(services, &tx, &id, now).await?;
    } else if !waited {
        announce(services, &tx, (&id, for_few), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Erases her question at once: texts, notes, offers and keys. An empty row stays until the next sweep, which takes the
/// shreds out of the file too; the deletion journal says so under a hash.
///
/// # Errors
/// As [`open`]; the refused field `sure`.
pub async fn erase(services: &Services, typed: &str, sure: bool) -> DomainResult<()> {
    erase_all(services, None, typed, sure).await
}

/// Erases it at the word of a woman who stands beside, after it was read to her what goes: who helps is written down.
///
/// # Errors
/// As [`open`]; like [`require`] of [`Permission::AskHelp`].
pub async fn erase_for(services: &Services, actor: &Actor, typed: &str) -> DomainResult<()> {
    let helper = require(actor, Permission::AskHelp, None)?;
    erase_all(services, Some(helper), typed, true).await
}

async fn erase_all(
    services: &Services,
    helper: Option<&Member>,
    typed: &str,
    sure: bool,
) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (_, row) = hers(services, &tx, typed, now).await?;
    if !sure {
        return Err(DomainError::field("sure", FieldCode::NotConfirmed));
    }
    let id = row.id.as_str();
    // A backup of before does not bring it back.
    privacy::journal::record_asked(services, &tx, id).await?;
    ask_message::Entity::delete_many().filter(ask_message::Column::QuestionId.eq(id)).exec(&tx).await?;
    ask_note::Entity::delete_many().filter(ask_note::Column::QuestionId.eq(id)).exec(&tx).await?;
    ask_offer::Entity::delete_many().filter(ask_offer::Column::QuestionId.eq(id)).exec(&tx).await?;
    ask_recusal::Entity::delete_many().filter(ask_recusal::Column::QuestionId.eq(id)).exec(&tx).await?;
    if let Some(helper) = helper {
        audit::record(&tx, Some(helper), Entry::of(Action::AskHelp).on("ask", id).detail("erase"), now)
            .await?;
    }
    let empty = ask_question::Model {
        receipt: format!("erased {}", new_id()),
        her_key: String::new(),
        team_key: String::new(),
        state: ERASED.to_owned(),
        waits: false,
        danger_at: None,
        claimed_by: None,
        claimed_until: None,
        second_by: None,
        opened_at: 0,
        last_at: 0,
        nagged_at: None,
        for_few: false,
        sealed_at: None,
        ..row
    };
    empty.into_active_model().reset_all().update(&tx).await?;
    tx.commit().await?;
    Ok(())
}
