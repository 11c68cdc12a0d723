//! What administrators say about a verb, a role and a category. No row: what the built-in table says.

use sea_orm::entity::prelude::*;

/// What administrators say about a verb, a role and a category.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "permission_rule")]
pub struct Model {
    /// Slug of the category.
    #[sea_orm(primary_key, auto_increment = false)]
    pub category_id: String,
    /// Role.
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: String,
    /// Verb.
    #[sea_orm(primary_key, auto_increment = false)]
    pub verb: String,
    /// `allow` or `never`.
    pub says: String,
}

impl ActiveModelBehavior for ActiveModel {}
