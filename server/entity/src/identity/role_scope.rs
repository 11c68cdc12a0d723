//! A category to which a moderator is held. No row: she moderates everywhere. A row outlives its category, so that
//! one whose categories are gone moderates nothing.

use sea_orm::entity::prelude::*;

/// A category to which a moderator is held.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_scope")]
pub struct Model {
    /// The moderator.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Slug of the category.
    #[sea_orm(primary_key, auto_increment = false)]
    pub category_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
