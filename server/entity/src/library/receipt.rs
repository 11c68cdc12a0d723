//! What was removed when a consent was taken back.

use sea_orm::entity::prelude::*;

/// What was removed when a consent was taken back. It is kept as long as the stone of the item.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_receipt")]
pub struct Model {
    /// The item that was erased.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// Number that is printed on it.
    #[sea_orm(unique)]
    pub number: String,
    /// Pseudonym and copies, sealed: names of files may tell who she is.
    pub body: String,
    /// Word of how the house knew that she wants it.
    pub ground: String,
    /// Who of the team did it; nothing for who left.
    pub made_by: Option<String>,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
