//! The words of the home page's own text in one language.

use sea_orm::entity::prelude::*;

/// The words of the home page's own text in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "home_text")]
pub struct Model {
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Title.
    pub title: String,
    /// Plain text.
    pub body: String,
}

impl ActiveModelBehavior for ActiveModel {}
