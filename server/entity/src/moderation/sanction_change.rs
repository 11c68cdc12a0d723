//! A sanction that the team itself makes milder.

use sea_orm::entity::prelude::*;

/// A sanction that the team itself makes milder: it ends, or a shorter one takes its place.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sanction_change")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Which sanction.
    pub sanction_id: String,
    /// Whom it holds for.
    pub member_id: String,
    /// The shorter one; nothing where it ends.
    pub next_id: Option<String>,
    /// Why, for the team.
    pub reason_internal: String,
    /// Words to her.
    pub message: String,
    /// `waiting` for a second person, `done` or `refused`.
    pub state: String,
    /// Who asked for it.
    pub asked_by: Option<String>,
    /// UTC milliseconds.
    pub asked_at: i64,
    /// Who let it hold, or refused it.
    pub decided_by: Option<String>,
    /// UTC milliseconds.
    pub decided_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
