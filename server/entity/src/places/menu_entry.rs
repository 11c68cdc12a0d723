//! An entry of the menu in one language.

use sea_orm::entity::prelude::*;

/// An entry of the menu in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "menu_entry")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `ar`, `fr` or `en`.
    pub locale: String,
    /// Order.
    pub position: i32,
    /// `section`, `article`, `page` or `address`.
    pub kind: String,
    /// Slug, identifier, name or address.
    pub target: String,
    /// Its own text; nothing: the title of the target.
    pub label: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
