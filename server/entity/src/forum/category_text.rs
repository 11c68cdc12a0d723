//! Name and description of a category in one language.

use sea_orm::entity::prelude::*;

/// Name and description of a category in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "category_text")]
pub struct Model {
    /// Slug of the category.
    #[sea_orm(primary_key, auto_increment = false)]
    pub category: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Name.
    pub name: String,
    /// One kind line: what to talk about there.
    pub description: String,
}

impl ActiveModelBehavior for ActiveModel {}
