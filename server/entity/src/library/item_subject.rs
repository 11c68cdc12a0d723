//! What an item is about.

use sea_orm::entity::prelude::*;

/// What an item is about.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_item_subject")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// The subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: String,
    /// Order.
    pub position: i32,
    /// The item.
    #[sea_orm(belongs_to, from = "item_id", to = "id")]
    pub item: BelongsTo<super::item::Entity>,
    /// The subject.
    #[sea_orm(belongs_to, from = "subject_id", to = "id")]
    pub subject: BelongsTo<super::subject::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
