//! That somebody does not want to read, or hear from, somebody.

use sea_orm::entity::prelude::*;

/// That somebody does not want to read, or hear from, somebody.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mute")]
pub struct Model {
    /// Who does not want it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// From whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: String,
    /// `mute` or `block`.
    pub kind: String,
    /// UTC milliseconds.
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
