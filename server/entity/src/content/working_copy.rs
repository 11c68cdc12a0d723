//! What somebody wrote and did not save yet; hers alone.

use sea_orm::entity::prelude::*;

/// What was written and not saved.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "working_copy")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// The fields of the form, sealed.
    pub form: String,
    /// The revision that was open.
    pub based_on: Option<String>,
    /// UTC milliseconds.
    pub saved_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
