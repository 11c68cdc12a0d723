//! A word that the team watches.

use sea_orm::entity::prelude::*;

/// A word that the team watches.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "watched_pattern")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// As it was typed.
    pub pattern: String,
    /// As it is compared.
    pub form: String,
    /// `ar`, `fr`, `en`, `arabizi`, or `und`.
    pub language: String,
    /// What it does.
    pub action: String,
    /// Why it is here, for the team.
    pub note: String,
    /// Who of the team answers for it; nothing for the starter list.
    pub added_by: Option<String>,
    /// UTC milliseconds.
    pub added_at: i64,
    /// ISO day on which somebody looks at it again.
    pub review_on: String,
}

impl ActiveModelBehavior for ActiveModel {}
