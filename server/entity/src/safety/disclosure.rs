//! That something is told outside: asked by one, confirmed by another.

use sea_orm::entity::prelude::*;

/// That something is told outside: asked by one, confirmed by another.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "safety_disclosure")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Case.
    pub case_id: String,
    /// Code of who is told.
    pub to_whom: String,
    /// Code of the reason.
    pub reason: String,
    /// Code of the legal basis.
    pub basis: String,
    /// The first person.
    pub asked_by: Option<String>,
    /// UTC milliseconds.
    pub asked_at: i64,
    /// The second person.
    pub confirmed_by: Option<String>,
    /// UTC milliseconds.
    pub confirmed_at: Option<i64>,
    /// UTC milliseconds.
    pub refused_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
