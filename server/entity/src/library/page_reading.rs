//! That the pages of a PDF were read.

use sea_orm::entity::prelude::*;

/// That the pages of a PDF were read, and how many there are.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_page_reading")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: String,
    /// How many pages it has; nothing when it could not be opened.
    pub pages: Option<i32>,
    /// UTC milliseconds.
    pub read_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
