//! A person, office or machine that had a hand in an item.

use sea_orm::entity::prelude::*;

/// A person, office or machine that had a hand in an item.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_agent")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Names.
    #[sea_orm(has_many)]
    pub texts: HasMany<super::agent_text::Entity>,
    /// What it had a hand in.
    #[sea_orm(has_many)]
    pub items: HasMany<super::item_agent::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
