//! The line of the log under which the lines of all stand that one form decided together.

use contract::ids::ReviewId;
use entity::forum::mod_log;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait};

use super::line::Event;
use crate::{DomainResult, Member, Services};

/// What that line says.
pub(crate) struct Head<'a> {
    /// Its identifier; it names the form, so that it is carried out once.
    pub key: &'a str,
    /// What was done.
    pub event: Event,
    /// Category, when all are of one.
    pub category: Option<&'a str>,
    /// Why, as a code.
    pub reason: Option<&'static str>,
    /// State before, where it is that of all.
    pub before: Option<&'static str>,
    /// State afterwards, or what was done.
    pub after: &'static str,
}

/// Whether a key is new, or of the same thing that she did before.
pub(crate) async fn may_use(services: &Services, me: &Member, key: &str, event: Event) -> DomainResult<bool> {
    if key.parse::<ReviewId>().is_err() {
        return Ok(false);
    }
    let there = mod_log::Entity::find_by_id(key).one(services.db.read()).await?;
    Ok(there
        .is_none_or(|line| line.action == event.as_str() && line.actor_id.as_deref() == Some(me.id.as_str())))
}

/// Writes the line, with the first of those that stand under it.
pub(crate) async fn write<C: ConnectionTrait>(
    tx: &C,
    me: &Member,
    head: &Head<'_>,
    now: i64,
) -> DomainResult<()> {
    // The log takes no line twice, not even to do nothing (decision 48): so it is asked first.
    if mod_log::Entity::find_by_id(head.key).count(tx).await? > 0 {
        return Ok(());
    }
    let row = mod_log::ActiveModel {
        id: Set(head.key.to_owned()),
        at: Set(now),
        actor_id: Set(Some(me.id.as_str().to_owned())),
        actor_role: Set(me.role.as_str().to_owned()),
        action: Set(head.event.as_str().to_owned()),
        target_type: Set("bulk".to_owned()),
        target_id: Set(head.key.to_owned()),
        category_id: Set(head.category.map(str::to_owned)),
        reason_code: Set(head.reason.map(str::to_owned)),
        note: Set(None),
        before_state: Set(head.before.map(str::to_owned)),
        after_state: Set(Some(head.after.to_owned())),
        is_revert: Set(false),
        parent_id: Set(None),
        expires_at: Set(None),
    };
    mod_log::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
