//! On what the team keeps an eye from one shift to the next.

use sea_orm::entity::prelude::*;

/// On what the team keeps an eye from one shift to the next.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_watch")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The text from which it was begun.
    pub post_id: String,
    /// `text`, `author` or `topic`.
    pub what: String,
    /// Why, in a few words; may be empty.
    pub word: String,
    /// Who said it last; nothing once her account is gone.
    pub written_by: Option<String>,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
