//! Asking: a woman herself, or a helper for a woman who cannot write.

use contract::Locale;
use entity::ask::ask_question;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, SqlErr,
};

use super::{
    OPEN, Receipt, alarm, announce, checked, hers, is_alarming, key::TextKey, living, message_id, say,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    permission::require,
    rate,
    services::new_id,
    staff::audit::{self, Action, Entry},
    submission::FormKey,
};

/// For how long the same form shows its receipt again: an answer was lost on the way. Later nobody finds it by going back
/// in somebody's browser; nor at once, when she said that she has it ([`written`]).
const AGAIN_MS: i64 = 10 * 60_000;
/// How fast one helper may write.
const HELPING: rate::Limit = rate::Limit { action: "ask-help", burst: 20.0, refill_ms: 60_000.0 };

/// The form, as it was sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewQuestion {
    /// Plain text.
    pub body: String,
    /// Whether she says that somebody is in danger.
    pub danger: bool,
    /// Whether somebody from outside El Kef, or who leads the team, is to read it and nobody else.
    pub outside: bool,
    /// Hidden key of the form.
    pub form_key: String,
}

/// What a question gives her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The only time that it is seen.
    pub receipt: Receipt,
    /// Whether somebody may be in danger: then the numbers stand before everything else.
    pub danger: bool,
}

/// Whether a form can be sent. Nothing is stored.
///
/// # Errors
/// The refused field `body`.
pub fn check(form: &NewQuestion) -> DomainResult<()> {
    checked("body", &form.body).map(|_| ())
}

/// Asks. `locale` is the language of the page, in which the team answers.
///
/// # Errors
/// The refused field `body`; `Conflict` for a form that was sent long ago.
pub async fn ask(services: &Services, form: &NewQuestion, locale: Locale) -> DomainResult<Asked> {
    begin(services, None, form, locale).await
}

/// Asks for a woman who stands beside: who helps is written down, and nothing of the woman. The helper has no way to it
/// afterwards.
///
/// # Errors
/// As [`ask`]; like [`require`] of [`Permission::AskHelp`]; `TooManyRequests`.
pub async fn ask_for(
    services: &Services,
    actor: &Actor,
    form: &NewQuestion,
    locale: Locale,
) -> DomainResult<Asked> {
    let helper = require(actor, Permission::AskHelp, None)?;
    begin(services, Some(helper), form, locale).await
}

/// She has her receipt: the form that asked shows it no more, to whoever wrote for her neither.
///
/// # Errors
/// `WrongCredentials` for a receipt that opens nothing.
pub async fn written(services: &Services, typed: &str) -> DomainResult<()> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (_, row) = hers(services, &tx, typed, now).await?;
    if row.sealed_at.is_none() {
        let mut change = row.into_active_model();
        change.sealed_at = Set(Some(now));
        change.update(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn begin(
    services: &Services,
    helper: Option<&Member>,
    form: &NewQuestion,
    locale: Locale,
) -> DomainResult<Asked> {
    let body = checked("body", &form.body)?;
    let key = FormKey::parse(&form.form_key)?;
    let danger = form.danger || is_alarming(services, &body).await?;
    let receipt = Receipt::of_form(services, key.as_str(), &body);
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    if is_there(&tx, &receipt.hash(services)).await? {
        return again(services, &tx, receipt, now).await;
    }
    if let Some(helper) = helper {
        rate::take(&tx, &HELPING, helper.id.as_str(), now).await?;
    }
    let (id, own) = (new_id(), TextKey::draw());
    let row = ask_question::ActiveModel {
        id: Set(id.clone()),
        receipt: Set(receipt.hash(services)),
        her_key: Set(own.sealed_for_her(services, &receipt, &id)?),
        team_key: Set(own.sealed_for_team(services, &id)?),
        language: Set(locale.code().to_owned()),
        state: Set(OPEN.to_owned()),
        waits: Set(true),
        danger_at: Set(danger.then_some(now)),
        claimed_by: Set(None),
        claimed_until: Set(None),
        second_by: Set(None),
        version: Set(1),
        opened_at: Set(now),
        last_at: Set(now),
        nagged_at: Set(None),
        for_few: Set(form.outside),
        sealed_at: Set(None),
    };
    match row.insert(&tx).await {
        Ok(_) => {}
        // The same form came twice at this moment, and the other one was first.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            drop(tx);
            return again(services, services.db.writer(), receipt, now).await;
        }
        Err(error) => return Err(error.into()),
    }
    let message = message_id(services, &id, "her", key.as_str());
    say(&tx, &own, (&id, message), false, &body, now).await?;
    if let Some(helper) = helper {
        audit::record(&tx, Some(helper), Entry::of(Action::AskHelp).on("ask", &id), now).await?;
    }
    if danger {
        alarm(services, &tx, &id, now).await?;
    } else {
        announce(services, &tx, (&id, form.outside), now).await?;
    }
    tx.commit().await?;
    Ok(Asked { receipt, danger })
}

async fn is_there<C: ConnectionTrait>(db: &C, hash: &str) -> DomainResult<bool> {
    let found = ask_question::Entity::find().filter(ask_question::Column::Receipt.eq(hash)).one(db).await?;
    Ok(found.is_some())
}

/// What the same form got before, for a short time.
async fn again<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    receipt: Receipt,
    now: i64,
) -> DomainResult<Asked> {
    let row = living(&receipt.hash(services), now).one(db).await?;
    match row.filter(|row| row.sealed_at.is_none() && row.opened_at > now - AGAIN_MS) {
        Some(row) => Ok(Asked { receipt, danger: row.danger_at.is_some() }),
        None => Err(DomainError::new(contract::ErrorCode::Conflict)),
    }
}
