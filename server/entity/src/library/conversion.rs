//! That a recording is being made into another form.

use sea_orm::entity::prelude::*;

/// That a recording is being made into another form, or could not be. What was made leaves no row here.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_conversion")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: String,
    /// `sound` or `playable`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub form: String,
    /// `waiting`, `running` or `failed`.
    pub state: String,
    /// Code of what went wrong.
    pub trouble: Option<String>,
    /// Who of the team asked for it; nothing for who left.
    pub member_id: Option<String>,
    /// UTC milliseconds.
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
