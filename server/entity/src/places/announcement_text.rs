//! An announcement in one language.

use sea_orm::entity::prelude::*;

/// An announcement in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement_text")]
pub struct Model {
    /// The announcement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub announcement_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Plain text.
    pub text: String,
}

impl ActiveModelBehavior for ActiveModel {}
