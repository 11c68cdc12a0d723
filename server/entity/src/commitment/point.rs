//! How something that was asked for stands.

use sea_orm::entity::prelude::*;

/// How something that was asked for stands, or what is known about the portal itself. What it is stands in the starter
/// content.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "commitment_point")]
pub struct Model {
    /// Its code in `commitment.toml`, or `opening`, `contact`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// `open`, `begun`, `there` or `dropped`.
    pub state: String,
    /// ISO day of the last update.
    pub day: Option<String>,
    /// What is said of it to everybody, in Arabic.
    pub note_ar: String,
    /// The same in French.
    pub note_fr: String,
    /// The same in English.
    pub note_en: String,
    /// Who said so last.
    pub changed_by: Option<String>,
    /// How often it was changed.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
