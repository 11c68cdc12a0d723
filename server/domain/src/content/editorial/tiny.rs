//! A team so small that whoever wrote a text has to approve it herself. An administrator says so; the log says whenever
//! it is made use of.

use sea_orm::ConnectionTrait;

use crate::{
    Actor, DomainResult, Permission, Services,
    permission::require,
    setting,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

const NAME: &str = "content.tiny_team";
const ON: &str = "on";

pub(super) async fn of<C: ConnectionTrait>(db: &C) -> DomainResult<bool> {
    Ok(setting::get(db, NAME).await?.as_deref() == Some(ON))
}

/// Whether the team is set to tiny.
///
/// # Errors
/// When the database does not answer.
pub async fn is_tiny(services: &Services) -> DomainResult<bool> {
    of(services.db.read()).await
}

/// Says that the team is tiny, or that it is not any more.
///
/// # Errors
/// Like [`require`] of [`Permission::RoleChange`]: it changes what a role may.
pub async fn set_tiny(services: &Services, actor: &Actor, on: bool) -> DomainResult<()> {
    let member = require(actor, Permission::RoleChange, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let value = if on { ON } else { "off" };
    setting::put(&tx, NAME, value, now).await?;
    audit::record(&tx, Some(member), Entry::of(Action::TinyTeam).detail(value), now).await?;
    tx.commit().await?;
    Ok(())
}
