//! A table of items that somebody of the team tries before she imports it.

use sea_orm::entity::prelude::*;

/// A table of items with the archive of their files, on the desk of who brought it. Its bytes lie in the folder of
/// uploads until it is imported, thrown away, or its time is over.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_trial")]
pub struct Model {
    /// Identifier; nobody can guess it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who brought it.
    pub member_id: String,
    /// Name of the table on her machine, made harmless.
    pub table_file: String,
    /// Name of the archive, if there is one.
    pub archive_file: Option<String>,
    /// `checking`, `faulty`, `ready`, `importing`, `imported` or `failed`.
    pub state: String,
    /// Hash over both files: what was looked at is what is imported.
    pub seal: String,
    /// Lines that were looked at so far.
    pub done: i32,
    /// Lines that there are; 0 until that is known.
    pub total: i32,
    /// What was found, as JSON.
    pub report: Option<String>,
    /// The batch, once it is imported.
    pub batch_id: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds of the last sign of life.
    pub changed_at: i64,
    /// UTC milliseconds from which it is gone.
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
