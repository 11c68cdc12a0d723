//! A picture of a page that was drawn.

use sea_orm::entity::prelude::*;

/// A picture of a page that was drawn, kept for whoever comes next. It can be drawn anew at any time.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_page_picture")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: String,
    /// Which page, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// SHA-256 of its bytes in the blob store.
    pub sha256: String,
    /// UTC milliseconds at which it was drawn.
    pub made_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
