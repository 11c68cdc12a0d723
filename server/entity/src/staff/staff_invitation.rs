//! An invitation into the team: one link, once, for some days. Only the hash of its secret is kept.

use sea_orm::entity::prelude::*;

/// An invitation into the team.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_invitation")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// SHA-256 of the token in the link, hexadecimal.
    #[sea_orm(unique)]
    pub token_hash: String,
    /// The role of whoever accepts.
    pub role: String,
    /// Who invited.
    pub created_by: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub expires_at: i64,
    /// When it was accepted, UTC milliseconds.
    pub used_at: Option<i64>,
    /// When it was taken back, UTC milliseconds.
    pub withdrawn_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
