//! Passing the second step.

use contract::{ErrorCode, ids::MemberId};
use entity::identity::{rate_bucket, two_step};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    PURPOSE, TotpSecret, active,
    totp::{self, DIGITS},
};
use crate::{
    DomainError, DomainResult, Services, crypto,
    identity::{RecoveryCode, codes},
    rate::{self, Limit},
};

/// Codes of one account: six at once, then one in five minutes. Guessing one takes years.
const TRIES: Limit = Limit { action: "two-step", burst: 6.0, refill_ms: 300_000.0 };

/// Checks what she typed: a code of her authenticator (each works once), or one of her recovery codes (it is used
/// up).
///
/// # Errors
/// The refused field `code`; [`ErrorCode::WrongCredentials`]; [`ErrorCode::TooManyRequests`];
/// [`ErrorCode::NotFound`] when the account asks for no second step.
pub async fn pass(services: &Services, member: &MemberId, typed: &str) -> DomainResult<()> {
    let recovery = looks_like_recovery(typed);
    let field = |code| DomainError::field("code", code);
    let code = if recovery { String::new() } else { totp::read_code(typed).map_err(field)? };
    let paper = if recovery { Some(RecoveryCode::parse(typed).map_err(field)?) } else { None };
    spend_try(services, member).await?;
    let tx = services.db.begin().await?;
    let row = active(&tx, member).await?.ok_or_else(DomainError::not_found)?;
    let right = match paper {
        Some(paper) => codes::spend(&tx, services, member.as_str(), &paper).await?,
        None => use_step(&tx, services, member, &row, &code).await?,
    };
    if !right {
        return Err(DomainError::new(ErrorCode::WrongCredentials));
    }
    forgive(&tx, member).await?;
    tx.commit().await?;
    Ok(())
}

/// Longer than a code of an authenticator can be: then it comes from paper.
fn looks_like_recovery(typed: &str) -> bool {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').count() > DIGITS + 2
}

/// One statement decides, so that the same code sent twice at the same moment passes once.
async fn use_step<C: ConnectionTrait>(
    tx: &C,
    services: &Services,
    member: &MemberId,
    row: &two_step::Model,
    code: &str,
) -> DomainResult<bool> {
    let secret = crypto::open(services, PURPOSE, member.as_str(), &row.secret)?;
    let secret = TotpSecret::parse(&secret)
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "a secret that is none"))?;
    let Some(step) = secret.step_of(code, services.now_ms()) else { return Ok(false) };
    let used = two_step::Entity::update_many()
        .col_expr(two_step::Column::LastStep, Expr::value(step))
        .filter(two_step::Column::MemberId.eq(member.as_str()))
        .filter(two_step::Column::Secret.eq(&row.secret))
        .filter(two_step::Column::LastStep.lt(step))
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Takes one try of an account, and keeps that whatever follows.
pub(super) async fn spend_try(services: &Services, member: &MemberId) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    let taken = rate::take(&tx, &TRIES, member.as_str(), services.now_ms()).await;
    tx.commit().await?;
    taken
}

/// The right code gives all tries back.
pub(super) async fn forgive<C: ConnectionTrait>(tx: &C, member: &MemberId) -> DomainResult<()> {
    rate_bucket::Entity::delete_by_id(format!("{}:{member}", TRIES.action)).exec(tx).await?;
    Ok(())
}
