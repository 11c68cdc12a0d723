//! What the contents of a PDF say.

use sea_orm::entity::prelude::*;

/// What the contents of a PDF say, as it brought them along.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_outline")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: String,
    /// JSON: titles, each with its page and how deep it stands.
    pub entries: String,
}

impl ActiveModelBehavior for ActiveModel {}
