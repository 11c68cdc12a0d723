//! A one-use recovery code, kept only as a hash.

use sea_orm::entity::prelude::*;

/// A one-use recovery code, kept only as a hash.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_code")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose code.
    pub member_id: String,
    /// SHA-256 of the code, hexadecimal.
    pub code_hash: String,
    /// When it was used, UTC milliseconds.
    pub used_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
