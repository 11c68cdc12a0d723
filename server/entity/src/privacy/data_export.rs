//! An export that a member asked for.

use sea_orm::entity::prelude::*;

/// An export that a member asked for. It holds none of her data: the file is made while she downloads it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_export")]
pub struct Model {
    /// Identifier; opens nothing without her session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose data.
    pub member_id: String,
    /// UTC milliseconds.
    pub asked_at: i64,
    /// UTC milliseconds after which it gives nothing.
    pub expires_at: i64,
    /// When it was downloaded, UTC milliseconds; it gives nothing afterwards.
    pub used_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
