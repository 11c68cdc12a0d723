//! A page of a PDF.

use sea_orm::entity::prelude::*;

/// A page of a PDF, with what is written on it as far as anybody knows.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_page")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: String,
    /// Which page, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// Its text; of an unreadable one nothing.
    pub text: String,
    /// How well the text can be read, from 0 to 100.
    pub quality: i32,
    /// `extracted`, `unreadable` or `typed`.
    pub state: String,
    /// Direction of a typed text: `rtl`, `ltr`, or nothing for that of its first letter.
    pub direction: Option<String>,
    /// Rises with every text that somebody types.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
