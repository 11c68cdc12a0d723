//! Something that a person must confirm before the portal opens.

use sea_orm::entity::prelude::*;

/// Something that a person must confirm before the portal opens. What it is stands in the starter content.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "launch_point")]
pub struct Model {
    /// Its code in `launch.toml`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// `open`, `confirmed` or `not_applicable`.
    pub state: String,
    /// Who of the team looks after it.
    pub owner_id: Option<String>,
    /// ISO day on which it was settled.
    pub day: Option<String>,
    /// What was found out.
    pub note: String,
    /// Who said so last.
    pub checked_by: Option<String>,
    /// How often it was changed.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
