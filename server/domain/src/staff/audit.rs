//! The audit log: one row for each privileged read and write, in its transaction. The database lets nobody change,
//! remove or empty it. Identifiers and codes only: names are looked up when the log is read, and no text that
//! somebody wrote ever comes in.

mod action;

pub use action::Action;

use contract::ids::MemberId;
use entity::staff::audit_log;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::Reason;
use crate::{DomainResult, Member, services::new_id};

/// Who stands in the log for the machine's own console.
pub const SYSTEM: &str = "system";

/// A row to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    action: Action,
    target: Option<(&'static str, String)>,
    reason: Option<String>,
    detail: Option<String>,
}

impl Entry {
    /// An action without a target.
    pub fn of(action: Action) -> Self {
        Self { action, target: None, reason: None, detail: None }
    }

    /// On something: its kind and identifier.
    #[must_use]
    pub fn on(mut self, kind: &'static str, id: impl Into<String>) -> Self {
        self.target = Some((kind, id.into()));
        self
    }

    /// On an account.
    #[must_use]
    pub fn on_member(self, id: &MemberId) -> Self {
        self.on("member", id.as_str())
    }

    /// With the code of a reason.
    #[must_use]
    pub fn because(mut self, reason: Option<&str>) -> Self {
        self.reason = reason.map(str::to_owned);
        self
    }

    /// With a reason of the desk.
    #[must_use]
    pub fn for_reason(self, reason: Reason) -> Self {
        self.because(Some(reason.as_str()))
    }

    /// With codes that say more.
    #[must_use]
    pub fn detail(mut self, codes: impl Into<String>) -> Self {
        self.detail = Some(codes.into());
        self
    }
}

/// Writes a row in the caller's transaction. Without an actor it was the machine's own console.
///
/// # Errors
/// When the database does not answer; the caller's work is then rolled back with it.
pub async fn record<C: ConnectionTrait>(
    tx: &C,
    actor: Option<&Member>,
    entry: Entry,
    now_ms: i64,
) -> DomainResult<()> {
    let (target_kind, target_id) = entry.target.unzip();
    audit_log::ActiveModel {
        id: Set(new_id()),
        at: Set(now_ms),
        actor_id: Set(actor.map(|member| member.id.as_str().to_owned())),
        actor_role: Set(actor.map_or(SYSTEM, |member| member.role.as_str()).to_owned()),
        action: Set(entry.action.as_str().to_owned()),
        target_kind: Set(target_kind.map(str::to_owned)),
        target_id: Set(target_id),
        reason: Set(entry.reason),
        detail: Set(entry.detail),
    }
    .insert(tx)
    .await?;
    Ok(())
}
