//! A file of figures that somebody of the team tries before she imports it.

use sea_orm::entity::prelude::*;

/// A file of figures on the desk of who brought it. Its bytes lie in the folder of uploads until it is imported, thrown
/// away, or its time is over.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statistics_trial")]
pub struct Model {
    /// Identifier; nobody can guess it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who brought it.
    pub member_id: String,
    /// Name of the file on her machine, made harmless.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// `reading`, `unreadable`, `mapping`, `checking`, `faulty`, `ready`, `importing`, `imported` or `failed`.
    pub state: String,
    /// What the file is, as JSON.
    pub detected: Option<String>,
    /// What its columns and codes mean, as JSON.
    pub mapping: Option<String>,
    /// What was found, as JSON.
    pub report: Option<String>,
    /// The version, once it is imported.
    pub version: Option<i32>,
    /// Figures that were worked on, while somebody has it in hand.
    pub done: i32,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds of the last sign of life.
    pub changed_at: i64,
    /// UTC milliseconds from which it is gone.
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
