//! What was done in a case of danger: codes, never what was written.

use sea_orm::entity::prelude::*;

/// What was done in a case of danger: codes, never what was written.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "safety_log")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Case.
    pub case_id: String,
    /// UTC milliseconds.
    pub at: i64,
    /// Who; nothing for the portal itself.
    pub actor_id: Option<String>,
    /// Her role then.
    pub actor_role: String,
    /// Code of what was done.
    pub action: String,
    /// Code of who was told.
    pub told: Option<String>,
    /// Code of the next step.
    pub next: Option<String>,
    /// UTC milliseconds of the next step.
    pub next_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
