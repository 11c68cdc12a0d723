//! Something that items are about.

use sea_orm::entity::prelude::*;

/// Something that items are about.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_subject")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The subject of which it is a part.
    pub broader: Option<String>,
    /// Order.
    pub position: i32,
    /// How often the desk changed it; what was never changed there follows the starter shelf.
    pub version: i32,
    /// Names.
    #[sea_orm(has_many)]
    pub texts: HasMany<super::subject_text::Entity>,
    /// Items about it.
    #[sea_orm(has_many)]
    pub items: HasMany<super::item_subject::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
