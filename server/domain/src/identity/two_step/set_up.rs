//! Setting the second step up: a secret is offered, and counts once she showed a code of it.

use contract::{ErrorCode, FieldCode, ids::MemberId};
use entity::identity::{session, two_step};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::{
    PURPOSE, TotpSecret, pass,
    totp::{self, step_at},
};
use crate::{Actor, DomainError, DomainResult, Services, crypto};

/// How long an offered secret can be taken, in milliseconds.
const OFFER_MS: i64 = 3_600_000;
/// Purpose of the sealed offer.
const OFFER: &str = "totp-offer";

/// A secret on the page, not yet hers.
#[derive(Clone, Debug)]
pub struct Offer {
    /// To be shown, as QR code and as text.
    pub secret: TotpSecret,
    /// Travels in the form, sealed for her alone: nothing is stored before she confirms.
    pub sealed: String,
}

/// Offers a secret: the one of a form that was refused, or a new one.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`], [`ErrorCode::ConfirmNeeded`].
pub fn offer(services: &Services, actor: &Actor, sent: &str) -> DomainResult<Offer> {
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    if let Some(secret) = read(services, &member.id, sent, now) {
        return Ok(Offer { secret, sealed: sent.to_owned() });
    }
    let secret = TotpSecret::fresh();
    let text = format!("{now} {}", secret.base32());
    let sealed = crypto::seal(services, OFFER, member.id.as_str(), &text)?;
    Ok(Offer { secret, sealed })
}

fn read(services: &Services, member: &MemberId, sealed: &str, now: i64) -> Option<TotpSecret> {
    let text = crypto::open(services, OFFER, member.as_str(), sealed).ok()?;
    let (at, secret) = text.split_once(' ')?;
    let age = now - at.parse::<i64>().ok()?;
    (0..=OFFER_MS).contains(&age).then(|| TotpSecret::parse(secret)).flatten()
}

/// Takes the offered secret, in the place of an earlier one, when the code is right. The session that does this
/// has passed the second step; her other sessions must pass it.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`], [`ErrorCode::ConfirmNeeded`]; the refused field `code`;
/// [`ErrorCode::WrongCredentials`]; [`ErrorCode::TooManyRequests`], also for an offer that is
/// too old or not hers.
pub async fn set_up(services: &Services, actor: &Actor, sealed: &str, typed: &str) -> DomainResult<()> {
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    let code = totp::read_code(typed).map_err(|code| DomainError::field("code", code))?;
    let secret = read(services, &member.id, sealed, now)
        .ok_or_else(|| DomainError::new(ErrorCode::WrongCredentials))?;
    pass::spend_try(services, &member.id).await?;
    let step = secret.step_of(&code, now).ok_or_else(|| DomainError::new(ErrorCode::WrongCredentials))?;
    let tx = services.db.begin().await?;
    keep(&tx, services, &member.id, &secret, step).await?;
    // What passed with an earlier authenticator passes again with this one. The session that asks is renewed by
    // the server, with its step passed.
    session::Entity::update_many()
        .col_expr(session::Column::SecondFactorAt, Expr::value(None::<i64>))
        .filter(session::Column::MemberId.eq(member.id.as_str()))
        .exec(&tx)
        .await?;
    pass::forgive(&tx, &member.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a secret in force, in the caller's transaction.
pub(in crate::identity) async fn keep<C: ConnectionTrait>(
    tx: &C,
    services: &Services,
    member: &MemberId,
    secret: &TotpSecret,
    last_step: i64,
) -> DomainResult<()> {
    let row = two_step::ActiveModel {
        member_id: Set(member.as_str().to_owned()),
        secret: Set(crypto::seal(services, PURPOSE, member.as_str(), &secret.base32())?),
        confirmed_at: Set(Some(services.now_ms())),
        last_step: Set(last_step),
    };
    two_step::Entity::insert(row)
        .on_conflict(
            OnConflict::column(two_step::Column::MemberId)
                .update_columns([
                    two_step::Column::Secret,
                    two_step::Column::ConfirmedAt,
                    two_step::Column::LastStep,
                ])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Puts a secret in force that an operator chose on the machine's own console.
///
/// # Errors
/// The refused field `totp_secret`; when the database does not answer.
pub(in crate::identity) async fn given<C: ConnectionTrait>(
    tx: &C,
    services: &Services,
    member: &MemberId,
    secret: &str,
) -> DomainResult<()> {
    let secret = TotpSecret::parse(secret)
        .ok_or_else(|| DomainError::field("totp_secret", FieldCode::BadCharacters))?;
    // The steps before now are spent; the present one is not.
    keep(tx, services, member, &secret, step_at(services.now_ms()) - 2).await
}
