//! How many texts of one member may wait for the team at a time. Administrators say it; else it is five.

use std::ops::RangeInclusive;

use contract::FieldCode;
use sea_orm::ConnectionTrait;

use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    setting,
    staff::audit::{self, Action, Entry},
};

const NAME: &str = "pending_most";
const AT_FIRST: u64 = 5;
/// What can be said. One at least: else nobody could write anything that is read first.
const FINE: RangeInclusive<u64> = 1..=50;

/// How many may wait.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn pending_most<C: ConnectionTrait>(db: &C) -> DomainResult<u64> {
    let said = setting::get(db, NAME).await?;
    Ok(said.and_then(|text| text.parse().ok()).filter(|most| FINE.contains(most)).unwrap_or(AT_FIRST))
}

/// Says how many may wait, with a row of the audit log. What waits already waits on.
///
/// # Errors
/// Like [`require`] of [`Permission::RoleChange`]: it is for administrators; the refused field `pending_most`.
pub async fn set_pending_most(services: &Services, actor: &Actor, typed: &str) -> DomainResult<()> {
    let member = require(actor, Permission::RoleChange, None)?;
    let most: Option<u64> = typed.trim().parse().ok().filter(|most| FINE.contains(most));
    let Some(most) = most else {
        let code = if typed.trim().is_empty() { FieldCode::Required } else { FieldCode::NotANumber };
        return Err(DomainError::field("pending_most", code));
    };
    let (now, value) = (services.now_ms(), most.to_string());
    let tx = services.db.begin().await?;
    setting::put(&tx, NAME, &value, now).await?;
    audit::record(&tx, Some(member), Entry::of(Action::PendingMost).detail(value), now).await?;
    tx.commit().await?;
    Ok(())
}
