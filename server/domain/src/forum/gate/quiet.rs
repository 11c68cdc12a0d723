//! The switch for hours in which nobody of the team reads: then everything but what trusted members write waits.

use sea_orm::ConnectionTrait;

use crate::{
    Actor, DomainResult, Permission, Services,
    permission::require,
    setting,
    staff::audit::{self, Action, Entry},
};

const NAME: &str = "quiet_hours";
const ON: &str = "on";

/// Whether it is on.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn is_on<C: ConnectionTrait>(db: &C) -> DomainResult<bool> {
    Ok(setting::get(db, NAME).await?.as_deref() == Some(ON))
}

/// Switches it, with a row of the audit log.
///
/// # Errors
/// Like [`require`] of [`Permission::WordsKeep`].
pub async fn switch(services: &Services, actor: &Actor, on: bool) -> DomainResult<()> {
    let member = require(actor, Permission::WordsKeep, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    setting::put(&tx, NAME, if on { ON } else { "off" }, now).await?;
    let entry = Entry::of(Action::QuietSwitch).detail(if on { ON } else { "off" });
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
