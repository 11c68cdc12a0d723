//! A member on her way out.

use sea_orm::entity::prelude::*;

/// A member on her way out; the row goes when she stays, returns, or is erased.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "departure")]
pub struct Model {
    /// Who leaves.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// `keep`, `withdraw` or `vanish`.
    pub kind: String,
    /// UTC milliseconds.
    pub asked_at: i64,
    /// UTC milliseconds from which nothing can bring her back.
    pub due_at: i64,
    /// SHA-256 of the code with which she returns, hexadecimal; for `vanish`.
    pub return_hash: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
