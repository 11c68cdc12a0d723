//! Somebody may be in danger. A case of this is read by few (`Permission::SafetyCase`); it has a clock, a log of
//! codes in which nothing that was written is copied, and what is told outside needs two persons. The forum is no
//! rescue service and says so; she sees the numbers to call at once, whatever the hour, and decides herself what
//! becomes of her text and whether anybody may reach her.

mod codes;
mod disclose;
mod erase;
mod hers;
mod late;
mod open;
mod policy;
mod team;

pub use codes::{Basis, Choice, Ending, Level, Next, Step, ToWhom, Told, Why};
pub use disclose::{Disclosure, ask, confirm, refuse};
pub(crate) use erase::erase;
pub use hers::{Contact, Mine, choose, give_contact, mine};
pub(crate) use late::late;
pub use open::{Origin, can_raise, is_open, open, raise};
pub use policy::{ACKNOWLEDGE_MS, Clock, DisclosureState, clock, may_confirm};
pub use team::{
    Line, LogLine, Note, View, acknowledge, case, cases, close, hold, judge, next, note, release,
};

use contract::ErrorCode;
use entity::safety::{safety_case, safety_log};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect,
};

use crate::{
    Actor, DomainError, DomainResult, Member, Permission,
    moderation::not_kept_from,
    permission::{permits, require},
    services::new_id,
    staff::audit,
};

const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// A line of the log.
struct Logged {
    step: Step,
    told: Option<&'static str>,
    next: Option<&'static str>,
    next_at: Option<i64>,
}

impl Logged {
    fn of(step: Step) -> Self {
        Self { step, told: None, next: None, next_at: None }
    }

    /// With a code that says more.
    fn with(step: Step, code: &'static str) -> Self {
        Self { told: Some(code), ..Self::of(step) }
    }
}

/// Writes a line; one of the team's leaves a row of the audit log too.
async fn log<C: ConnectionTrait>(
    tx: &C,
    case: &str,
    by: Option<&Member>,
    line: Logged,
    now: i64,
) -> DomainResult<()> {
    safety_log::ActiveModel {
        id: Set(new_id()),
        case_id: Set(case.to_owned()),
        at: Set(now),
        actor_id: Set(by.map(|member| member.id.as_str().to_owned())),
        actor_role: Set(by.map_or(audit::SYSTEM, |member| member.role.as_str()).to_owned()),
        action: Set(line.step.as_str().to_owned()),
        told: Set(line.told.map(str::to_owned)),
        next: Set(line.next.map(str::to_owned)),
        next_at: Set(line.next_at),
    }
    .insert(tx)
    .await?;
    if let Some(member) = by {
        let entry =
            audit::Entry::of(audit::Action::SafetyAct).on("safety_case", case).detail(line.step.as_str());
        audit::record(tx, Some(member), entry, now).await?;
    }
    Ok(())
}

/// Cases that are not kept from one of the few because she knows, or blocks, the person.
fn seen_by(member: &Member) -> Condition {
    not_kept_from(member, safety_case::Column::PostId)
}

/// A case, under its lock, for one of the few; never one about herself, nor about whom she knows.
async fn locked<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &str,
) -> DomainResult<(&'a Member, safety_case::Model)> {
    let member = require(actor, Permission::SafetyCase, None)?;
    let row = safety_case::Entity::find_by_id(id).filter(seen_by(member)).lock_exclusive().one(tx).await?;
    let row = row.filter(|row| is_readable(actor, member, row)).ok_or_else(DomainError::not_found)?;
    Ok((member, row))
}

fn is_readable(actor: &Actor, member: &Member, row: &safety_case::Model) -> bool {
    permits(actor, Permission::SafetyCase, Some(&row.category))
        && row.member_id.as_deref() != Some(member.id.as_str())
}

/// The same in the version that she saw, while it is open.
async fn as_seen<'a>(
    tx: &DatabaseTransaction,
    actor: &'a Actor,
    id: &str,
    version: i64,
) -> DomainResult<(&'a Member, safety_case::Model)> {
    let (member, row) = locked(tx, actor, id).await?;
    if row.version != version || row.state != OPEN {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok((member, row))
}

/// Changes a case, which makes it another version.
async fn change<C: ConnectionTrait>(
    tx: &C,
    row: safety_case::Model,
    make: impl FnOnce(&mut safety_case::ActiveModel),
) -> DomainResult<()> {
    let version = row.version;
    let mut change = row.into_active_model();
    make(&mut change);
    change.version = Set(version + 1);
    change.update(tx).await?;
    Ok(())
}
