//! Words that somebody does not want to read unprepared.

use sea_orm::entity::prelude::*;

/// Words that somebody does not want to read unprepared.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "word_mute")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// One a line, as she wrote them.
    pub words: String,
}

impl ActiveModelBehavior for ActiveModel {}
