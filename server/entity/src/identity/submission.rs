//! A form key that was spent, so that a replay gives the first result.

use sea_orm::entity::prelude::*;

/// A form key that was spent, so that a replay gives the first result.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "submission")]
pub struct Model {
    /// Who and which form, for instance `topic:{member}`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope: String,
    /// The form's hidden key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub form_key: String,
    /// What the first result was: an identifier.
    pub location: String,
    /// UTC milliseconds.
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
