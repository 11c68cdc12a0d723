//! What the person who speaks in a testimony agreed to.

use sea_orm::entity::prelude::*;

/// What the person who speaks in a testimony agreed to. Her words about herself rest sealed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_consent")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// Her pseudonym, sealed.
    pub who: String,
    /// How she is reached, sealed.
    pub contact: Option<String>,
    /// What else is to be known, sealed.
    pub note: Option<String>,
    /// To whom it may be given: words with spaces between.
    pub allows: String,
    /// Only what is said may be given, not the recording.
    pub text_only: bool,
    /// UTC milliseconds from which it holds no more.
    pub until: Option<i64>,
    /// Code of the language in which she was asked.
    pub language: String,
    /// ISO day on which she agreed.
    pub given_on: String,
    /// Who of the team took it down; nothing for who left.
    pub taken_by: Option<String>,
    /// How often it was written; the lock of its form.
    pub version: i32,
    /// UTC milliseconds of the last time.
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
