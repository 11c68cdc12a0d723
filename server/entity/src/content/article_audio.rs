//! A document read aloud in one language, by somebody or by a machine.

use sea_orm::entity::prelude::*;

/// A recording.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_audio")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// The revision that is read.
    pub revision_id: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// As the bytes themselves say it.
    pub media_type: String,
    /// How many.
    pub bytes: i64,
    /// How long it lasts, where a program tells.
    pub seconds: Option<i32>,
    /// Read by a machine.
    pub machine: bool,
    /// Whose voice it is, or the program's name.
    pub voice: String,
    /// UTC milliseconds.
    pub made_at: i64,
    /// Who brought it, or had it read.
    pub made_by: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
