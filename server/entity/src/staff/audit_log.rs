//! A line of the audit log. The database refuses to change or remove one.

use sea_orm::entity::prelude::*;

/// A line of the audit log: identifiers and codes, never a text that somebody wrote.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// UTC milliseconds.
    pub at: i64,
    /// Who acted; nothing for the machine's own console.
    pub actor_id: Option<String>,
    /// Her role at that moment, or `system`.
    pub actor_role: String,
    /// What was done.
    pub action: String,
    /// `member`, `topic`, `post`, `invitation`, `session`.
    pub target_kind: Option<String>,
    /// Identifier of the target.
    pub target_id: Option<String>,
    /// Code of the reason, where the action needs one.
    pub reason: Option<String>,
    /// Codes that say more: a role, states, categories.
    pub detail: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
