//! A code and its name: places, ages, themes, units.

use sea_orm::entity::prelude::*;

use super::parts::Localised;

/// A code and its name.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "codelist")]
pub struct Model {
    /// `theme`, `geo`, `age`, `unit`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Code, unique within its kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Name.
    pub label: Localised,
    /// Code of what contains it (a governorate's region).
    pub parent: Option<String>,
    /// Units only: counts people or cases, so small numbers are withheld.
    pub counts: bool,
    /// Order in lists.
    pub position: i32,
    /// How sources write it, a line each.
    pub aliases: String,
    /// Which edition it is: grows with each change at the desk.
    pub edit: i32,
    /// When the desk took it in its hands; from then on shipped files leave it alone.
    pub desk_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
